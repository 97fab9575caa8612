import { html, type Markup } from './markup.ts';
import { AREA } from './plot.ts';

/** What a colour stands for. */
export interface LegendEntry {
  /** A class of the style sheet. */
  readonly style: string;
  readonly name: string;
}

/** The height of a line of the legend, and of the title, pixels. */
const LINE = 20;

/** Grey that is readable on light and dark pages: a picture in a page does not know which it stands on. */
const STYLE = `
svg { font: 12px system-ui, sans-serif; }
text { fill: #777; } text.name { fill: #555; } text.title { fill: #555; font-size: 14px; font-weight: 600; }
@media (prefers-color-scheme: dark) { text, text.name, text.title { fill: #bbb; } }
.grid { stroke: #8883; } .curve { fill: none; stroke: var(--tone); stroke-width: 2; } .guess { fill: none; stroke: #888; stroke-dasharray: 4 4; }
rect { fill: var(--tone); } .half { fill-opacity: 0.65; }
.c0 { --tone: #3b82c4; } .c1 { --tone: #d9822b; } .c2 { --tone: #2c8a57; } .c3 { --tone: #8a4fbd; } .c4 { --tone: #c23b6a; } .c5 { --tone: #7a8691; } .c6 { --tone: #0e8f9c; }
`;

/** Plots below each other as one SVG file, with a title and what the colours stand for. */
export function svgFile(title: string, plots: readonly Markup[], legend: readonly LegendEntry[]): string {
  let y = LINE + 12 + legend.length * LINE;
  const keys = legend.map(({ style, name }, at) => {
    const middle = LINE + 14 + at * LINE;
    const key =
      style === 'guess'
        ? html`<path class="guess" d="M${AREA.left} ${middle}h18"/>`
        : html`<rect class="${style}" x="${AREA.left}" y="${middle - 3}" width="18" height="6"/>`;
    return html`${key}<text x="${AREA.left + 26}" y="${middle + 4}">${name}</text>`;
  });
  const placed = plots.map((plot) => {
    const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(String(plot))?.[1] ?? AREA.height);
    const at = y;
    y += height + 10;
    return html`<svg x="0" y="${at}" width="${AREA.width}" height="${height}">${plot}</svg>`;
  });
  return `${html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${AREA.width} ${y}" width="${AREA.width}" height="${y}" role="img" aria-label="${title}">
<title>${title}</title><style>${STYLE}</style>
<text class="title" x="${AREA.left}" y="${LINE}">${title}</text>
${keys}
${placed}</svg>`}\n`;
}

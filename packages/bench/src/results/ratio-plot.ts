import type { Section } from '../measure/figure.ts';

const ROW = 22;
const WIDTH = 760;
const LABELS = 330;
const BAR = 300;

/**
 * Draws the ratios of a run as bars, one block a section, each with an axis. It is logarithmic: ratios range from a hundredth to thousands.
 * The bar of a figure begins at its baseline's line: to the right is more, to the left less.
 * @returns A complete SVG for light and dark pages.
 */
export function ratioPlot(sections: readonly Section[]): string {
  const rows: string[] = [];
  let y = 10;
  for (const { title, figures } of sections) {
    rows.push(`<text x="8" y="${y + 16}" font-weight="bold">${escaped(title)}</text>`);
    y += ROW;
    const reach = Math.max(1, ...figures.map(({ ratio }) => (ratio > 0 ? Math.abs(Math.log10(ratio)) : 0)));
    const middle = figures.some(({ ratio }) => ratio < 0.995) ? LABELS + BAR / 2 : LABELS;
    const scale = (middle === LABELS ? BAR : BAR / 2) / reach;
    for (const { name, ratio } of figures) {
      const length = ratio > 0 ? Math.log10(ratio) * scale : 0;
      const bar = `<rect x="${round(middle + Math.min(0, length))}" y="${y + 5}" width="${round(Math.abs(length))}" height="${ROW - 10}"/>`;
      rows.push(`<text x="${LABELS - 8}" y="${y + 16}" text-anchor="end">${escaped(name)}</text>`, bar);
      rows.push(`<text x="${LABELS + BAR + 10}" y="${y + 16}">× ${round(ratio)}</text>`);
      y += ROW;
    }
    rows.push(`<line x1="${middle}" x2="${middle}" y1="${y - figures.length * ROW}" y2="${y}" stroke="#888"/>`);
    rows.push(...axis(middle, scale, reach, y));
    y += 2.5 * ROW;
  }
  const style = 'text{font:13px system-ui,sans-serif;fill:#777}rect{fill:#3b82c4}';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img">`,
    `<title>Ratios to the first line of each block, measured in the same run</title><style>${style}</style>`,
    ...rows,
    '</svg>\n',
  ].join('\n');
}

/** Ticks of the axis at powers of ten, at most six on a side, and what it measures, below the bars. */
function axis(middle: number, scale: number, reach: number, y: number): string[] {
  const step = Math.ceil(reach / 6);
  const least = middle === LABELS ? 0 : -Math.floor(reach / step);
  const powers = Array.from({ length: Math.floor(reach / step) - least + 1 }, (_, at) => (least + at) * step);
  const line = `<line x1="${LABELS}" x2="${LABELS + BAR}" y1="${y}" y2="${y}" stroke="#888"/>`;
  const ticks = powers.map((power) => {
    const x = round(middle + power * scale);
    const text = (10 ** power).toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });
    return `<line x1="${x}" x2="${x}" y1="${y}" y2="${y + 4}" stroke="#888"/><text x="${x}" y="${y + 17}" text-anchor="middle">${text}</text>`;
  });
  const name = `<text x="${LABELS + BAR / 2}" y="${y + 34}" text-anchor="middle">ratio to the first line (×, logarithmic)</text>`;
  return [line, ...ticks, name];
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

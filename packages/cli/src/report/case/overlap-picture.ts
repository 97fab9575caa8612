import type { CaseReport } from '@streetdate/evidence';
import { count } from '../../output/count-words.ts';
import { html, type Markup } from '../html.ts';

/** With more servers, the numbers in the cells would not fit. */
const MOST_NUMBERS = 14;
const LEFT = 190;

/** Draws what every two servers share: below the diagonal equal files, above it titles. */
export function drawOverlaps({ servers, titles, overlaps }: Pick<CaseReport, 'servers' | 'titles' | 'overlaps'>): Markup {
  const cell = Math.max(12, Math.min(52, Math.floor(760 / servers.length)));
  const places = new Map(servers.map(({ id }, at) => [id, at]));
  const size = cell * servers.length;
  const withNumbers = servers.length <= MOST_NUMBERS;
  const nameAt = (at: number) => servers[at]!.name;
  const words = overlaps.map(
    ({ servers: [one, other], contents, titles: both }) =>
      `${nameAt(places.get(one)!)} and ${nameAt(places.get(other)!)} share ${count(contents, 'equal file')} and ${count(both, 'title')}`,
  );
  const draw = (row: number, column: number, kind: 'files' | 'titles', share: number, number: number, text: string) => {
    const [x, y] = [LEFT + column * cell, row * cell];
    return html`<g class="cell ${kind}"><title>${text}</title><rect x="${x + 1}" y="${y + 1}" width="${cell - 2}" height="${cell - 2}" fill-opacity="${Number((0.12 + 0.6 * share).toFixed(2))}"/>
${withNumbers && html`<text x="${x + cell / 2}" y="${y + cell / 2 + 4}" text-anchor="middle">${number}</text>`}</g>
`;
  };
  return html`<figure>
<svg class="plot" viewBox="0 0 ${Math.max(960, LEFT + size + 10)} ${size + (withNumbers ? 4 : 4)}" role="img" aria-labelledby="overlap-name overlap-words">
<title id="overlap-name">What servers share</title><desc id="overlap-words">${words.join('. ')}.</desc>
${servers.map(
  (
    { name, country },
    at,
  ) => html`<text class="axis-name"${cell < 16 && html` font-size="10"`} x="${LEFT - 12}" y="${at * cell + cell / 2 + 4}" text-anchor="end">${at + 1}. ${shorten(name)} (${country})</text>
<rect class="own" x="${LEFT + at * cell + 1}" y="${at * cell + 1}" width="${cell - 2}" height="${cell - 2}"/>${cell >= 24 && html`<text x="${LEFT + at * cell + cell / 2}" y="${at * cell + cell / 2 + 4}" text-anchor="middle">${at + 1}</text>`}
`,
)}${overlaps.map(({ servers: [one, other], contents, share, titles: both }) => {
  const [first, second] = [places.get(one)!, places.get(other)!].sort((a, b) => a - b) as [number, number];
  const pair = `${nameAt(first)} and ${nameAt(second)}`;
  return [
    draw(second, first, 'files', share, contents, `${pair}: ${count(contents, 'equal file')}`),
    draw(first, second, 'titles', titles.length === 0 ? 0 : both / titles.length, both, `${pair}: ${count(both, 'title')}`),
  ];
})}</svg>
<figcaption class="legend"><span><svg width="14" height="14" aria-hidden="true"><rect class="files-key" width="14" height="14"/></svg> below the diagonal: distinct files that are equal byte for byte; darker: a greater share of the smaller server</span>
<span><svg width="14" height="14" aria-hidden="true"><rect class="titles-key" width="14" height="14"/></svg> above it: titles that both have, whatever the encoding</span></figcaption>
</figure>
`;
}

function shorten(name: string): string {
  const characters = [...name];
  return characters.length <= 16 ? name : `${characters.slice(0, 15).join('')}…`;
}

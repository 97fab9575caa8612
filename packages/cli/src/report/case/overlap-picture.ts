import type { CaseReport } from '@streetdate/evidence';
import { type CaseWriting, say } from '../../output/case-writing.ts';
import { html, type Markup } from '../html.ts';

/** With more servers, the numbers in the cells would not fit. */
const MOST_NUMBERS = 14;
const LEFT = 190;

/** Draws what every two servers share: below the diagonal equal files, above it titles. */
export function drawOverlaps(
  { servers, titles, overlaps }: Pick<CaseReport, 'servers' | 'titles' | 'overlaps'>,
  writing: CaseWriting,
): Markup {
  const filesInWords = (count: number) => say('overlap.files', writing, { count });
  const titlesInWords = (count: number) => say('titles', writing, { count });
  const pairOf = (one: number, other: number) => say('overlap.pair', writing, { one: nameAt(one), other: nameAt(other) });
  const cell = Math.max(12, Math.min(52, Math.floor(760 / servers.length)));
  const places = new Map(servers.map(({ id }, at) => [id, at]));
  const size = cell * servers.length;
  const withNumbers = servers.length <= MOST_NUMBERS;
  const nameAt = (at: number) => servers[at]!.name;
  const words = overlaps.map(({ servers: [one, other], contents, titles: both }) =>
    say('overlap.share', writing, {
      ...{ pair: pairOf(places.get(one)!, places.get(other)!), files: filesInWords(contents), titles: titlesInWords(both) },
    }),
  );
  const draw = (row: number, column: number, kind: 'files' | 'titles', share: number, number: number, text: string) => {
    const [x, y] = [LEFT + column * cell, row * cell];
    return html`<g class="cell ${kind}"><title>${text}</title><rect x="${x + 1}" y="${y + 1}" width="${cell - 2}" height="${cell - 2}" fill-opacity="${Number((0.12 + 0.6 * share).toFixed(2))}"/>
${withNumbers && html`<text x="${x + cell / 2}" y="${y + cell / 2 + 4}" text-anchor="middle">${number}</text>`}</g>
`;
  };
  return html`<figure>
<svg class="plot" viewBox="0 0 ${Math.max(960, LEFT + size + 10)} ${size + (withNumbers ? 4 : 4)}" role="img" aria-labelledby="overlap-name overlap-words">
<title id="overlap-name">${say('head.overlap', writing)}</title><desc id="overlap-words">${words.join('. ')}.</desc>
${servers.map(
  (
    { name, country },
    at,
  ) => html`<text class="axis-name"${cell < 16 && html` font-size="10"`} x="${LEFT - 12}" y="${at * cell + cell / 2 + 4}" text-anchor="end">${at + 1}. ${shorten(name)} (${country})</text>
<rect class="own" x="${LEFT + at * cell + 1}" y="${at * cell + 1}" width="${cell - 2}" height="${cell - 2}"/>${cell >= 24 && html`<text x="${LEFT + at * cell + cell / 2}" y="${at * cell + cell / 2 + 4}" text-anchor="middle">${at + 1}</text>`}
`,
)}${overlaps.map(({ servers: [one, other], contents, share, titles: both }) => {
  const [first, second] = [places.get(one)!, places.get(other)!].sort((a, b) => a - b) as [number, number];
  const pair = pairOf(first, second);
  return [
    draw(second, first, 'files', share, contents, `${pair}: ${filesInWords(contents)}`),
    draw(first, second, 'titles', titles.length === 0 ? 0 : both / titles.length, both, `${pair}: ${titlesInWords(both)}`),
  ];
})}</svg>
<figcaption class="legend"><span><svg width="14" height="14" aria-hidden="true"><rect class="files-key" width="14" height="14"/></svg> ${say('overlap.below', writing)}</span>
<span><svg width="14" height="14" aria-hidden="true"><rect class="titles-key" width="14" height="14"/></svg> ${say('overlap.above', writing)}</span></figcaption>
</figure>
`;
}

function shorten(name: string): string {
  const characters = [...name];
  return characters.length <= 16 ? name : `${characters.slice(0, 15).join('')}…`;
}

import { percent } from './evidence-words.ts';
import { html, type Markup } from './html.ts';
import type { MissingPicture, Picture, PicturePair } from './pictures.ts';
import { mediaTime } from './time-words.ts';

/** Query and reference frames side by side, each with its time; undefined without pairs. */
export function renderPairs(pairs: readonly PicturePair[] | undefined, hashBits: number): Markup | undefined {
  if (pairs === undefined || pairs.length === 0) return undefined;
  const sides = ['query', 'reference'] as const;
  const missing = sides.flatMap((side) => {
    const reasons = new Set(pairs.map((pair) => pair[side]).filter((picture) => typeof picture === 'string'));
    return [...reasons].map((reason) => html`<p class="note">${explainMissing(side, reason)}</p>`);
  });
  // Without any picture the grid would be a row of empty boxes.
  const shown = pairs.filter((pair) => typeof pair.query !== 'string' || typeof pair.reference !== 'string');
  return html`<section class="block">
<h4>Frames side by side</h4>
${
  shown.length > 0 &&
  html`<p class="hint">Chosen evenly in time, not by similarity, and shown in grey as they were compared. Distances refer to the nearest sampled frame of the reference. In fast motion it can differ from the frame shown here, which is the exact moment.</p>
<div class="pairs">
${shown.map((pair) => renderPair(pair, hashBits))}</div>`
}
${missing}
</section>`;
}

function renderPair(pair: PicturePair, hashBits: number): Markup {
  const distance =
    pair.distance === undefined
      ? html`Distance not recorded`
      : html`${pair.distance} of ${hashBits} bits differ (${percent(pair.distance / hashBits)})`;
  return html`<figure class="pair">
<div class="sides">
${renderSide('Query', pair.query, pair.queryTime, pair.inset)}
${renderSide('Reference', pair.reference, pair.referenceTime)}
</div>
<figcaption>${distance}${pair.mirrored && html` · the query is mirrored left to right`}${pair.inset && html` · only the outlined picture was compared`}</figcaption>
</figure>
`;
}

function renderSide(name: string, picture: Picture | MissingPicture, time: number, inset?: PicturePair['inset']): Markup {
  const at = mediaTime(time, 3);
  const content =
    typeof picture === 'string'
      ? html`<div class="no-picture">${MISSING_WORDS[picture]}</div>`
      : html`<div class="frame-of"><img src="${picture.dataUri}" width="${picture.width}" height="${picture.height}" alt="${name} frame at ${at}">${inset && outline(inset)}</div>`;
  return html`<div class="side">${content}<p><span>${name}</span> <span class="time">${at}</span></p></div>`;
}

/** The border of an inset picture, drawn over the frame. */
function outline(inset: NonNullable<PicturePair['inset']>): Markup {
  const points = inset.map(({ x, y }) => `${(100 * x).toFixed(2)},${(100 * y).toFixed(2)}`).join(' ');
  return html`<svg class="outline" viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label="Border of the inset picture"><polygon points="${points}" vector-effect="non-scaling-stroke"/></svg>`;
}

const MISSING_WORDS: Readonly<Record<MissingPicture, string>> = {
  gone: 'File is gone',
  packed: 'In an archive',
  changed: 'File has changed',
  unrecorded: 'Media not recorded',
  undecodable: 'Could not be decoded',
  'left-out': 'Left out',
};

function explainMissing(side: 'query' | 'reference', reason: MissingPicture): string {
  const file = side === 'query' ? 'scanned file' : 'enrolled media';
  switch (reason) {
    case 'gone':
      return `The ${file} is no longer where it was, so its frames cannot be shown. It was there when it was compared.`;
    case 'packed':
      return `The ${file} is in an archive, so its frames are not shown here. Unpack it and scan it to see them.`;
    case 'changed':
      return `The ${file} has changed since it was compared, so its frames are not shown.`;
    case 'unrecorded':
      return `This library does not record where the ${file} is, so its frames cannot be shown.`;
    case 'undecodable':
      return `Some frames of the ${file} could not be decoded for this page.`;
    case 'left-out':
      return `Frames of the ${file} are left out to keep this page small. Make a report of this file alone to see them.`;
  }
}

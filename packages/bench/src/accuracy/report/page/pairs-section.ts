import { html, type Markup } from '../../../results/plot/markup.ts';
import type { FramePair } from '../frame-pairs.ts';

/** Picture pairs with what was done to the query and what was said of it. */
export function drawPairs(pairs: readonly FramePair[]): Markup {
  return html`<div class="pairs">${pairs.map(drawPair)}</div>`;
}

function drawPair({ query, referenceId, prediction, queryTime, referenceTime, pictures }: FramePair): Markup {
  const drawn = Object.entries(query.parameters).map(([name, value]) => `${name} ${value}`);
  const said = prediction === undefined ? 'nothing was said' : `score ${prediction.score.toFixed(2)}`;
  return html`<figure class="pair"><div class="sides">
${drawSide(pictures[0], 'query', queryTime)}${drawSide(pictures[1], 'reference', referenceTime)}</div>
<figcaption><b>${query.queryId}</b> and ${referenceId}: ${said}${drawn.length > 0 ? html`<br>${drawn.join(', ')}` : undefined}</figcaption></figure>`;
}

function drawSide(picture: string | undefined, name: string, time: number): Markup {
  const shown =
    picture === undefined ? html`<span class="none">no picture</span>` : html`<img src="${picture}" alt="${name} at ${time.toFixed(2)} s">`;
  return html`<div>${shown}<p>${name}, ${time.toFixed(2)} s</p></div>`;
}

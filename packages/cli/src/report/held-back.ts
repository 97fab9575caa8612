import type { HeldBackSpan } from '@streetdate/engine';
import { count } from '../output/count-words.ts';
import { html, type Markup } from './html.ts';
import { mediaTime } from './time-words.ts';

/** Intervals that are named of one rendition. */
const MOST_NAMED = 12;

/**
 * What of a title's renditions proves nothing: one paragraph. A rights holder wants to see that footage of others is not counted, and why.
 * @param references - The intervals of each rendition that the file matches, by its id.
 */
export function renderHeldBack(title: string, references: ReadonlyMap<string, readonly HeldBackSpan[]>): Markup | undefined {
  const lists = [...references].filter(([, spans]) => spans.length > 0);
  if (lists.length === 0) return undefined;
  return html`<p class="note held-back">Proves nothing about <cite>${title}</cite>: ${lists.map(([id, spans], at) => html`${at > 0 && '; '}${namedOf(id, spans)}`)}.</p>`;
}

function namedOf(id: string, spans: readonly HeldBackSpan[]): Markup {
  const more = spans.length - MOST_NAMED;
  const named = spans.slice(0, MOST_NAMED).map(({ start, end, why, reason }) => {
    const when = end === Number.MAX_VALUE ? 'all' : `${mediaTime(start)} to ${mediaTime(end)}`;
    return `${when} (${why}: ${reason})`;
  });
  return html`${[...named, ...(more > 0 ? [`${count(more, 'further interval')}`] : [])].join(', ')} of <bdi>${id}</bdi>`;
}

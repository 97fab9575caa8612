import type { MatchOptions } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import type { Records } from './judging.ts';

/** Days after a window's opening during which its title stays prioritised. Most leaks appear before and in these days. */
const DAYS_AFTER = 14;

/** The catalogue's facts about references that a search needs. */
export function matchOptions(records: Records, now: Date): Required<Pick<MatchOptions, 'prioritised' | 'background' | 'titles'>> {
  const references = [...records.references.values()];
  const background = new Set(references.flatMap(({ id, kind }) => (kind === 'background' ? [id] : [])));
  const titles = new Map(references.map(({ id, titleId }) => [id, titleId]));
  return { prioritised: prioritisedReferences(records, now), background, titles };
}

/**
 * The prioritised references: those of titles with a window that is still to open, or opened in the last two weeks. They matter most, so
 * they are searched as if they were the whole library.
 */
function prioritisedReferences({ references, titles }: Records, now: Date): ReadonlySet<string> {
  const since = now.getTime() - DAYS_AFTER * 24 * 3600 * 1000;
  const isPrioritised = (titleId: string) => titles.get(titleId)?.windows.some((window) => openingOf(window).latest >= since) ?? false;
  return new Set([...references.values()].flatMap(({ id, titleId }) => (isPrioritised(titleId) ? [id] : [])));
}

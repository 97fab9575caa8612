import type { MatchOptions } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import type { Records } from './judging.ts';

/** Days after a window has opened for which its title stays prioritised: most of what a leak is copied from and to happens in these. */
const DAYS_AFTER = 14;

/** What the catalogue says of the references that a search has to know. */
export function matchOptions(records: Records, now: Date): Required<Pick<MatchOptions, 'prioritised' | 'background'>> {
  const references = [...records.references.values()];
  const background = new Set(references.flatMap(({ id, kind }) => (kind === 'background' ? [id] : [])));
  return { prioritised: prioritisedReferences(records, now), background };
}

/**
 * The references of titles that are not out yet, or only just: a window still to open, or opened in the last two weeks. They are few, and
 * the ones that matter, so a search spares no work on them.
 */
function prioritisedReferences({ references, titles }: Records, now: Date): ReadonlySet<string> {
  const since = now.getTime() - DAYS_AFTER * 24 * 3600 * 1000;
  const isPrioritised = (titleId: string) => titles.get(titleId)?.windows.some((window) => openingOf(window).latest >= since) ?? false;
  return new Set([...references.values()].flatMap(({ id, titleId }) => (isPrioritised(titleId) ? [id] : [])));
}

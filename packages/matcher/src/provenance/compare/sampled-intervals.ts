import type { TimeSpan } from '@streetdate/core/portable';
import type { Match } from '../../match.ts';
import type { Rendition } from '../copy/rendition.ts';

/** How a copy is looked at frame by frame: stretches at most, and seconds of each. */
export interface Look {
  readonly stretches: number;
  readonly seconds: number;
}

/**
 * Stretches that lie evenly in the longest segment of a copy in which pictures show one of some renditions.
 * @param matches - What was found in the copy.
 * @param renditions - Every enrolled rendition of one title.
 * @returns In order of time; empty where the copy shows too little of them.
 */
export function lookStretches(matches: readonly Match[], renditions: readonly Rendition[], look: Look): TimeSpan[] {
  const ids = new Set(renditions.map(({ referenceId }) => referenceId));
  const segments = matches.flatMap((match) =>
    ids.has(match.referenceId) ? match.segments.filter(({ foundBy }) => foundBy !== 'sound') : [],
  );
  const [longest] = segments.toSorted((one, other) => other.queryEnd - other.queryStart - (one.queryEnd - one.queryStart));
  if (longest === undefined) return [];
  const seconds = longest.queryEnd - longest.queryStart;
  const count = Math.min(look.stretches, Math.floor(seconds / look.seconds));
  return Array.from({ length: count }, (_, at) => {
    const start = longest.queryStart + ((at + 0.5) / count) * seconds - look.seconds / 2;
    return { start: Math.max(0, start), end: start + look.seconds };
  });
}

import type { TimeSpan } from '@streetdate/core/portable';
import type { Match } from '../../match.ts';
import type { Rendition } from '../copy/rendition.ts';

/** How many intervals of a copy to decode in full, and how long each is. */
export interface IntervalSampling {
  /** Most intervals. */
  readonly most: number;
  /** Seconds of each. */
  readonly seconds: number;
}

/**
 * Evenly spaced intervals in the longest segment in which the copy's pictures match one of some renditions.
 * @param matches - The matches of the copy.
 * @param renditions - The renditions of one title.
 * @returns In order of time; empty where the copy shows too little of them.
 */
export function sampledIntervals(
  matches: readonly Match[],
  renditions: readonly Rendition[],
  { most, seconds: length }: IntervalSampling,
): TimeSpan[] {
  const ids = new Set(renditions.map(({ referenceId }) => referenceId));
  const segments = matches.flatMap((match) =>
    ids.has(match.referenceId) ? match.segments.filter(({ foundBy }) => foundBy !== 'sound') : [],
  );
  const [longest] = segments.toSorted((one, other) => other.queryEnd - other.queryStart - (one.queryEnd - one.queryStart));
  if (longest === undefined) return [];
  const seconds = longest.queryEnd - longest.queryStart;
  const count = Math.min(most, Math.floor(seconds / length));
  return Array.from({ length: count }, (_, at) => {
    const start = longest.queryStart + ((at + 0.5) / count) * seconds - length / 2;
    return { start: Math.max(0, start), end: start + length };
  });
}

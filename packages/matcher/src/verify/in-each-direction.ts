import { isBackwards, reversedFilm, reversedSegment } from '../align/time-reversal.ts';
import type { Segment } from '../match.ts';
import type { SearchedFilms } from './searched-films.ts';

/** What was found of one direction: the query as it plays in that direction, and segments with speeds above 0. */
export interface OneDirection extends SearchedFilms {
  readonly segments: readonly Segment[];
  /** Turns segments of this direction into segments of the query. */
  readonly asFound: (segments: readonly Segment[]) => Segment[];
}

/**
 * Divides what was found of a reference by direction. What plays backwards plays forwards in the reversed query, which has no sound.
 * @returns One or two directions, none without segments.
 */
export function inEachDirection<F extends SearchedFilms & { readonly segments: readonly Segment[] }>(films: F): (F & OneDirection)[] {
  const { query, segments } = films;
  const forward = segments.filter((segment) => !isBackwards(segment));
  const backward = segments.filter(isBackwards);
  const turned = (some: readonly Segment[]) => some.map((segment) => reversedSegment(segment, query)).toReversed();
  return [
    ...(forward.length > 0 ? [{ ...films, segments: forward, asFound: (some: readonly Segment[]) => [...some] }] : []),
    ...(backward.length > 0 ? [{ ...films, query: reversedFilm(query), segments: turned(backward), asFound: turned }] : []),
  ];
}

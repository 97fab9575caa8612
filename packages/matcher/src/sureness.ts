import type { Match, Segment } from './match.ts';

/** Expected false matches up to which evidence is strong: one search in a thousand finds as much by chance. */
export const STRONG_BELOW = 1e-3;

/** Most still pictures that films share in a row, such as title cards and logos. */
const MOST_SHARED_STILLS = 3;

type ComparedPictures = Pick<Segment, 'independentFrames' | 'framesCompared'> & { readonly motion?: unknown };

/**
 * One picture, however equal, is never strong, unless it moves: many films contain the same poster. Nor are a few frames, each of which
 * stands still: many films contain the same title cards.
 */
export function mayBeStrong(segments: readonly ComparedPictures[]): boolean {
  return segments.some(
    ({ independentFrames, framesCompared, motion }) =>
      motion !== undefined || (independentFrames > 1 && framesCompared > MOST_SHARED_STILLS),
  );
}

/** The parts of a match, or of its record, that {@link describeSureness} needs. */
export interface SureMatch extends Pick<Match, 'strength' | 'expectedFalseMatches'> {
  /** Its segments, at least one. */
  readonly segments: readonly (ComparedPictures & { readonly foundBy?: Segment['foundBy'] | undefined })[];
}

/** Why a match is weak: its sound alone, one picture, or a few that stand still, whatever its score; otherwise its score, which chance reaches too. */
export type Weakness = 'sound' | 'one-picture' | 'stills' | 'chance';

/** Why a weak match is weak. */
export function weaknessOf({ segments }: Pick<SureMatch, 'segments'>): Weakness {
  if (segments.every(({ foundBy }) => foundBy === 'sound')) return 'sound';
  if (mayBeStrong(segments)) return 'chance';
  return segments.every(({ independentFrames }) => independentFrames <= 1) ? 'one-picture' : 'stills';
}

/** Fewest searches that are not stated as a number: nobody has made a billion. */
const UNSTATED = 1e9;

/**
 * `Match.expectedFalseMatches` as a share of searches, to two digits.
 * @returns Such as `1 in 10,000`, `1 in 12 million` or `fewer than 1 in a billion`; `nearly every search` from 0.5 on.
 */
export function describeChance(expectedFalseMatches: number): string {
  if (expectedFalseMatches >= 0.5) return 'nearly every search';
  const searches = Number((1 / expectedFalseMatches).toPrecision(2));
  if (searches >= UNSTATED) return 'fewer than 1 in a billion';
  return searches >= 1e6 ? `1 in ${searches / 1e6} million` : `1 in ${String(searches).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}

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

/**
 * How sure a match is, on the one scale that people are shown: a word, then how many searches would find as much by chance, or why the match
 * is weak.
 * @returns Such as `strong, 1 in 10,000`, `weak: one picture`, `weak: sound alone` or `weak: 1 in 50 searches finds as much by chance`.
 */
export function describeSureness(match: SureMatch): string {
  return match.strength === 'strong' ? `strong, ${describeChance(match.expectedFalseMatches)}` : `weak: ${describeWeakness(match)}`;
}

/** Why a weak match is weak: `one picture`, `sound alone`, `1 in 50 searches finds as much by chance`. */
export function describeWeakness({ expectedFalseMatches, segments }: SureMatch): string {
  return whyWeak(segments) ?? describeCoincidence(expectedFalseMatches);
}

/** How often a search finds as much by chance: `1 in 50 searches finds as much by chance`. */
export function describeCoincidence(expectedFalseMatches: number): string {
  const chance = describeChance(expectedFalseMatches);
  if (expectedFalseMatches >= 0.5) return `${chance} finds as much by chance`;
  return `${chance} searches ${chance.startsWith('1') ? 'finds' : 'find'} as much by chance`;
}

/** Why a match is weak whatever its score is; undefined if the score is the reason. */
function whyWeak(segments: SureMatch['segments']): string | undefined {
  if (segments.every(({ foundBy }) => foundBy === 'sound')) return 'sound alone';
  if (mayBeStrong(segments)) return undefined;
  return segments.every(({ independentFrames }) => independentFrames <= 1) ? 'one picture' : 'a few pictures that stand still';
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

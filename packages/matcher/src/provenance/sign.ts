import { hasFilmOf } from './compare/same-film.ts';
import type { PlacedCopy, PlacedRendition } from './copy/rendition.ts';
import type { Source } from './source-evidence.ts';

/** The signs by which renditions are told apart, in order of worth. */
export type SignName =
  | 'cuts'
  | 'ends'
  | 'chapters'
  | 'speed'
  | 'rate'
  | 'cadence'
  | 'blending'
  | 'shape'
  | 'sound'
  | 'sound-layout'
  | 'marks'
  | 'subtitles'
  | 'detail'
  | 'nearest'
  | 'levels'
  | 'camera'
  | 'light'
  | 'room';

/** Why a copy is less likely to be of one rendition than of the one that fits it best. */
export interface Doubt {
  /** The rendition that fits worse. */
  readonly referenceId: string;
  /** Of what source the rendition is that fits better. */
  readonly betterSource: Source;
  /** Likelihood ratio of this rendition against the best, above 0 and below 1. */
  readonly likelihoodRatio: number;
  /** One sentence for a person. */
  readonly reason: string;
}

/** What a sign says of the renditions; no doubts, and why, where it cannot say. */
export type Reading = { readonly doubts: readonly Doubt[] } | { readonly cannotSay: string };

/** Compares one rendition with another: why the copy is rather of `better` than of `other`, or undefined. */
type Compare = (better: PlacedRendition, other: PlacedRendition) => Pick<Doubt, 'likelihoodRatio' | 'reason'> | undefined;

/**
 * Holds every rendition against every other that has the same film. Each is doubted as far as the one that beats it most does, and where that is of its own source
 * also as far as the one of another source that does; a copy that beats and is beaten in a circle is of none of them, and nothing is said.
 * @param silence - Why nothing is said where no rendition beats another.
 */
export function compareAll({ renditions, algorithm }: PlacedCopy, silence: string, compare: Compare): Reading {
  const doubtOf = (better: PlacedRendition, other: PlacedRendition): Doubt[] => {
    const doubt = better === other ? undefined : compare(better, other);
    return doubt !== undefined && hasFilmOf(other, better, algorithm)
      ? [{ referenceId: other.referenceId, betterSource: better.source, ...doubt }]
      : [];
  };
  const doubts = renditions.flatMap((other): Doubt[] => {
    const all = renditions.flatMap((better) => doubtOf(better, other));
    const most = strongest(all);
    const foreign = strongest(all.filter(({ betterSource }) => betterSource !== other.source));
    return [...new Set([most, foreign])].filter((each) => each !== undefined);
  });
  if (doubts.length === 0) return { cannotSay: silence };
  const doubted = new Set(doubts.map(({ referenceId }) => referenceId));
  return doubted.size === renditions.length ? { cannotSay: 'Each enrolled rendition fits in one way and not in another.' } : { doubts };
}

/** The doubt with the smallest ratio, the first of equal ones; undefined of none. */
export function strongest<T extends Pick<Doubt, 'likelihoodRatio'>>(doubts: readonly T[]): T | undefined {
  return doubts.reduce<T | undefined>((most, each) => (most && most.likelihoodRatio <= each.likelihoodRatio ? most : each), undefined);
}

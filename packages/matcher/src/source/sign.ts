import type { PlacedCopy, PlacedRendition } from './rendition.ts';
import { hasFilmOf } from './same-film.ts';

/** The signs by which renditions are told apart, in order of worth. */
export type SignName =
  | 'cuts'
  | 'ends'
  | 'chapters'
  | 'speed'
  | 'rate'
  | 'shape'
  | 'sound'
  | 'sound-layout'
  | 'nearest'
  | 'camera'
  | 'light';

/** Why a copy is less likely to be of one rendition than of the one that fits it best. */
export interface Doubt {
  readonly referenceId: string;
  /** Likelihood ratio of this rendition against the best, above 0 and below 1. */
  readonly likelihoodRatio: number;
  /** One sentence for a person. */
  readonly reason: string;
}

/** What a sign says of the renditions; no doubts, and why, where it cannot say. */
export type Reading = { readonly doubts: readonly Doubt[] } | { readonly cannotSay: string };

/** Compares one rendition with another: why the copy is rather of `better` than of `other`, or undefined. */
type Compare = (better: PlacedRendition, other: PlacedRendition) => Omit<Doubt, 'referenceId'> | undefined;

/**
 * Holds every rendition against every other that has the same film. Each is doubted as far as the one that beats it most does; a copy that beats and is beaten in a
 * circle is of none of them, and nothing is said.
 * @param silence - Why nothing is said where no rendition beats another.
 */
export function compareAll({ renditions, algorithm }: PlacedCopy, silence: string, compare: Compare): Reading {
  const doubtOf = (better: PlacedRendition, other: PlacedRendition) => {
    const doubt = better === other ? undefined : compare(better, other);
    return doubt !== undefined && hasFilmOf(other, better, algorithm) ? [doubt] : [];
  };
  const doubts = renditions.flatMap((other): Doubt[] => {
    const worst = renditions
      .flatMap((better) => doubtOf(better, other))
      .reduce<Omit<Doubt, 'referenceId'> | undefined>(
        (most, each) => (most && most.likelihoodRatio <= each.likelihoodRatio ? most : each),
        undefined,
      );
    return worst === undefined ? [] : [{ referenceId: other.referenceId, ...worst }];
  });
  if (doubts.length === 0) return { cannotSay: silence };
  if (doubts.length === renditions.length) return { cannotSay: 'Each enrolled rendition fits in one way and not in another.' };
  return { doubts };
}

import type { PlacedCopy, PlacedRendition } from '../copy/rendition.ts';
import type { Doubt, Reading } from '../sign.ts';
import { hasFilmOf } from './same-film.ts';

/** Compares two renditions: why the copy fits `better` better than `other`, or undefined. */
type Compare = (better: PlacedRendition, other: PlacedRendition) => Pick<Doubt, 'likelihoodRatio' | 'reason'> | undefined;

/**
 * Compares each rendition with every other that has the same film. Each gets the strongest doubt against it, and the strongest that comes
 * from another kind of source. If every rendition is doubted, the copy fits none, and the reading is inconclusive.
 * @param inconclusive - The reason to give where no rendition fits better than another.
 */
export function compareRenditions({ renditions, algorithm }: PlacedCopy, inconclusive: string, compare: Compare): Reading {
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
  if (doubts.length === 0) return { cannotSay: inconclusive };
  const doubted = new Set(doubts.map(({ referenceId }) => referenceId));
  return doubted.size === renditions.length ? { cannotSay: 'Each enrolled rendition fits in one respect and not in another.' } : { doubts };
}

/** The doubt with the smallest ratio, the first of equal ones; undefined if there are none. */
export function strongest<T extends Pick<Doubt, 'likelihoodRatio'>>(doubts: readonly T[]): T | undefined {
  return doubts.reduce<T | undefined>((most, each) => (most && most.likelihoodRatio <= each.likelihoodRatio ? most : each), undefined);
}

import type { Fingerprint } from '@streetdate/core/portable';

/** A piece of a promo that is in the film. */
export interface PublishedInterval {
  /** Start in the promo, seconds. */
  readonly promoStart: number;
  /** End in the promo, seconds, exclusive. */
  readonly promoEnd: number;
  /** Start in the film, seconds. */
  readonly filmStart: number;
  /** End in the film, seconds, exclusive. */
  readonly filmEnd: number;
  /** Whether the promo shows it mirrored. */
  readonly mirrored: boolean;
  /** Mean share of differing bits, 0 to 1. */
  readonly meanDistance: number;
  /** Minus the decimal logarithm of the expected false matches. */
  readonly score: number;
}

/** What of a promo is in its film. */
export interface PublishedFootage {
  /** The pieces, in order of the promo. */
  readonly intervals: readonly PublishedInterval[];
  /** Seconds of the promo that are in the film. */
  readonly foundSeconds: number;
  /** Seconds of the promo whose pictures can be compared. */
  readonly promoSeconds: number;
}

/** Finds the pieces of a promo in its film. */
export function findPublished(_promo: Fingerprint, _film: Fingerprint): PublishedFootage {
  return { intervals: [], foundSeconds: 0, promoSeconds: 0 };
}

import { UNRELATED_SHARE } from '../align/distances.ts';
import { rankedValue } from '../statistics/ranked-value.ts';

/** Distance of a promo's picture to unrelated pictures of the film, in bits. */
export interface Background {
  /** Its level. */
  readonly level: number;
  /** Its standard deviation below that level. */
  readonly spread: number;
}

/** Quantiles of the distances to all pictures of the film that tell the background, and the standard deviations between the two. */
const QUANTILES = { level: 0.25, near: 0.02, apart: 1.379 } as const;
/** Least and greatest standard deviation, as a share of the bits. */
const SPREAD = { least: 0.045, most: 0.08 } as const;

/**
 * Measures the background of one picture.
 * @param counts - How many of the film's pictures are at each distance.
 */
export function backgroundOf(counts: Uint32Array, pictures: number, bits: number): Background {
  const level = Math.min(UNRELATED_SHARE * bits, rankedValue(counts, Math.floor(pictures * QUANTILES.level)));
  const near = rankedValue(counts, Math.floor(pictures * QUANTILES.near));
  return {
    level,
    spread: Math.min(SPREAD.most * bits, Math.max(Math.min(SPREAD.least * bits, level / 4), (level - near) / QUANTILES.apart)),
  };
}

/** Distance of a copy as a share of the background: mean and standard deviation, measured on graded, cropped and encoded pieces. */
const COPY = { mean: 0.3, spread: 0.17 } as const;
/** Greatest evidence of one picture for and against, in natural logarithms. A piece may hold a picture of its own, such as a caption. */
const MOST = { for: 14, against: 4 } as const;

/**
 * Evidence that a picture at each distance is a copy, in natural logarithms.
 * @param evidence - Receives one value for each distance from 0 to the number of bits.
 * @param weight - How much of a new picture it is, 0 to 1.
 */
export function fillEvidence(evidence: Float32Array, { level, spread }: Background, weight: number): void {
  for (let distance = 0; distance < evidence.length; distance++) {
    const copy = (Math.max(distance, COPY.mean * level) - COPY.mean * level) / (COPY.spread * level);
    const chance = (Math.min(distance, level) - level) / spread;
    const ratio = (chance * chance - copy * copy) / 2 - Math.log((COPY.spread * level) / spread);
    evidence[distance] = weight * Math.max(-MOST.against, Math.min(MOST.for, ratio));
  }
}

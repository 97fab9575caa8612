import { type HashTrack, hammingDistance } from '@streetdate/core/portable';

/**
 * Mean and spread of the share of differing bits between independent unrelated pictures. Fitted to 256-bit DCT hashes of films that
 * have nothing in common; the spread is that of the poorest material (alike compositions), not of the average.
 */
const UNRELATED = { mean: 0.475, deviation: 0.06 } as const;

/**
 * Most that one independent picture may count for, in powers of ten. Two films can share a picture (a title card, a logo, a test
 * card, the same still life), however equal it is; they do not share many different ones in the same order.
 */
const MOST_PER_PICTURE = 3;

/** Bits of 256 by which a picture must differ from the one before to be a new observation; half of it is half an observation. */
const NEW_PICTURE_BITS = 64;
/** Bits of 256 that the same picture differs by from noise and compression. */
const SAME_PICTURE_BITS = 10;

/** Lines that one search of one hour of library amounts to: 4 places a second that are independent, 12 speeds, 2 orientations. */
const LINES_AN_HOUR = 3600 * 4 * 12 * 2;

/** Chance of at most this share of differing bits over `independentFrames` unrelated pictures, as a decimal logarithm, at most 0. */
export function logChance(meanShare: number, independentFrames: number): number {
  if (independentFrames <= 0) return 0;
  const z = ((UNRELATED.mean - meanShare) * Math.sqrt(independentFrames)) / UNRELATED.deviation;
  if (z <= 0) return 0;
  // Upper tail of the normal distribution, Mills' ratio in the form of Abramowitz and Stegun 7.1.13: good for every z > 0.
  const tail = -(z * z) / 2 / Math.LN10 + Math.log10(Math.SQRT2 / Math.sqrt(Math.PI)) - Math.log10(z + Math.sqrt(z * z + 8 / Math.PI));
  return Math.max(tail, -MOST_PER_PICTURE * independentFrames);
}

/**
 * How many lines as good as this one an hour of unrelated library would be expected to show by chance.
 * @returns Its decimal logarithm; 0 stands for one an hour.
 */
export function logExpectedFalseMatches(meanShare: number, independentFrames: number): number {
  return Math.log10(LINES_AN_HOUR) + logChance(meanShare, independentFrames);
}

/**
 * Counts independent observations among some frames of a track, given by index in order of time: the first frame is one, each
 * further one counts by how much it differs from the last that counted, up to one. A still picture of any length stays near one.
 */
export function countIndependent(track: HashTrack, frames: ArrayLike<number>): number {
  const words = track.bits / 32;
  const same = (SAME_PICTURE_BITS / 256) * track.bits;
  const fresh = (NEW_PICTURE_BITS / 256) * track.bits;
  let count = frames.length > 0 ? 1 : 0;
  let counted = frames[0] ?? 0;
  for (let at = 1; at < frames.length; at++) {
    const distance = hammingDistance(track.hashes, counted * words, track.hashes, frames[at]! * words, words);
    if (distance <= same) continue;
    count += Math.min(1, (distance - same) / (fresh - same));
    counted = frames[at]!;
  }
  return count;
}

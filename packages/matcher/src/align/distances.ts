import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { type FrameClock, NO_FRAME } from './frame-clock.ts';
import type { TimeMap } from './time-map.ts';

/** Marks a query frame without a reference frame on the alignment. */
export const NOT_COMPARED = 0xffff;

/**
 * Distance in bits of each query frame from `start` to `end` (exclusive) to its reference frame on the alignment; {@link NOT_COMPARED} if
 * there is none. Hot loop of every verification: the caller owns and reuses `distances`.
 */
export function measureDistances(
  query: HashTrack,
  reference: FrameClock,
  map: TimeMap,
  start: number,
  end: number,
  distances: Uint16Array,
): void {
  const words = query.bits / 32;
  const { timesMs, hashes } = query;
  const referenceHashes = reference.track.hashes;
  for (let frame = start; frame < end; frame++) {
    const referenceFrame = reference.frameAt(map.offset + map.speed * (timesMs[frame]! / 1000));
    distances[frame] =
      referenceFrame === NO_FRAME ? NOT_COMPARED : hammingDistance(hashes, frame * words, referenceHashes, referenceFrame * words, words);
  }
}

/**
 * Share of bits at which a frame counts neither for nor against an alignment. Unrelated frames are near 0.48 and rarely below 0.41, so a
 * run of frames from another film loses 0.07 a frame and ends the segment.
 */
export const NEUTRAL_SHARE = 0.41;
/** Share of differing bits between unrelated pictures of 256-bit DCT hashes. A background never counts as more. */
export const UNRELATED_SHARE = 0.475;
/** An interval ends when the evidence against it exceeds the evidence for it by this share of bits: eight unrelated frames. */
export const DROP_SHARE = 8 * (UNRELATED_SHARE - NEUTRAL_SHARE);
/** Least difference between two levels of distances that is not noise, as a share of bits. */
export const LEVELS_APART = 0.1;
/** Seconds without frames after which an interval ends. Black between two scenes or a frozen player are shorter. */
export const LONGEST_GAP = 12;

/** The interval of frames with the highest sum of gains, by Kadane's algorithm; gain 0 if no interval is positive. */
export interface BestRun {
  /** First frame of the interval. */
  readonly start: number;
  /** Frame after its last one. */
  readonly end: number;
  /** Sum of `cut - distance` over the interval, bits. */
  readonly gain: number;
}

/** Finds the interval from `start` to `end` with the highest sum of `cut - distance`. */
export function bestRun(distances: Uint16Array, start: number, end: number, cut: number): BestRun {
  // Three numbers instead of an object for each better interval, because this runs for every tested alignment.
  let bestStart = start;
  let bestEnd = start;
  let bestGain = 0;
  let sum = 0;
  let from = start;
  for (let frame = start; frame < end; frame++) {
    const distance = distances[frame]!;
    if (distance === NOT_COMPARED) continue;
    if (sum <= 0) {
      sum = 0;
      from = frame;
    }
    sum += cut - distance;
    if (sum > bestGain) {
      bestStart = from;
      bestEnd = frame + 1;
      bestGain = sum;
    }
  }
  return { start: bestStart, end: bestEnd, gain: bestGain };
}

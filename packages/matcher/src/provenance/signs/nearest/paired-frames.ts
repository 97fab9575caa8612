import { findTrack } from '@streetdate/core/portable';
import { compareFrames } from '../../compare/compared-frames.ts';
import type { PlacedCopy, PlacedRendition } from '../../copy/rendition.ts';

/** Frame hashes of a copy and of two renditions. */
export interface PairedFrames {
  /** Mean share of the bits in which the two renditions differ, 0 to 1. */
  readonly apart: number;
  /** Mean share of the bits in which the copy differs from the first. */
  readonly distance: number;
  /** Bits in which the two renditions differ, over all frames. */
  readonly bits: number;
  /** Share of these bits in which the copy agrees with the first. */
  readonly agreement: number;
  /** Intervals of two seconds in which the copy agrees with one of the two in more bits. */
  readonly intervals: number;
  /** Of these, the intervals in which it agrees with the first. */
  readonly intervalsWon: number;
}

/** Most frames to compare: an even selection of longer copies. */
const MOST_FRAMES = 600;
/** Neighbouring frames look alike, so an interval counts once. Seconds. */
const INTERVAL = 2;

/**
 * Compares each frame of the copy with the frames of two renditions, where it shows the whole picture of both.
 * @returns Undefined if it does so nowhere.
 */
export function pairFrames(copy: PlacedCopy, first: PlacedRendition, second: PlacedRendition): PairedFrames | undefined {
  const sums = { frames: 0, apart: 0, distance: 0, agreeing: 0 };
  const intervals = new Map<number, number>();
  for (const { start, near, far, apart } of compareFrames(copy, first, second, { most: MOST_FRAMES })) {
    // Where the two have equal bits, both distances change alike. So their difference counts only the bits in which the
    // two differ.
    sums.frames++;
    sums.apart += apart;
    sums.distance += near;
    sums.agreeing += (apart + far - near) / 2;
    const interval = Math.floor(start / INTERVAL);
    intervals.set(interval, (intervals.get(interval) ?? 0) + far - near);
  }
  const bits = findTrack(copy.query, copy.algorithm)?.bits ?? 0;
  if (sums.frames === 0) return undefined;
  const told = [...intervals.values()].filter((gain) => gain !== 0);
  return {
    apart: sums.apart / sums.frames / bits,
    distance: sums.distance / sums.frames / bits,
    bits: sums.apart,
    agreement: sums.apart === 0 ? 0.5 : sums.agreeing / sums.apart,
    intervals: told.length,
    intervalsWon: told.filter((gain) => gain > 0).length,
  };
}

import { findTrack } from '@streetdate/core/portable';
import { framesBesideBoth } from '../../compare/frame-pairs.ts';
import type { PlacedCopy, PlacedRendition } from '../../copy/rendition.ts';

/** A copy's frames beside those of two renditions. */
export interface PairedFrames {
  /** Mean share of the bits in which the two renditions differ, 0 to 1. */
  readonly apart: number;
  /** Mean share of the bits in which the copy differs from the first. */
  readonly distance: number;
  /** Bits in which the two differ, over all frames. */
  readonly bits: number;
  /** Share of these in which the copy has the first one's. */
  readonly agreement: number;
  /** Stretches of two seconds in which the copy has more of the one's bits than of the other's, */
  readonly stretches: number;
  /** and those of them that the first one has. */
  readonly stretchesWon: number;
}

/** Frames that are compared; of longer copies an even selection. */
const MOST_FRAMES = 600;
/** Neighbouring frames look alike: what is independent is a stretch, seconds. */
const STRETCH = 2;

/**
 * Lays each frame of the copy beside the frames of two renditions that it shows, where the copy shows the whole picture of both.
 * @returns Undefined where it does so nowhere.
 */
export function pairFrames(copy: PlacedCopy, first: PlacedRendition, second: PlacedRendition): PairedFrames | undefined {
  const sums = { frames: 0, apart: 0, distance: 0, agreeing: 0 };
  const stretches = new Map<number, number>();
  for (const { start, near, far, apart } of framesBesideBoth(copy, first, second, { most: MOST_FRAMES })) {
    // Where both are the same, the copy differs from both alike: the difference of the distances is that of the bits set apart.
    sums.frames++;
    sums.apart += apart;
    sums.distance += near;
    sums.agreeing += (apart + far - near) / 2;
    const stretch = Math.floor(start / STRETCH);
    stretches.set(stretch, (stretches.get(stretch) ?? 0) + far - near);
  }
  const bits = findTrack(copy.query, copy.algorithm)?.bits ?? 0;
  if (sums.frames === 0) return undefined;
  const told = [...stretches.values()].filter((gain) => gain !== 0);
  return {
    apart: sums.apart / sums.frames / bits,
    distance: sums.distance / sums.frames / bits,
    bits: sums.apart,
    agreement: sums.apart === 0 ? 0.5 : sums.agreeing / sums.apart,
    stretches: told.length,
    stretchesWon: told.filter((gain) => gain > 0).length,
  };
}

import { hammingDistance } from '@streetdate/core/portable';
import type { AttackedCopy } from '../scale/generated-catalogue.ts';
import type { FrameFinder } from './frame-finder.ts';

const WORDS = 8;
/** Distances within which frames should be found, bits of 256: the usual threshold for one frame, and the limit of an alignment. */
export const RADII = [31, 60] as const;
/** Found frames that suffice for an alignment. */
const LINE_FRAMES = 3;

/** A query of a minute, and the film frames that it shows. */
export interface QueriedCopy extends Pick<AttackedCopy, 'track'> {
  /** By frame of the query, the index among all frames. */
  readonly shows: ArrayLike<number>;
}

/** What was found, shares of 1. */
export interface Recall {
  /** Of the query's frames whose film frame is within each radius of {@link RADII}, those of which that one or a neighbour was found. */
  readonly frames: readonly number[];
  /** Of the copies, those with three found frames. */
  readonly lines: number;
}

/** Measures the recall of a finder on some copies. */
export async function recallOf(finder: FrameFinder, breadth: number, copies: readonly QueriedCopy[], codes: Uint32Array): Promise<Recall> {
  const wanted = RADII.map(() => 0);
  const got = RADII.map(() => 0);
  let lines = 0;
  for (const { track, shows } of copies) {
    const found = await finder.find(track.hashes, breadth);
    let onLine = 0;
    for (const [frame, near] of found.entries()) {
      const isFound = Array.prototype.some.call(near, (each: number) => Math.abs(each - shows[frame]!) <= 1);
      if (isFound) onLine++;
      const distance = hammingDistance(track.hashes, frame * WORDS, codes, shows[frame]! * WORDS, WORDS);
      for (const [at, radius] of RADII.entries()) {
        if (distance > radius) continue;
        wanted[at]!++;
        if (isFound) got[at]!++;
      }
    }
    if (onLine >= LINE_FRAMES) lines++;
  }
  return { frames: got.map((count, at) => count / Math.max(1, wanted[at]!)), lines: lines / copies.length };
}

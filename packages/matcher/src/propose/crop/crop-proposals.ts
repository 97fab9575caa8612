import { popcount32 } from '@streetdate/core/internal';
import type { HashTrack, Thumbnails } from '@streetdate/core/portable';
import { FrameClock, NO_FRAME } from '../../align/frame-clock.ts';
import { COARSE_BITS, COARSE_MIRROR, type CoarseBits, CoarseParts, coarseOfHash } from '../../geometry/coarse-bits.ts';
import { planeOf } from '../../geometry/planes.ts';
import { rotatedBack } from '../../geometry/rotated-back.ts';
import { NearestProposals } from '../nearest-proposals.ts';
import { AXIS_CROPS, CROP_GRID, type Crop, middleOfAxis, mirrorCrop, ROTATED_AXIS_CROPS, ROTATED_GRID, TILTS } from './crop-grid.ts';

/** Time between the compared moments of a reference, seconds. Coarse bits tolerate the motion in half of it. */
const STEP = 0.4;
/** Most compared thumbnails of a block; larger blocks are subsampled evenly. */
const PICTURES = 12;
/** Least share of a block's pictures with a reference frame. */
const LEAST_COMPARED = 0.6;
/** Largest mean share of differing coarse bits of a proposal. True ones are below 0.3, unrelated ones near 0.47. */
const MOST_DIFFERING = 0.36;
/** Number of proposals kept for one block. */
const MOST_PROPOSALS = 16;
/** Seconds within which two alignments of one reference are one proposal. */
const SAME_PLACE = 1.2;

/** A place and crop in a reference that a block of thumbnails may match. */
export interface CropProposal {
  readonly referenceId: string;
  /** Whether the query's picture is mirrored. */
  readonly mirrored: boolean;
  /** The crop of the reference's picture; of a mirrored query, after undoing that. */
  readonly crop: Crop;
  /** Reference time minus query time, seconds. Blocks are short enough to treat standard speeds as 1. */
  readonly offset: number;
  /** Mean share of differing coarse bits, 0 to 1. */
  readonly distance: number;
}

/** The coarse bits of a reference's middle half, in steps of {@link STEP} seconds. */
export class CoarseReference {
  readonly id: string;
  readonly #bits: CoarseBits;
  /** 1 if the reference has a picture there. */
  readonly #shown: Uint8Array;

  constructor(id: string, track: HashTrack) {
    const clock = new FrameClock(track);
    const steps = Math.floor(clock.end / STEP) + 1;
    const words = track.bits / 32;
    this.id = id;
    this.#bits = { low: new Uint32Array(steps), high: new Uint32Array(steps) };
    this.#shown = new Uint8Array(steps);
    for (let step = 0; step < steps; step++) {
      const frame = clock.frameAt(step * STEP);
      if (frame === NO_FRAME) continue;
      coarseOfHash(track.hashes, frame * words, this.#bits, step);
      this.#shown[step] = 1;
    }
  }

  /** Number of comparable moments. */
  get steps(): number {
    return this.#shown.length;
  }

  /**
   * Compares a row of pictures with every place of this reference.
   * @param picture - Coarse bits of each picture, under one crop.
   * @param stepsOf - Steps from the first picture to each.
   * @param found - Called with the place of the first picture, in steps, and the mean distance in bits, if that is at most `most`.
   */
  scan(picture: CoarseBits, stepsOf: readonly number[], most: number, found: (step: number, mean: number) => void): void {
    const { low, high } = this.#bits;
    const shown = this.#shown;
    const pictures = stepsOf.length;
    const fewest = Math.ceil(pictures * LEAST_COMPARED);
    // Half of the pictures rule out nine places in ten: unrelated ones differ in 30 of 64 bits, and their mean varies little.
    const early = Math.ceil(pictures / 2);
    const last = shown.length - 1;
    for (let first = -stepsOf[pictures - 1]!; first <= last; first++) {
      let sum = 0;
      let compared = 0;
      for (let at = 0; at < pictures; at++) {
        const step = first + stepsOf[at]!;
        if (step < 0 || step > last || shown[step] === 0) continue;
        sum += popcount32((picture.low[at]! ^ low[step]!) >>> 0) + popcount32((picture.high[at]! ^ high[step]!) >>> 0);
        compared++;
        if (compared === early && sum > compared * (most + EARLY_SLACK)) break;
      }
      if (compared >= fewest && sum <= compared * most) found(first, sum / compared);
    }
  }
}

/** Cost of comparing two pictures by coarse bits in {@link CoarseReference.scan}, in comparisons of two whole hashes by the kernel. */
const SCAN_COST = 1.7;

/** Bits by which the mean of the first half of a row may exceed the limit for the whole. */
const EARLY_SLACK = 3;

/** Crops tested together on one picture: upright, or with one tilt undone. */
interface Look {
  readonly tilt: number;
  readonly crops: readonly Crop[];
  /** Position of the reference's middle half in the copy's picture, under each of them. */
  readonly parts: CoarseParts;
}

const UPRIGHT: Look = {
  tilt: 0,
  crops: CROP_GRID.map(({ across, down }) => ({ across: AXIS_CROPS[across]!, down: AXIS_CROPS[down]!, tilt: 0 })),
  parts: new CoarseParts(AXIS_CROPS.map(middleOfAxis), CROP_GRID),
};
const TURNED_PARTS = new CoarseParts(ROTATED_AXIS_CROPS.map(middleOfAxis), ROTATED_GRID);
const TURNED: readonly Look[] = TILTS.map((tilt) => ({
  tilt,
  crops: ROTATED_GRID.map(({ across, down }) => ({ across: ROTATED_AXIS_CROPS[across]!, down: ROTATED_AXIS_CROPS[down]!, tilt })),
  parts: TURNED_PARTS,
}));

/** Cost of {@link proposeCrops} for a block and so many seconds of references, upright or tilted, in comparisons of two whole hashes. */
export function costOfProposals(seconds: number): number {
  const crops = CROP_GRID.length + TILTS.length * ROTATED_GRID.length;
  return 2 * crops * (seconds / STEP) * PICTURES * SCAN_COST;
}

/**
 * Proposes crops that a block of thumbnails may show: every crop of the grid, plain and mirrored, at every place of every reference.
 * @param thumbnails - The thumbnails of the whole query.
 * @param block - The selected ones, in order of time, up to about twelve seconds.
 * @param shape - Aspect ratio of the query's picture, to test tilts of a few degrees; undefined for upright copies.
 * @returns The best proposals, nearest first.
 */
export function proposeCrops(
  thumbnails: Thumbnails,
  block: readonly number[],
  references: readonly CoarseReference[],
  shape?: number,
): CropProposal[] {
  const stride = Math.max(1, Math.ceil(block.length / PICTURES));
  const chosen = block.filter((_, at) => at % stride === 0);
  const startMs = thumbnails.timesMs[chosen[0]!]!;
  const stepsOf = chosen.map((thumbnail) => Math.round((thumbnails.timesMs[thumbnail]! - startMs) / (STEP * 1000)));
  const best = new NearestProposals<CropProposal>({
    most: MOST_PROPOSALS,
    farthest: MOST_DIFFERING,
    isSamePlace: (one, other) => Math.abs(one.offset - other.offset) <= SAME_PLACE,
  });
  const row = emptyBits(chosen.length);
  for (const { tilt, crops, parts } of shape === undefined ? [UPRIGHT] : TURNED) {
    const coarse = chosen.map((thumbnail) => {
      const bits = emptyBits(parts.count);
      parts.write(
        shape === undefined
          ? planeOf(thumbnails, thumbnail, thumbnails.side / 2)
          : rotatedBack(thumbnails, thumbnail, tilt, shape, thumbnails.side / 2),
        bits,
      );
      return bits;
    });
    for (const [number, upright] of crops.entries()) {
      for (const mirrored of [false, true]) {
        const crop = mirrored ? mirrorCrop(upright) : upright;
        const flipped = mirrored ? COARSE_MIRROR : 0;
        for (const [at, bits] of coarse.entries()) {
          row.low[at] = bits.low[number]! ^ flipped;
          row.high[at] = bits.high[number]! ^ flipped;
        }
        for (const reference of references) {
          reference.scan(row, stepsOf, best.farthest * COARSE_BITS, (step, mean) => {
            const offset = step * STEP - startMs / 1000;
            best.add({ referenceId: reference.id, mirrored, crop, offset, distance: mean / COARSE_BITS });
          });
        }
      }
    }
  }
  return best.list;
}

function emptyBits(pictures: number): CoarseBits {
  return { low: new Uint32Array(pictures), high: new Uint32Array(pictures) };
}

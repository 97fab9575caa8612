import { type DiagonalFilm, type DiagonalRow, MIDDLE_HALF } from '@streetdate/core/internal';
import { findTrack, type Thumbnails } from '@streetdate/core/portable';
import { COARSE_ALGORITHM, COARSE_BITS, COARSE_MIRROR, type CoarseBits, CoarseParts } from '../../geometry/coarse-bits.ts';
import { planeOf } from '../../geometry/planes.ts';
import { rotatedBack } from '../../geometry/rotated-back.ts';
import type { ReferenceIndex } from '../../reference-index/reference-index.ts';
import { referenceMemories } from '../../reference-index/reference-memory.ts';
import { kernelOfThread, PAIR_COST } from '../diagonals/diagonals.ts';
import { STEP, StepCodes } from '../diagonals/step-codes.ts';
import { NearestProposals } from '../nearest-proposals.ts';
import type { PlaceAlignment } from '../proposer.ts';
import { AXIS_CROPS, CROP_GRID, type Crop, middleOfAxis, mirrorCrop, ROTATED_AXIS_CROPS, ROTATED_GRID, TILTS } from './crop-grid.ts';

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

/** A reference's middle half in even steps of time, or a part of it. */
export interface MiddleHalf {
  readonly id: string;
  readonly codes: DiagonalFilm;
  /** Step of the reference at which the part begins. */
  readonly from: number;
}

const middleHalvesOf = referenceMemories((reference): StepCodes | undefined => {
  const track = reference && findTrack(reference, COARSE_ALGORITHM, MIDDLE_HALF);
  return track && new StepCodes(track);
});

/** The middle halves of those references that keep it. The index owns them: 120 KB an hour. */
export function middleHalves(index: ReferenceIndex, ids: Iterable<string>): MiddleHalf[] {
  const memory = middleHalvesOf(index);
  return Array.from(ids, (id) => ({ id, codes: memory.of(id) })).flatMap(({ id, codes }) =>
    codes === undefined ? [] : [{ id, codes, from: 0 }],
  );
}

/** Seconds around a place in which crops are tried: a step of the diagonals to both sides, and one of the crops. */
const AROUND_PLACE = 1.2;

/** The middle half of a reference around a place that an interval of the query resembles; undefined when it keeps none there. */
export function middleHalfAt(
  index: ReferenceIndex,
  { referenceId, offset }: PlaceAlignment,
  start: number,
  end: number,
): MiddleHalf | undefined {
  const [whole] = middleHalves(index, [referenceId]);
  if (whole === undefined) return undefined;
  const from = Math.max(0, Math.floor((start + offset - AROUND_PLACE) / STEP));
  const to = Math.ceil((end + offset + AROUND_PLACE) / STEP);
  const shown = whole.codes.shown.subarray(from, to);
  if (shown.length === 0) return undefined;
  return { id: referenceId, codes: { codes: whole.codes.codes.subarray(2 * from, 2 * to), shown }, from };
}

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

/** Cost of {@link proposeCrops} for a block and so many seconds of references, upright and tilted, in comparisons of two whole hashes. */
export function costOfProposals(seconds: number): number {
  const crops = CROP_GRID.length + TILTS.length * ROTATED_GRID.length;
  return 2 * crops * (seconds / STEP) * PICTURES * PAIR_COST;
}

/** The same for upright crops of a block of some pictures. */
export function costOfUprightProposals(seconds: number, pictures: number): number {
  return 2 * CROP_GRID.length * (seconds / STEP) * Math.min(pictures, PICTURES) * PAIR_COST;
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
  references: readonly MiddleHalf[],
  shape?: number,
): CropProposal[] {
  const stride = Math.max(1, Math.ceil(block.length / PICTURES));
  const chosen = block.filter((_, at) => at % stride === 0);
  const startMs = thumbnails.timesMs[chosen[0]!]!;
  const steps = Uint32Array.from(chosen, (thumbnail) => Math.round((thumbnails.timesMs[thumbnail]! - startMs) / (STEP * 1000)));
  const best = new NearestProposals<CropProposal>({
    most: MOST_PROPOSALS,
    farthest: MOST_DIFFERING,
    isSamePlace: (one, other) => Math.abs(one.offset - other.offset) <= SAME_PLACE,
  });
  const rows: (DiagonalRow & { readonly crop: Crop; readonly mirrored: boolean })[] = [];
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
        const flipped = mirrored ? COARSE_MIRROR : 0;
        const codes = Uint32Array.from(coarse.flatMap(({ low, high }) => [low[number]! ^ flipped, high[number]! ^ flipped]));
        rows.push({ codes, steps, crop: mirrored ? mirrorCrop(upright) : upright, mirrored });
      }
    }
  }
  const fewest = Math.ceil(steps.length * LEAST_COMPARED);
  const beyond = (1 - LEAST_COMPARED) * (steps.at(-1) ?? 0) + 1;
  for (const { id, codes, from } of references) {
    const mostOf = () => best.farthest * COARSE_BITS * steps.length;
    kernelOfThread().scan(codes, rows, mostOf, (row, step, sum) => {
      // Most hits are places where the block hardly meets the film.
      if (step < -beyond || step + steps.at(-1)! > codes.shown.length + beyond) return;
      const compared = steps.reduce((count, at) => count + (codes.shown[step + at] ?? 0), 0);
      const distance = sum / (compared * COARSE_BITS);
      if (compared < fewest || distance > best.farthest) return;
      const { crop, mirrored } = rows[row]!;
      best.add({ referenceId: id, mirrored, crop, offset: (from + step) * STEP - startMs / 1000, distance });
    });
  }
  return best.list;
}

function emptyBits(pictures: number): CoarseBits {
  return { low: new Uint32Array(pictures), high: new Uint32Array(pictures) };
}

import type { DiagonalFilm, DiagonalRow } from '@streetdate/core/internal';
import type { Thumbnails } from '@streetdate/core/portable';
import { COARSE_BITS, COARSE_MIRROR, type CoarseBits, CoarseParts } from '../../geometry/coarse-bits.ts';
import { planeOf } from '../../geometry/planes.ts';
import { rotatedBack } from '../../geometry/rotated-back.ts';
import { kernelOfThread, PAIR_COST } from '../diagonals/diagonals.ts';
import { STEP } from '../diagonals/step-codes.ts';
import { NearestProposals } from '../nearest-proposals.ts';
import { AXIS_CROPS, CROP_GRID, type Crop, middleOfAxis, mirrorCrop, ROTATED_AXIS_CROPS, ROTATED_GRID, TILTS } from './crop-grid.ts';
import type { MiddleHalfIndex } from './middle-half-index.ts';
import type { MiddleHalf } from './middle-halves.ts';

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

/** Options for {@link proposeCrops}. */
export interface ProposeCropsOptions {
  /** Aspect ratio of the query's picture, to test tilts of a few degrees. @defaultValue upright copies only */
  readonly shape?: number | undefined;
  /** References that are looked up by keys: each place that shares keys with the block is compared. @defaultValue none */
  readonly keys?: MiddleHalfIndex | undefined;
}

/**
 * Proposes crops that a block of thumbnails may show: every crop of the grid, plain and mirrored, at every place of every reference.
 * @param thumbnails - The thumbnails of the whole query.
 * @param block - The selected ones, in order of time, up to about twelve seconds.
 * @param references - What is compared at every place.
 * @returns The best proposals, nearest first.
 */
export function proposeCrops(
  thumbnails: Thumbnails,
  block: readonly number[],
  references: readonly MiddleHalf[],
  { shape, keys }: ProposeCropsOptions = {},
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
  const rows = rowsOf(thumbnails, chosen, steps, shape);
  const fewest = Math.ceil(steps.length * LEAST_COMPARED);
  const beyond = (1 - LEAST_COMPARED) * (steps.at(-1) ?? 0) + 1;
  const mostOf = () => best.farthest * COARSE_BITS * steps.length;
  const visit = (referenceId: string, { shown }: DiagonalFilm, from: number, row: number, step: number, sum: number): void => {
    // Most hits are places where the block hardly meets the film.
    if (step < -beyond || step + steps.at(-1)! > shown.length + beyond) return;
    let compared = 0;
    for (const at of steps) compared += shown[step + at] ?? 0;
    const distance = sum / (compared * COARSE_BITS);
    if (compared < fewest || distance > best.farthest) return;
    const { crop, mirrored } = rows[row]!;
    best.add({ referenceId, mirrored, crop, offset: (from + step) * STEP - startMs / 1000, distance });
  };
  for (const { id, codes, from } of references)
    kernelOfThread().scan(codes, rows, mostOf, (row, step, sum) => visit(id, codes, from, row, step, sum));
  keys?.visit(rows, mostOf, (id, film, row, step, sum) => visit(id, film, 0, row, step, sum));
  return best.list;
}

/** The pictures of a block under one crop, and mirrored or not. */
type CropRow = DiagonalRow & { readonly crop: Crop; readonly mirrored: boolean };

/** A row for each tested crop, plain and mirrored. @param steps - Steps from the first thumbnail to each. */
function rowsOf(thumbnails: Thumbnails, chosen: readonly number[], steps: Uint32Array, shape: number | undefined): CropRow[] {
  const rows: CropRow[] = [];
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
  return rows;
}

function emptyBits(pictures: number): CoarseBits {
  return { low: new Uint32Array(pictures), high: new Uint32Array(pictures) };
}

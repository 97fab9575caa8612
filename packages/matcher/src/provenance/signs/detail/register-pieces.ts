import { type Plane, shrunk } from '../../../geometry/planes.ts';
import type { Projection } from '../../../geometry/projection.ts';
import { type PlanePair, registerPlanes } from '../../../geometry/register-planes.ts';
import { samplePlane } from '../../../geometry/sample-plane.ts';
import type { ShownPiece } from './detail-intervals.ts';

/** Pixels in a row of the planes in which crops are compared: as many as the largest crop has. */
export const SIDE = 128;
/** Pixels in a row of the planes of the copy, which cover half as much again around the crop. */
export const PART_SIDE = 1.5 * SIDE;
/**
 * Planes for the registration, from coarse to fine. The last steps use fine detail only, which the coarse planes
 * outweigh and which tells a frame from its neighbours. The last step repeats, since frame and projection depend on
 * each other.
 */
const STEPS: readonly { readonly side: number; readonly fine: boolean }[] = [
  { side: 16, fine: false },
  { side: 32, fine: false },
  { side: 64, fine: true },
  { side: 64, fine: true },
];
/** Pixels on each side of the local mean that is subtracted to leave fine detail. */
const AROUND = 2;
/** Most moments to register with: a copy lies over a rendition in the same way throughout. */
const MOST_SOLVED = 16;
/** Least median correlation of the crops with the frames that show them. Below it they are other pictures. */
const LEAST_ALIKE = 0.6;

/** A picture on a plane, and its size before. */
export interface SampledPlane extends Plane {
  /** Pixels in a row. */
  readonly columns: number;
  /** Rows. */
  readonly rows: number;
}

/** A crop, and the frames of the copy one of which shows it. */
export interface Moment {
  /** Where the copy shows it, in fractions of the decoded part of its frame. */
  readonly shown: ShownPiece;
  readonly piece: SampledPlane;
  readonly frames: readonly SampledPlane[];
}

/** A crop, the frame that shows it, and the projection between them. */
export interface RegisteredPiece extends Moment {
  readonly frame: SampledPlane;
  readonly projection: Projection;
}

/** Registers a copy with the crops of one rendition, to a fraction of a pixel, and finds the frames that show them. */
export function registerPieces(moments: readonly Moment[]): RegisteredPiece[] {
  if (moments.length === 0) return [];
  // Start from the position that the active picture areas give.
  const { left, top, right, bottom } = moments[0]!.shown.area;
  let projection: Projection = Float64Array.of(right - left, 0, (left + right) / 2 - 0.5, 0, bottom - top, (top + bottom) / 2 - 0.5, 0, 0);
  for (const { side, fine } of STEPS) {
    const best = moments.flatMap((moment) => bestPair(moment, projection, side, fine) ?? []);
    best.sort((one, other) => other.correlation - one.correlation);
    if (!fine && (best[best.length >> 1]?.correlation ?? 0) < LEAST_ALIKE) return [];
    projection = registerPlanes(best.slice(0, MOST_SOLVED), projection)?.projection ?? projection;
  }
  const { side, fine } = STEPS.at(-1)!;
  return moments.flatMap((moment) => {
    const best = bestPair(moment, projection, side, fine);
    return best ? [{ ...moment, frame: best.frame, projection }] : [];
  });
}

/** The frame that a crop resembles most under a projection; undefined if none has any detail. */
function bestPair({ piece, frames }: Moment, projection: Projection, side: number, fine: boolean) {
  const view = (plane: Plane, wanted: number) => (fine ? sharpened(shrunk(plane, wanted)) : shrunk(plane, wanted));
  const query = view(piece, side);
  let best: (PlanePair & { readonly correlation: number; readonly frame: SampledPlane }) | undefined;
  for (const frame of frames) {
    const reference = view(frame, (side * PART_SIDE) / SIDE);
    const correlation = correlationOf(query.pixels, samplePlane(reference, projection, side).values);
    if (correlation > (best?.correlation ?? -1)) best = { query, reference, correlation, frame };
  }
  return best;
}

/** Fine detail of a plane: each pixel minus the local mean. */
function sharpened({ side, pixels }: Plane): Plane {
  const clamp = (at: number) => Math.max(0, Math.min(side - 1, at));
  const rows = new Float64Array(pixels.length);
  const fine = new Float64Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) {
    const [row, column] = [Math.floor(at / side) * side, at % side];
    for (let step = -AROUND; step <= AROUND; step++) rows[at]! += pixels[row + clamp(column + step)]! / (2 * AROUND + 1);
  }
  for (let at = 0; at < pixels.length; at++) {
    const [row, column] = [Math.floor(at / side), at % side];
    fine[at] = pixels[at]!;
    for (let step = -AROUND; step <= AROUND; step++) fine[at]! -= rows[clamp(row + step) * side + column]! / (2 * AROUND + 1);
  }
  return { side, pixels: fine };
}

function correlationOf(one: Float64Array, other: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [m, n] = [mean(one), mean(other)];
  let [both, first, second] = [0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    const [a, b] = [one[at]! - m, other[at]! - n];
    both += a * b;
    first += a * a;
    second += b * b;
  }
  return both / Math.sqrt(first * second || Number.POSITIVE_INFINITY);
}

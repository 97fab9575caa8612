import { type Plane, shrunk } from '../../../geometry/planes.ts';
import type { Projection } from '../../../geometry/projection.ts';
import { type PlanePair, registerPlanes } from '../../../geometry/register-planes.ts';
import { samplePlane } from '../../../geometry/sample-plane.ts';
import type { ShownPiece } from './detail-intervals.ts';

/** Pixels in a row of the planes in which a piece is compared: as many as the largest piece has. */
export const SIDE = 128;
/** Pixels in a row of the planes of the part of the copy that shows it, with half as much around it. */
export const PART_SIDE = 1.5 * SIDE;
/**
 * How they are laid over each other: in planes of so many pixels a side, from coarse to fine; at last by what is fine alone, which hardly counts beside the rest, and by which the very frame is told from its neighbours. Again, as the one needs the other.
 */
const STEPS: readonly { readonly side: number; readonly fine: boolean }[] = [
  { side: 16, fine: false },
  { side: 32, fine: false },
  { side: 64, fine: true },
  { side: 64, fine: true },
];
/** Pixels on each side over which a mean is taken, which leaves what is fine. */
const AROUND = 2;
/** Moments by which it is found how the copy lies over a rendition: that is the same throughout. */
const MOST_SOLVED = 16;
/** Correlation of a piece with the frame that shows it, at least, of half of the moments: less are other pictures. */
const LEAST_ALIKE = 0.6;

/** A picture on a plane, and how many pixels it had before. */
export interface SampledPlane extends Plane {
  /** Pixels in a row. */
  readonly columns: number;
  /** Rows. */
  readonly rows: number;
}

/** A piece, and the frames of the copy of which one shows it. */
export interface Moment {
  /** Where the copy shows it, in fractions of the part of its frame that was looked at. */
  readonly shown: ShownPiece;
  readonly piece: SampledPlane;
  readonly frames: readonly SampledPlane[];
}

/** A piece, and how it lies over the frame of the copy that shows it. */
export interface LaidPiece extends Moment {
  readonly frame: SampledPlane;
  readonly projection: Projection;
}

/** Finds how a copy lies over the pieces of one rendition, to a part of a pixel, and which of its frames show them. */
export function layPieces(moments: readonly Moment[]): LaidPiece[] {
  if (moments.length === 0) return [];
  // Where the piece lies in the part, as far as the edges of both pictures tell.
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

/** A piece, and the frame that it is most like where a projection puts it; undefined where none has anything to see. */
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

/** What is fine in a plane: each pixel less the mean around it. */
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

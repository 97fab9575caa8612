import { type Details, type Fingerprint, type LumaFrame, type PictureArea, partOf } from '@streetdate/core/portable';
import { type Band, bandsOf, spectrumOf } from '../geometry/coherence.ts';
import { type Plane, shrunk } from '../geometry/planes.ts';
import type { Projection } from '../geometry/projection.ts';
import { resamplePlane } from '../geometry/resample-plane.ts';
import { samplePlane } from '../geometry/sample-plane.ts';
import { type PlanePair, solveProjection } from '../geometry/solve-projection.ts';
import type { Detail, DetailGain } from './detail-agreement.ts';
import type { DetailStretch, ShownPiece } from './detail-stretches.ts';
import type { Rendition } from './rendition.ts';

/** Pixels in a row of the planes in which a piece is compared: as many as the largest piece has. */
const SIDE = 128;
/** Pixels in a row of the planes of the part of the copy that shows it, with half as much around it. */
const PART_SIDE = 1.5 * SIDE;
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

/** By how many times a rendition must have more in a band than another for the band to be asked: less is the noise of laying them over each other. */
const MORE = 1.1;
/** Correlation of what is the same: more is not believed. */
const MOST_ALIKE = 0.9999;

/** A picture on a plane, and how many pixels it had before. */
interface SampledPlane extends Plane {
  readonly columns: number;
  readonly rows: number;
}

/** A piece, and the frames of the copy of which one shows it. */
interface Moment {
  readonly shown: ShownPiece;
  readonly piece: SampledPlane;
  readonly frames: readonly SampledPlane[];
}

/** A piece, and how it lies over the frame of the copy that shows it. */
interface LaidPiece extends Moment {
  readonly frame: SampledPlane;
  readonly projection: Projection;
}

/**
 * Lays pieces of renditions over the frames of a copy that show them, to a part of a pixel, and asks band for band of their frequencies what the copy has of each: of its detail, its grain, and the errors of its compression.
 *
 * A copy cannot have more than its source. What was made of one rendition has less in common with another one than the two have with each other, as whatever was done to it comes on top; so a copy that is nearer to a
 * rendition than some other is was not made of that other. Only what the nearer one has more of is asked: a copy that lost what an encoder leaves out is nearer to a rendition that lost the same.
 * @param query - The copy's fingerprint.
 * @param stretches - What {@link detailStretches} gave.
 * @param frames - The frames of the stretches, each cut to its stretch's part at the copy's own resolution, every one, in order of time.
 * @param renditions - As they were given there.
 */
export function measureDetail(
  query: Fingerprint,
  stretches: readonly DetailStretch[],
  frames: readonly LumaFrame[],
  renditions: readonly Rendition[],
): Detail {
  const { width = 1, height = 1 } = query.media;
  const looks = stretches.map((stretch) => ({
    pieces: stretch.pieces,
    part: partOf({ width, height }, stretch.part).area,
    frames: frames
      .filter(({ time }) => time >= stretch.start && time < stretch.end)
      .map((frame) => sampled(frame.width, frame.pixels, PART_SIDE)),
  }));
  const laid = renditions.flatMap(({ referenceId, fingerprint: { details } }) =>
    details === undefined
      ? []
      : layOver(
          looks.flatMap(({ pieces, part, frames }) =>
            pieces.filter((shown) => shown.referenceId === referenceId).map((shown) => ({ ...momentOf(shown, details, part), frames })),
          ),
        ),
  );
  return looks.map((look) => {
    const here = laid.filter(({ frames }) => frames === look.frames);
    return here.flatMap((better) => here.flatMap((other) => (other === better ? [] : (gainOf(better, other) ?? []))));
  });
}

function momentOf(shown: ShownPiece, { width, height, pixels }: Details, part: PictureArea): Omit<Moment, 'frames'> {
  const bytes = width * height;
  const piece = sampled(width, pixels.subarray(shown.piece * bytes, (shown.piece + 1) * bytes), SIDE);
  return { shown: { ...shown, area: within(shown.area, part) }, piece };
}

function sampled(width: number, pixels: Uint8Array, side: number): SampledPlane {
  return { ...resamplePlane(width, pixels, side), columns: width, rows: pixels.length / width };
}

function within({ left, top, right, bottom }: PictureArea, part: PictureArea): PictureArea {
  const [width, height] = [part.right - part.left, part.bottom - part.top];
  return {
    left: (left - part.left) / width,
    right: (right - part.left) / width,
    top: (top - part.top) / height,
    bottom: (bottom - part.top) / height,
  };
}

/** Finds how the copy lies over a rendition, and which of its frames show the pieces. */
function layOver(moments: readonly Moment[]): LaidPiece[] {
  if (moments.length === 0) return [];
  // Where the piece lies in the part, as far as the edges of both pictures tell.
  const { left, top, right, bottom } = moments[0]!.shown.area;
  let projection: Projection = Float64Array.of(right - left, 0, (left + right) / 2 - 0.5, 0, bottom - top, (top + bottom) / 2 - 0.5, 0, 0);
  for (const { side, fine } of STEPS) {
    const best = moments.flatMap((moment) => bestPair(moment, projection, side, fine) ?? []);
    best.sort((one, other) => other.correlation - one.correlation);
    if (!fine && (best[best.length >> 1]?.correlation ?? 0) < LEAST_ALIKE) return [];
    projection = solveProjection(best.slice(0, MOST_SOLVED), projection)?.projection ?? projection;
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

/** What a moment says for the one against the other; undefined where they are of two frames, or too near to the edge. */
function gainOf(one: LaidPiece, other: LaidPiece): DetailGain | undefined {
  const { frame, projection } = one;
  if (frame !== other.frame) return undefined;
  const [copy, beside] = [samplePlane(frame, projection, SIDE), samplePlane(other.piece, between(projection, other.projection), SIDE)];
  if (copy.inside.includes(0)) return undefined;
  const resolved = { columns: Math.abs(projection[0]!) * frame.columns, rows: Math.abs(projection[4]!) * frame.rows };
  const [ofCopy, ofOne, ofOther] = [copy.values, one.piece.pixels, beside.values].map((pixels) => spectrumOf({ side: SIDE, pixels }));
  const [withOne, withOther, apart] = [
    bandsOf(ofOne!, ofCopy!, resolved),
    bandsOf(ofOther!, ofCopy!, resolved),
    bandsOf(ofOne!, ofOther!, resolved),
  ];
  let gain = 0;
  for (const [band, { powers, values }] of apart.entries()) {
    const left = (bands: readonly Band[]) => 1 - Math.min(MOST_ALIKE, Math.max(0, bands[band]!.correlation)) ** 2;
    if (powers[0] >= MORE * powers[1]) gain += Math.max(0, (values / 2) * Math.log(Math.min(left(apart), left(withOther)) / left(withOne)));
  }
  return { betterId: one.shown.referenceId, otherId: other.shown.referenceId, gain };
}

/** Where the points of one piece lie in another, both of which lie over one frame, upright or nearly so. */
function between([a, b, c, d, e, f]: Projection, [p, q, r, s, t, u]: Projection): Projection {
  const size = p! * t! - q! * s!;
  const across = (x: number, y: number) => (t! * x - q! * y) / size;
  const down = (x: number, y: number) => (p! * y - s! * x) / size;
  return Float64Array.of(
    ...[across(a!, d!), across(b!, e!), across(c! - r!, f! - u!)],
    ...[down(a!, d!), down(b!, e!), down(c! - r!, f! - u!)],
    ...[0, 0],
  );
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

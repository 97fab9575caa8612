import { checkInteger } from '../check.ts';
import type { LumaFrame, PictureArea, PicturePoint } from './luma-frame.ts';

/** Corners of a quadrilateral: top left, top right, bottom right, bottom left, in fractions of the frame. */
export type PictureQuad = readonly [PicturePoint, PicturePoint, PicturePoint, PicturePoint];

/** The corners of an upright rectangle. */
export function cornersOf({ left, top, right, bottom }: PictureArea): PictureQuad {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/** Most points sampled along each side of an output pixel. Each is a mean of two by two pixels, so two cover a frame of 256 at 64. */
const MOST_POINTS = 2;

/**
 * Cuts a quadrilateral out of a picture, undoes its perspective and scales it: a screen filmed at an angle, or a picture rotated by a few
 * degrees. Each output pixel is the mean of up to 2 × 2 points, each interpolated between its four neighbours. Outside the frame the edge
 * repeats. Projective mapping of the unit square after Heckbert, "Fundamentals of texture mapping and image warping", 1989.
 * @param frame - The picture; only read.
 * @param quad - Convex, corners in the order of {@link PictureQuad}.
 * @param width - Pixels in a row of the result, from 1.
 * @param height - Rows of the result, from 1.
 * @param pixels - Receives the `width * height` bytes of the result. @defaultValue new bytes
 * @returns A frame with the same time; the caller owns its bytes.
 * @throws RangeError when a size is not whole and positive, the quadrilateral is not convex, or `pixels` has another length.
 */
export function scaleQuad(frame: LumaFrame, quad: PictureQuad, width: number, height: number, pixels?: Uint8Array): LumaFrame {
  checkInteger('width', width, 1, 65_536);
  checkInteger('height', height, 1, 65_536);
  const scaled = pixels ?? new Uint8Array(width * height);
  if (scaled.length !== width * height) throw new RangeError(`pixels must have ${width * height} bytes, got ${scaled.length}`);
  meanOfPoints(frame, pointsOf(frame, quad, width, height), scaled);
  return { width, height, pixels: scaled, time: frame.time };
}

/** Fixed-point steps from one pixel to the next. Whole numbers are read in half the time, and a hundredth of a pixel changes no hash. */
const ONE = 128;

/** The sampled points for each pixel of the result, one after the other. */
interface Points {
  /** How many there are for each pixel. */
  readonly each: number;
  /** Index of the upper left one of the four pixels that a point lies between. */
  readonly at: Uint32Array;
  /** How far it is on the way to the right ones, 0 to {@link ONE}. */
  readonly across: Uint8Array;
  /** How far it is on the way to the lower ones, 0 to {@link ONE}. */
  readonly down: Uint8Array;
}

/** The points made last. A tilt or a screen stays for hundreds of frames, and computing its points takes longer than reading them. */
const known: (Points & { readonly of: readonly number[] })[] = [];
/** A query has two tilts and up to three screens. */
const POINTS_KEPT = 6;

function pointsOf(frame: LumaFrame, quad: PictureQuad, width: number, height: number): Points {
  const of = [frame.width, frame.height, width, height, ...quad.flatMap(({ x, y }) => [x, y])];
  const same = known.find((points) => points.of.every((value, at) => value === of[at]));
  if (same !== undefined) return same;
  const made = { of, ...makePoints(frame, projectionOf(quad), width, height) };
  known.unshift(made);
  if (known.length > POINTS_KEPT) known.pop();
  return made;
}

function makePoints(frame: LumaFrame, [a, b, c, d, e, f, g, h]: Projection, width: number, height: number): Points {
  const side = Math.min(MOST_POINTS, Math.max(1, Math.ceil(Math.max(frame.width / width, frame.height / height))));
  const each = side * side;
  const at = new Uint32Array(each * width * height);
  const across = new Uint8Array(at.length);
  const down = new Uint8Array(at.length);
  for (let point = 0; point < at.length; point++) {
    const pixel = Math.floor(point / each);
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    const v = (row + (Math.floor((point % each) / side) + 0.5) / side) / height;
    const u = (column + ((point % side) + 0.5) / side) / width;
    const scale = 1 / (g * u + h * v + 1);
    const x = Math.min(frame.width - 1, Math.max(0, (a * u + b * v + c) * scale * frame.width - 0.5));
    const y = Math.min(frame.height - 1, Math.max(0, (d * u + e * v + f) * scale * frame.height - 0.5));
    // On the last column or row the whole way to it, so that there is always a pixel beside it.
    const left = Math.max(0, Math.min(frame.width - 2, Math.floor(x)));
    const top = Math.max(0, Math.min(frame.height - 2, Math.floor(y)));
    at[point] = top * frame.width + left;
    across[point] = Math.round(ONE * (x - left));
    down[point] = Math.round(ONE * (y - top));
  }
  return { each, at, across, down };
}

/** The mean of each pixel's points. Hot loop: no checks, no allocation, whole numbers of less than 25 bits. */
function meanOfPoints({ pixels, width, height }: LumaFrame, { each, at, across, down }: Points, means: Uint8Array): void {
  const right = width > 1 ? 1 : 0;
  const below = height > 1 ? width : 0;
  const whole = each * ONE * ONE;
  for (let pixel = 0, point = 0; pixel < means.length; pixel++) {
    let sum = whole >> 1;
    for (const end = point + each; point < end; point++) {
      const corner = at[point]!;
      const part = across[point]!;
      const first = pixels[corner]!;
      const third = pixels[corner + below]!;
      const upper = ONE * first + (pixels[corner + right]! - first) * part;
      const lower = ONE * third + (pixels[corner + below + right]! - third) * part;
      sum += ONE * upper + (lower - upper) * down[point]!;
    }
    means[pixel] = sum / whole;
  }
}

type Projection = readonly [number, number, number, number, number, number, number, number];

/** Coefficients of the mapping from the unit square: x = (a u + b v + c) / (g u + h v + 1), y = (d u + e v + f) / (g u + h v + 1). */
function projectionOf(quad: PictureQuad): Projection {
  const [topLeft, topRight, bottomRight, bottomLeft] = quad;
  const x = topLeft.x - topRight.x + bottomRight.x - bottomLeft.x;
  const y = topLeft.y - topRight.y + bottomRight.y - bottomLeft.y;
  const [x1, y1] = [topRight.x - bottomRight.x, topRight.y - bottomRight.y];
  const [x2, y2] = [bottomLeft.x - bottomRight.x, bottomLeft.y - bottomRight.y];
  const area = x1 * y2 - x2 * y1;
  const g = (x * y2 - x2 * y) / area;
  const h = (x1 * y - x * y1) / area;
  if (!(Number.isFinite(g) && Number.isFinite(h) && g > -1 && h > -1 && g + h > -1)) {
    throw new RangeError(`quad must be convex with its corners in order, got ${JSON.stringify(quad)}`);
  }
  return [
    topRight.x - topLeft.x + g * topRight.x,
    bottomLeft.x - topLeft.x + h * bottomLeft.x,
    topLeft.x,
    topRight.y - topLeft.y + g * topRight.y,
    bottomLeft.y - topLeft.y + h * bottomLeft.y,
    topLeft.y,
    g,
    h,
  ];
}

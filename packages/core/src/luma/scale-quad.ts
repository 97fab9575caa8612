import { checkInteger } from '../check.ts';
import type { PicturePoint } from './inner-picture.ts';
import type { LumaFrame } from './luma-frame.ts';

/** Corners of a quadrilateral: top left, top right, bottom right, bottom left, in fractions of the frame. */
export type PictureQuad = readonly [PicturePoint, PicturePoint, PicturePoint, PicturePoint];

/** Points sampled along each side of an output pixel, at most: each is a mean of two by two pixels itself, so two span a frame of 256 at 64. */
const MOST_POINTS = 2;

/**
 * Cuts a quadrilateral out of a picture, undoes its perspective and scales it: a screen filmed aslant, or a picture turned by a few
 * degrees. Each pixel is the mean of up to 2 × 2 points, each between its four neighbours; what lies outside the frame repeats its edge.
 * Projective mapping of the unit square after Heckbert, "Fundamentals of texture mapping and image warping", 1989.
 * @param frame - The picture; only read.
 * @param quad - Convex, corners in the order of {@link PictureQuad}.
 * @param width - Pixels in a row of the result, from 1.
 * @param height - Rows of the result, from 1.
 * @returns A new frame with the same time; the caller owns its bytes.
 * @throws RangeError when a size is not whole and positive, or the quadrilateral is not convex.
 */
export function scaleQuad(frame: LumaFrame, quad: PictureQuad, width: number, height: number): LumaFrame {
  checkInteger('width', width, 1, 65_536);
  checkInteger('height', height, 1, 65_536);
  const [a, b, c, d, e, f, g, h] = projectionOf(quad);
  const points = Math.min(MOST_POINTS, Math.max(1, Math.ceil(Math.max(frame.width / width, frame.height / height))));
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let down = 0; down < points; down++) {
        const v = (row + (down + 0.5) / points) / height;
        for (let across = 0; across < points; across++) {
          const u = (column + (across + 0.5) / points) / width;
          const scale = 1 / (g * u + h * v + 1);
          sum += between(frame, (a * u + b * v + c) * scale * frame.width - 0.5, (d * u + e * v + f) * scale * frame.height - 0.5);
        }
      }
      pixels[row * width + column] = Math.round(sum / (points * points));
    }
  }
  return { width, height, pixels, time: frame.time };
}

/** Luma between four neighbouring pixels. Hot loop: no checks, no allocation. */
function between({ pixels, width, height }: LumaFrame, x: number, y: number): number {
  const column = Math.min(width - 1, Math.max(0, x));
  const row = Math.min(height - 1, Math.max(0, y));
  const left = Math.floor(column);
  const top = Math.floor(row);
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const across = column - left;
  const upper = pixels[top * width + left]! * (1 - across) + pixels[top * width + right]! * across;
  const lower = pixels[bottom * width + left]! * (1 - across) + pixels[bottom * width + right]! * across;
  return upper + (lower - upper) * (row - top);
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

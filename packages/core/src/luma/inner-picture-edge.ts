import type { SeamRectangle } from './inner-picture-rectangles.ts';
import type { LumaFrame } from './luma-frame.ts';

/** One side of a rectangle of seams, seen from inside the rectangle. */
interface SeamSide {
  /** Pixels of the frame across the side: its width for an upright side. */
  readonly lines: number;
  /** Line that the seam runs through. */
  readonly line: number;
  /** Step to the next line, in pixels of memory. */
  readonly step: number;
  /** +1 where lines with higher numbers lie inside the rectangle, −1 where lower ones do. */
  readonly inwards: 1 | -1;
  /** First pixel along the side that is looked at, and the end, exclusive. */
  readonly from: number;
  readonly to: number;
  /** Step to the next pixel along the side, in pixels of memory. */
  readonly along: number;
}

/** Lines on either side of the seam that may belong to a thin border: looked through first. */
const WIDE = 3;

/** Lines on either side of the edge that may be mixtures. */
const NARROW = 1;

/** Pixels at each end of a side that are left out: the corners belong to two sides. */
const CORNER = 2;

/**
 * Measures where the inner film begins on all four sides, to a fraction of a pixel. Each line near a seam varies as a mixture of what varies
 * inside and what varies outside: its part of the inside is found by regression on a line of each, over all pixels of all frames; neighbours
 * inside one film are not quite alike, so the part is set against that of a pair as far apart inside. A border that stands still counts as
 * outside. On films without borders of their own the error is mostly under a tenth of a pixel.
 * @returns The rectangle in pixels: 0 is the outer edge of the first one.
 */
export function measureEdges(frames: readonly LumaFrame[], seams: SeamRectangle): SeamRectangle {
  const { width, height } = frames[0]!;
  const rows = { from: Math.max(0, seams.top + CORNER), to: Math.min(height, seams.bottom - CORNER + 1), along: width };
  const columns = { from: Math.max(0, seams.left + CORNER), to: Math.min(width, seams.right - CORNER + 1), along: 1 };
  const upright = { ...rows, lines: width, step: 1 };
  const level = { ...columns, lines: height, step: width };
  return {
    left: seams.left < 0 ? 0 : measureSeam(frames, { ...upright, line: seams.left, inwards: 1 }),
    top: seams.top < 0 ? 0 : measureSeam(frames, { ...level, line: seams.top, inwards: 1 }),
    right: seams.right >= width ? width : measureSeam(frames, { ...upright, line: seams.right, inwards: -1 }),
    bottom: seams.bottom >= height ? height : measureSeam(frames, { ...level, line: seams.bottom, inwards: -1 }),
    score: seams.score,
  };
}

function measureSeam(frames: readonly LumaFrame[], side: SeamSide): number {
  const { lines, line, inwards } = side;
  // Lines and edges are counted inwards from the frame's border on this side.
  const middle = inwards === 1 ? line : lines - 1 - line;
  const rough = innerEdge(frames, side, middle - WIDE - 1, middle + WIDE + 1);
  const edge = Math.floor(rough + 0.5);
  const fine = innerEdge(frames, side, edge - NARROW - 1, edge + NARROW);
  return inwards === 1 ? fine : lines - fine;
}

/** The edge between two lines of which one is certainly outside, the other certainly inside. */
function innerEdge(frames: readonly LumaFrame[], side: SeamSide, outer: number, inner: number): number {
  const { lines, step, inwards, from, to, along } = side;
  const first = Math.max(0, outer);
  const last = Math.min(lines - 1, inner);
  const span = last - first;
  const further = Math.min(span, lines - 1 - last);
  if (span < 2 || to <= from) return last;
  // Lines from the outer to the inner one, and as many again inside as there are.
  const count = span + further + 1;
  const sums = new Float64Array(count);
  const withInner = new Float64Array(count);
  const withOuter = new Float64Array(count);
  const border = inwards === 1 ? 0 : (lines - 1) * step;
  for (const { pixels } of frames) {
    for (let i = from; i < to; i++) {
      const at = border + i * along + first * inwards * step;
      const outside = pixels[at]!;
      const inside = pixels[at + span * inwards * step]!;
      for (let k = 0, pixel = at; k < count; k++, pixel += inwards * step) {
        const value = pixels[pixel]!;
        sums[k]! += value;
        withInner[k]! += value * inside;
        withOuter[k]! += value * outside;
      }
    }
  }
  const n = frames.length * (to - from);
  for (let k = 0; k < count; k++) {
    withInner[k] = withInner[k]! / n - (sums[k]! / n) * (sums[span]! / n);
    withOuter[k] = withOuter[k]! / n - (sums[k]! / n) * (sums[0]! / n);
  }
  const inOut = withInner[0]!;
  const ridge = 0.001 * (withInner[span]! + withOuter[0]!) + 0.01;
  const inIn = withInner[span]! + ridge;
  const outOut = withOuter[0]! + ridge;
  let covered = 0;
  for (let k = 1; k < span; k++) {
    const part = (outOut * withInner[k]! - inOut * withOuter[k]!) / (inIn * outOut - inOut * inOut);
    const alike = withInner[span + Math.min(further, span - k)]! / inIn;
    covered += Math.min(1, Math.max(0, part / Math.max(0.2, alike)));
  }
  return last - covered;
}

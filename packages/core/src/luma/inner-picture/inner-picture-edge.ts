import type { LumaFrame } from '../luma-frame.ts';
import type { SeamRectangle } from './inner-picture-rectangles.ts';

/** Frames and their mean. */
interface Film {
  readonly frames: readonly LumaFrame[];
  readonly means: Float32Array;
}

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
  /** First pixel along the side that is measured, and the end, exclusive. */
  readonly from: number;
  readonly to: number;
  /** Step to the next pixel along the side, in pixels of memory. */
  readonly along: number;
}

/** Lines on either side of the seam that may belong to a thin border, which is skipped first. */
const WIDE = 3;

/** Lines on either side of the edge that may be mixtures. */
const NARROW = 1;

/** Mean squared deviation, in grey levels, that coding noise alone makes. */
const STILL = 4;

/** Pixels at each end of a side that are left out: the corners belong to two sides. */
const CORNER = 2;

/** The mean of each pixel over time, grey levels. Slow films differ more from it than they change from frame to frame. */
export function meansOf(frames: readonly LumaFrame[]): Float32Array {
  const sums = new Float32Array(frames[0]!.pixels.length);
  for (const { pixels } of frames) {
    for (let i = 0; i < sums.length; i++) sums[i]! += pixels[i]!;
  }
  return sums.map((sum) => sum / frames.length);
}

/** Possible starts of a rectangle, in pixels: 0 is the outer edge of the first one. */
export interface MeasuredEdges {
  /** Around everything that varies as the inner film does. Right when the film has a border around it. */
  readonly inner: PixelRectangle;
  /** Around everything that does not vary as the outer film does. Right when the inner film does not move along its sides. */
  readonly outer: PixelRectangle;
}

/** A rectangle with fractions of pixels. */
export interface PixelRectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Measures where the inner film begins on all four sides, to a fraction of a pixel. Each line near a seam varies as a mixture of inside and
 * outside. Its share of the inside comes from regression on one line of each, over all pixels of all frames. Neighbours inside one film are
 * not quite alike, so the share is compared with that of a pair as far apart inside. When both films move and meet without a border, both
 * rectangles are equal, and the error is mostly below a tenth of a pixel.
 * @param means - The result of {@link meansOf}.
 */
export function measureEdges(frames: readonly LumaFrame[], means: Float32Array, seams: SeamRectangle): MeasuredEdges {
  const { width, height } = frames[0]!;
  const film = { frames, means };
  const rows = { from: Math.max(0, seams.top + CORNER), to: Math.min(height, seams.bottom - CORNER + 1), along: width };
  const columns = { from: Math.max(0, seams.left + CORNER), to: Math.min(width, seams.right - CORNER + 1), along: 1 };
  const upright = { ...rows, lines: width, step: 1 };
  const level = { ...columns, lines: height, step: width };
  const measure = (side: SeamSide) => {
    if (side.line < 0) return { inner: 0, outer: 0 };
    if (side.line >= side.lines) return { inner: side.lines, outer: side.lines };
    return measureSeam(film, side);
  };
  const left = measure({ ...upright, line: seams.left, inwards: 1 });
  const top = measure({ ...level, line: seams.top, inwards: 1 });
  const right = measure({ ...upright, line: seams.right, inwards: -1 });
  const bottom = measure({ ...level, line: seams.bottom, inwards: -1 });
  return {
    inner: { left: left.inner, top: top.inner, right: right.inner, bottom: bottom.inner },
    outer: { left: left.outer, top: top.outer, right: right.outer, bottom: bottom.outer },
  };
}

function measureSeam(film: Film, side: SeamSide): { inner: number; outer: number } {
  const inner = measureFilm(film, side);
  const outer = measureFilm(film, { ...side, inwards: side.inwards === 1 ? -1 : 1 });
  if (inner === undefined || outer === undefined) {
    const either = inner ?? outer ?? side.line + 0.5;
    return { inner: either, outer: either };
  }
  return { inner, outer: side.inwards === 1 ? Math.min(inner, outer) : Math.max(inner, outer) };
}

/** Where the film inwards of a seam begins; undefined when it does not move. */
function measureFilm(film: Film, side: SeamSide): number | undefined {
  const { lines, line, inwards } = side;
  // Lines and edges are counted inwards from the frame's border on this side.
  const middle = inwards === 1 ? line : lines - 1 - line;
  const rough = innerEdge(film, side, middle - WIDE - 1, middle + WIDE + 1);
  if (rough === undefined) return undefined;
  const edge = Math.floor(rough + 0.5);
  const fine = innerEdge(film, side, edge - NARROW - 1, edge + NARROW) ?? rough;
  return inwards === 1 ? fine : lines - fine;
}

/** The edge between two lines, one certainly outside and one certainly inside; undefined when the latter does not move. */
function innerEdge({ frames, means }: Film, side: SeamSide, outer: number, inner: number): number | undefined {
  const { lines, step, inwards, from, to, along } = side;
  const first = Math.max(0, outer);
  const last = Math.min(lines - 1, inner);
  const span = last - first;
  const further = Math.min(span, lines - 1 - last);
  if (span < 2 || to <= from) return last;
  let inIn = 0;
  let outOut = 0;
  let inOut = 0;
  const withIn = new Float64Array(span);
  const withOut = new Float64Array(span);
  const fall = new Float64Array(span + 1);
  const inwardStep = inwards * step;
  const border = inwards === 1 ? 0 : (lines - 1) * step;
  for (const { pixels } of frames) {
    for (let i = from; i < to; i++) {
      const at = border + i * along;
      const inside = pixels[at + last * inwardStep]! - means[at + last * inwardStep]!;
      const outside = pixels[at + first * inwardStep]! - means[at + first * inwardStep]!;
      inIn += inside * inside;
      outOut += outside * outside;
      inOut += inside * outside;
      for (let k = 1; k < span; k++) {
        const here = at + (first + k) * inwardStep;
        const value = pixels[here]! - means[here]!;
        withIn[k]! += value * inside;
        withOut[k]! += value * outside;
        const beyond = at + (last + k) * inwardStep;
        if (k <= further) fall[k]! += inside * (pixels[beyond]! - means[beyond]!);
      }
    }
  }
  if (inIn < STILL * (to - from) * frames.length) return undefined;
  const ridge = 0.001 * (inIn + outOut) + 1;
  const determinant = (inIn + ridge) * (outOut + ridge) - inOut * inOut;
  let covered = 0;
  for (let k = 1; k < span; k++) {
    const part = ((outOut + ridge) * withIn[k]! - inOut * withOut[k]!) / determinant;
    const alike = fall[Math.min(further, span - k)]! / (inIn + 1);
    covered += Math.min(1, Math.max(0, part / Math.max(0.2, alike)));
  }
  return last - covered;
}

import { plainSeams } from '../../kernels/seams/plain-seams.ts';
import type { NeighbourChanges, SeamKernel } from '../../kernels/seams/seam-kernel.ts';
import { createWasmSeams } from '../../kernels/seams/wasm-seams.ts';
import type { LumaFrame } from '../luma-frame.ts';

/**
 * Where two pictures that change independently meet, along lines of one direction. `lines` lines of `length` pixels each; entry `line *
 * length + i`. All sums are prefix sums along a line, so any interval costs two look-ups: an interval from pixel `from` to `to` of a line
 * starts at `line * (length + 1)`.
 */
export interface SeamMap {
  /** Measured lines, numbered by the pixel in their middle. */
  readonly lines: number;
  /** Pixels of a line. */
  readonly length: number;
  /** Seam seen, times its weight: about 0 inside a film, 0.3 to 0.6 where two films meet. */
  readonly seam: Float32Array;
  /** Weight: 0 where nothing moves, up to 1. */
  readonly weight: Float32Array;
}

/** Change between two frames, in grey levels, that coding noise alone makes. */
const NOISE = 2;

/** Mean change that gives a pixel half of its full weight, grey levels. */
const HALF_WEIGHT = 1.5;

/** A seam stands out against the lines this far to both sides: further than a thin border and the blur of scaling. */
const BESIDE = 4;

/** This thread's kernel, after the first film. */
let kernel: SeamKernel | undefined;

/**
 * Looks for seams, along the columns and along the rows of a film. Two pixels of one film change together. On the two sides of a seam they
 * change independently, or only one of them does: then they share about none of their change. Still edges of one film leave no trace,
 * however sharp.
 */
export function findSeams(frames: readonly LumaFrame[]): { upright: SeamMap; level: SeamMap } {
  const { width, height } = frames[0]!;
  kernel ??= createWasmSeams() ?? plainSeams;
  const { across, down } = kernel.sum(
    frames.map(({ pixels }) => pixels),
    width,
    height,
    NOISE,
  );
  const changes = frames.length - 1;
  return { upright: mapOf(across, changes, width, height, 1, width), level: mapOf(down, changes, height, width, width, 1) };
}

/**
 * @param step - Pixels from one line to the next: 1 for upright lines, the width for level ones.
 * @param along - Pixels from one pixel of a line to the next.
 */
function mapOf({ apart, both }: NeighbourChanges, changes: number, lines: number, length: number, step: number, along: number): SeamMap {
  const half = 2 * HALF_WEIGHT * changes;
  // Each pixel is read three times: once as itself, twice as a neighbour.
  const share = Float64Array.from(apart, (sum, at) => sum / (both[at]! + half / 4));
  const seam = new Float32Array(lines * (length + 1));
  const weight = new Float32Array(lines * (length + 1));
  for (let line = 1; line < lines - 1; line++) {
    const near = Math.max(1, line - BESIDE) * step;
    const far = Math.min(lines - 2, line + BESIDE) * step;
    let out = line * (length + 1);
    for (let i = 0, pixel = 0; i < length; i++, pixel += along, out++) {
      const here = pixel + line * step;
      const w = both[here]! / (both[here]! + half);
      seam[out + 1] = seam[out]! + w * (share[here]! - (share[pixel + near]! + share[pixel + far]!) / 2);
      weight[out + 1] = weight[out]! + w;
    }
  }
  return { lines, length, seam, weight };
}

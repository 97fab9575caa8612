import type { LumaFrame } from '../luma-frame.ts';
import type { Bar } from './bar.ts';
import type { Side } from './side.ts';

/** Lines on either side of a bar's edge that may be mixtures of bar and picture. */
const MIXED = 2;

/** A pixel of the bar that differs from its neighbour by more than this, in grey levels, is a subtitle or a logo. */
const INK = 10;

/** The position of a bar's edge. */
export interface EdgePosition {
  /** Lines from the side to the edge, with fractions. */
  readonly depth: number;
  /** Its evidence: squared contrast between picture and bar, summed over pixels and frames. */
  readonly weight: number;
}

/**
 * Measures where inside a line the edge of a bar lies. A line that the picture covers in part is a mixture of bar and picture. Its share
 * comes from regression on the first clear line inside, over all pixels of all frames. The shares of the lines around the edge add up to
 * its position. An error of 0.3 % of the picture's width would cost nine bits of a hash. Measured on eight clips, most edges are off by at
 * most 0.1 %, black bars by up to 0.3 % and blurred ones by up to 0.4 %.
 * @param frames - Frames that have the bar.
 */
export function measureEdge(frames: readonly LumaFrame[], { start, inwards, along, length }: Side, bar: Bar): EdgePosition {
  const outer = Math.max(0, bar.depth - MIXED - 1);
  const inner = bar.depth + MIXED;
  const shared = new Float64Array(inner);
  let weight = 0;
  for (const { pixels } of frames) {
    for (let i = 0, at = start; i < length; i++, at += along) {
      const outside = pixels[at + outer * inwards]!;
      if (outer + 1 < bar.depth && Math.abs(pixels[at + (outer + 1) * inwards]! - outside) > INK) continue;
      const contrast = pixels[at + inner * inwards]! - outside;
      weight += contrast * contrast;
      for (let depth = outer + 1; depth < inner; depth++) shared[depth]! += (pixels[at + depth * inwards]! - outside) * contrast;
    }
  }
  if (weight === 0) return { depth: bar.depth, weight };
  let covered = 0;
  for (let depth = outer + 1; depth < inner; depth++) covered += Math.min(1, Math.max(0, shared[depth]! / weight));
  return { depth: inner - covered, weight };
}

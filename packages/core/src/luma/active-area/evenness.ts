import { cutsOf } from '../../kernels/cuts.ts';
import type { Side } from './side.ts';

/**
 * The bend that 70 % of an edge exceeds, as a share of its mean bend, where the sky is left out. The edges of pictures have 0.34 and more.
 * Rows of large letters have up to 0.15: their strokes bend a line a lot, and what lies between them does not.
 */
const EVEN = { least: 0.15, certain: 0.3, exceeded: 0.7 } as const;

/** Bends of the pixels of a line, and how many pixels have each bend: scratch for {@link evenness}. */
let bendsOfLine = new Uint16Array(256);
const pixelsOfBend = new Uint32Array(511);

/** How certain it is that an edge bends its line evenly, as the edge of a picture does and a row of letters does not, 0 to 1. */
export function evenness(pixels: Uint8Array, { start, inwards, along, length }: Side, depth: number): number {
  const cuts = cutsOf(length, 3);
  if (bendsOfLine.length < length) bendsOfLine = new Uint16Array(length);
  const sums = [0, 0, 0];
  for (let third = 0; third < 3; third++) {
    for (let i = cuts[third]!; i < cuts[third + 1]!; i++) {
      const at = start + i * along + depth * inwards;
      const [outside, inside] = [pixels[at - inwards]!, pixels[at]!];
      const before = Math.abs(2 * outside - pixels[at - 2 * inwards]! - inside);
      const after = Math.abs(2 * inside - outside - pixels[at + inwards]!);
      bendsOfLine[i] = Math.max(before, after);
      sums[third]! += bendsOfLine[i]!;
    }
  }
  const least = sums.indexOf(Math.min(...sums));
  pixelsOfBend.fill(0);
  let count = 0;
  for (let third = 0; third < 3; third++) {
    if (third === least) continue;
    for (let i = cuts[third]!; i < cuts[third + 1]!; i++) pixelsOfBend[bendsOfLine[i]!]!++;
    count += cuts[third + 1]! - cuts[third]!;
  }
  const mean = (sums[0]! + sums[1]! + sums[2]! - sums[least]!) / count;
  if (mean === 0) return 0;
  let exceeded = 0;
  for (let seen = pixelsOfBend[0]!; seen <= (1 - EVEN.exceeded) * count; seen += pixelsOfBend[exceeded]!) exceeded++;
  return Math.min(1, Math.max(0, (exceeded / mean - EVEN.least) / (EVEN.certain - EVEN.least)));
}

import { boxMean, type Picture, withoutMean } from './picture.ts';
import { solve } from './solve.ts';

/** What a copy's frame has beside the original's. */
export interface Residual {
  /** The difference in middle frequencies, divided by its local variance; 0 where the copy shows nothing. */
  readonly weighted: Float32Array;
  /** The weight of each pixel: gain over variance. */
  readonly weights: Float32Array;
}

/** Columns and rows of blocks that are fitted by themselves: light, contrast and blur differ over a picture. */
const BLOCKS = [4, 3] as const;

/** Pixels whose mean is taken from the difference: about two cells of a grid on each side. */
const REACH = 6;

/**
 * Explains a copy's frame by the original's, blurred, shifted by parts of a pixel, brighter or darker as fits best in each block, and
 * returns what is left.
 * @param original - The original's frame.
 * @param copy - The copy's, in the original's place; below 0 where there is none.
 */
export function residualOf(original: Picture, copy: Picture): Residual {
  const { width, height } = original;
  const rest = new Float32Array(width * height);
  const known = new Float32Array(width * height);
  const gains = new Float32Array(width * height);
  for (let by = 0; by < BLOCKS[1]; by++) {
    for (let bx = 0; bx < BLOCKS[0]; bx++) {
      const block = {
        left: Math.max(1, Math.floor((bx * width) / BLOCKS[0])),
        right: Math.min(width - 1, Math.floor(((bx + 1) * width) / BLOCKS[0])),
        top: Math.max(1, Math.floor((by * height) / BLOCKS[1])),
        bottom: Math.min(height - 1, Math.floor(((by + 1) * height) / BLOCKS[1])),
      };
      fitBlock(original, copy, block, rest, known, gains);
    }
  }
  const high = withoutMean({ width, height, pixels: rest }, REACH);
  const variances = boxMean({ width, height, pixels: high.map((value) => value * value) }, REACH);
  const mean =
    variances.reduce((sum, value, at) => sum + value * known[at]!, 0) /
    Math.max(
      1,
      known.reduce((sum, value) => sum + value, 0),
    );
  const weighted = new Float32Array(width * height);
  const weights = new Float32Array(width * height);
  for (let at = 0; at < rest.length; at++) {
    if (known[at] === 0) continue;
    const variance = variances[at]! + 0.1 * mean + 0.02;
    const limit = 3 * Math.sqrt(variance);
    weights[at] = gains[at]! / variance;
    weighted[at] = (Math.max(-limit, Math.min(limit, high[at]!)) * gains[at]!) / variance;
  }
  return { weighted, weights };
}

const TAPS = 9;
const UNKNOWNS = TAPS + 3;

interface Block {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Fits nine taps of the original, an offset and a slope of light in both directions. */
function fitBlock(original: Picture, copy: Picture, block: Block, rest: Float32Array, known: Float32Array, gains: Float32Array): void {
  const { width, pixels } = original;
  const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  const right = new Float64Array(UNKNOWNS);
  const row = new Float64Array(UNKNOWNS);
  row[TAPS] = 1;
  let count = 0;
  // Every second pixel is enough for twelve numbers.
  for (let y = block.top; y < block.bottom; y += 2) {
    for (let x = block.left; x < block.right; x += 2) {
      const at = y * width + x;
      const value = copy.pixels[at]!;
      if (value < 0) continue;
      count++;
      for (let tap = 0, line = at - width - 1; tap < TAPS; tap += 3, line += width) {
        row[tap] = pixels[line]! - 128;
        row[tap + 1] = pixels[line + 1]! - 128;
        row[tap + 2] = pixels[line + 2]! - 128;
      }
      row[TAPS + 1] = (x - block.left) / 50 - 1;
      row[TAPS + 2] = (y - block.top) / 50 - 1;
      for (let i = 0; i < UNKNOWNS; i++) {
        const own = row[i]!;
        const line = i * UNKNOWNS;
        right[i]! += own * value;
        for (let j = 0; j <= i; j++) matrix[line + j]! += own * row[j]!;
      }
    }
  }
  if (count < 20 * UNKNOWNS) return;
  for (let i = 0; i < UNKNOWNS; i++) matrix[i * UNKNOWNS + i]! += 1e-3 * count;
  if (!solve(matrix, right, UNKNOWNS)) return;
  let gain = 0;
  for (let tap = 0; tap < TAPS; tap++) gain += right[tap]!;
  const [a, b, c, d, e, f, g, h, i, offset, across, down] = right;
  for (let y = block.top; y < block.bottom; y++) {
    const light = offset! - 128 * gain - across! + down! * ((y - block.top) / 50 - 1);
    for (let x = block.left; x < block.right; x++) {
      const at = y * width + x;
      const own = copy.pixels[at]!;
      if (own < 0) continue;
      const above = at - width;
      const below = at + width;
      const shown =
        a! * pixels[above - 1]! +
        b! * pixels[above]! +
        c! * pixels[above + 1]! +
        d! * pixels[at - 1]! +
        e! * pixels[at]! +
        f! * pixels[at + 1]! +
        g! * pixels[below - 1]! +
        h! * pixels[below]! +
        i! * pixels[below + 1]!;
      rest[at] = own - (shown + light + (across! * (x - block.left)) / 50);
      known[at] = 1;
      gains[at] = gain;
    }
  }
}

// The loops of a scale space over pictures of 32-bit floats, four pixels at a time: a separable symmetric blur, the difference of two pictures,
// and the extremes of such differences. Sums are made in the order of the plain kernel, so that the bits are equal. The caller lays out the memory:
// see src/kernels/scale-space/wasm-scale-space.ts.

/** Bytes of a pixel. */
const PIXEL: usize = 4;
/** Pixels that are worked on together. */
const TOGETHER: usize = 4;

/**
 * Blurs a picture. Pixels beyond the edge repeat the edge.
 * @param from - Address of `width * height` f32.
 * @param weights - Address of `radius + 1` f32: of the middle, and of each distance from it.
 * @param line - Address of room for a row and `2 * radius + 4` more.
 * @param rows - Address of room for the picture and 4 more.
 * @param to - Receives the picture. Room for 4 more.
 */
export function blur(from: usize, width: usize, height: usize, weights: usize, radius: usize, line: usize, rows: usize, to: usize): void {
  for (let y: usize = 0; y < height; y++) {
    const row = from + PIXEL * y * width;
    const first = load<f32>(row);
    const last = load<f32>(row + PIXEL * (width - 1));
    for (let at: usize = 0; at < radius; at++) {
      store<f32>(line + PIXEL * at, first);
      store<f32>(line + PIXEL * (radius + width + at), last);
    }
    memory.copy(line + PIXEL * radius, row, PIXEL * width);
    const out = rows + PIXEL * y * width;
    const middle = line + PIXEL * radius;
    // What is written past the end of a row is written over by the next one.
    weigh(middle, width, load<f32>(weights), out);
    for (let far: usize = 1; far <= radius; far++) {
      addPair(middle - PIXEL * far, middle + PIXEL * far, width, load<f32>(weights + PIXEL * far), out);
    }
  }
  for (let y: usize = 0; y < height; y++) {
    const out = to + PIXEL * y * width;
    weigh(rows + PIXEL * y * width, width, load<f32>(weights), out);
    for (let far: usize = 1; far <= radius; far++) {
      const above = rows + PIXEL * width * (y < far ? 0 : y - far);
      const below = rows + PIXEL * width * (y + far >= height ? height - 1 : y + far);
      addPair(above, below, width, load<f32>(weights + PIXEL * far), out);
    }
  }
}

/** Writes a row of pixels times a weight. */
function weigh(from: usize, width: usize, weight: f32, to: usize): void {
  const factor = f32x4.splat(weight);
  for (let at: usize = 0; at < PIXEL * width; at += PIXEL * TOGETHER) v128.store(to + at, f32x4.mul(factor, v128.load(from + at)));
}

/** Adds the sum of two rows of pixels, times a weight, to a row. */
function addPair(one: usize, other: usize, width: usize, weight: f32, to: usize): void {
  const factor = f32x4.splat(weight);
  for (let at: usize = 0; at < PIXEL * width; at += PIXEL * TOGETHER) {
    const pair = f32x4.add(v128.load(one + at), v128.load(other + at));
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(factor, pair)));
  }
}

/**
 * Subtracts a picture from another.
 * @param pixels - Pixels of each. Three more may be read and written.
 * @param to - Receives `one - other`.
 */
export function subtract(one: usize, other: usize, pixels: usize, to: usize): void {
  for (let at: usize = 0; at < PIXEL * pixels; at += PIXEL * TOGETHER) {
    v128.store(to + at, f32x4.sub(v128.load(one + at), v128.load(other + at)));
  }
}

/** Four values, with the sign of those changed that `sign` has a bit of. */
function signed(at: usize, sign: v128): v128 {
  return v128.xor(v128.load(at), sign);
}

/** The greatest of four values and of those to their left and right. */
function threeOf(at: usize, sign: v128): v128 {
  return f32x4.max(signed(at, sign), f32x4.max(signed(at - PIXEL, sign), signed(at + PIXEL, sign)));
}

/** The greatest of four values and of all around them. */
function nineOf(at: usize, row: usize, sign: v128): v128 {
  return f32x4.max(threeOf(at, sign), f32x4.max(threeOf(at - row, sign), threeOf(at + row, sign)));
}

/**
 * Finds the pixels of a picture that are above or below all 26 neighbours in it and in the pictures before and after it. Those in it must
 * differ; the others may be equal.
 * @param margin - Pixels from the edge to the next one that counts, 1 or more.
 * @param least - Least distance from zero.
 * @param to - Receives their numbers, u32. Room for a quarter of the pixels.
 * @returns How many there are.
 */
export function extremes(
  below: usize,
  here: usize,
  above: usize,
  width: usize,
  height: usize,
  margin: usize,
  least: f32,
  to: usize,
): usize {
  const bound = f32x4.splat(least);
  const row = PIXEL * width;
  let found = to;
  if (width <= 2 * margin || height <= 2 * margin) return 0;
  for (let y: usize = margin; y < height - margin; y++) {
    for (let x: usize = margin; x < width - margin; x += TOGETHER) {
      const at = PIXEL * (y * width + x);
      const value = v128.load(here + at);
      const size = f32x4.abs(value);
      // Lows become peaks with the sign changed.
      const sign = v128.and(value, f32x4.splat(-0.0));
      // Most pixels are no peak of their row, and most of those no peak of their picture.
      const sides = f32x4.max(signed(here + at - PIXEL, sign), signed(here + at + PIXEL, sign));
      let mask = v128.and(f32x4.ge(size, bound), f32x4.gt(size, sides));
      if (!v128.any_true(mask)) continue;
      mask = v128.and(mask, f32x4.gt(size, f32x4.max(threeOf(here + at - row, sign), threeOf(here + at + row, sign))));
      if (!v128.any_true(mask)) continue;
      mask = v128.and(mask, f32x4.ge(size, nineOf(below + at, row, sign)));
      mask = v128.and(mask, f32x4.ge(size, nineOf(above + at, row, sign)));
      let lanes = i32x4.bitmask(mask);
      while (lanes !== 0) {
        const lane = ctz(lanes);
        if (x + lane < width - margin) {
          store<u32>(found, <u32>(y * width + x + lane));
          found += 4;
        }
        lanes &= lanes - 1;
      }
    }
  }
  return (found - to) >> 2;
}

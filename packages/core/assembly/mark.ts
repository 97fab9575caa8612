// Adds a pattern to the rows of a picture and subtracts it from them, sixteen pixels at a time, in whole numbers. The caller lays out the memory: see
// src/kernels/mark/wasm-mark.ts.

/** Bits of the fractions of a code value. */
const BITS: i32 = 12;
/** Pixels that are worked on together. */
const TOGETHER: usize = 16;

/**
 * Interpolates a row of a grid to the picture's width.
 * @param cells - Address of the row's cells, f32.
 * @param before - Address of `width` i32: the cell before each pixel.
 * @param after - The same of the cell after it.
 * @param share - Address of `width` f32: the share of the cell after it.
 * @param scale - Times which the cells are taken.
 * @param wide - Receives `width` i32.
 */
export function widen(cells: usize, before: usize, after: usize, share: usize, width: usize, scale: f64, wide: usize): void {
  for (let at: usize = 0; at < width << 2; at += 4) {
    const one = <f64>load<f32>(cells + (load<u32>(before + at) << 2));
    const other = <f64>load<f32>(cells + (load<u32>(after + at) << 2));
    const value = scale * (one + <f64>load<f32>(share + at) * (other - one));
    // As Math.round: halves go up.
    const above = Math.ceil(value);
    store<i32>(wide + at, <i32>(above - 0.5 > value ? above - 1 : above));
  }
}

/** Four values of the pattern between two rows of the grid. */
function between(above: usize, below: usize, part: v128): v128 {
  const one = v128.load(above);
  return i32x4.add(one, i32x4.shr_s(i32x4.mul(i32x4.sub(v128.load(below), one), part), 8));
}

/** Eight numbers of 16 bits: pixels with the pattern added. */
function plus(low: v128, high: v128, valueLow: v128, valueHigh: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(low, valueLow), BITS), i32x4.shr_s(i32x4.add(high, valueHigh), BITS));
}
/** The same with the pattern subtracted. */
function minus(low: v128, high: v128, valueLow: v128, valueHigh: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.sub(low, valueLow), BITS), i32x4.shr_s(i32x4.sub(high, valueHigh), BITS));
}

/**
 * Writes both versions of a row.
 * @param luma - Address of `width` bytes.
 * @param above - Address of the widened row of the grid above, `width` i32; `below` of the one below.
 * @param part - The share of the row below, in parts of 256.
 * @param dither - Address of `width` i16.
 * @param a - Receives the row with the pattern added; `b` the one with it subtracted.
 * @returns The sum of squares of what is added; 8192 pixels of 255² fit 32 bits.
 */
export function markRow(luma: usize, width: usize, above: usize, below: usize, part: i32, dither: usize, a: usize, b: usize): i32 {
  const parts = i32x4.splat(part);
  let sums = i32x4.splat(0);
  let x: usize = 0;
  for (; x + TOGETHER <= width; x += TOGETHER) {
    const own = v128.load(luma + x);
    const lines = x << 2;
    const value0 = between(above + lines, below + lines, parts);
    const value1 = between(above + lines + 16, below + lines + 16, parts);
    const value2 = between(above + lines + 32, below + lines + 32, parts);
    const value3 = between(above + lines + 48, below + lines + 48, parts);
    const dither0 = v128.load(dither + (x << 1));
    const dither1 = v128.load(dither + (x << 1) + 16);
    const ownLow = i16x8.extend_low_i8x16_u(own);
    const ownHigh = i16x8.extend_high_i8x16_u(own);
    const level0 = i32x4.add(i32x4.shl(i32x4.extend_low_i16x8_s(ownLow), BITS), i32x4.extend_low_i16x8_s(dither0));
    const level1 = i32x4.add(i32x4.shl(i32x4.extend_high_i16x8_s(ownLow), BITS), i32x4.extend_high_i16x8_s(dither0));
    const level2 = i32x4.add(i32x4.shl(i32x4.extend_low_i16x8_s(ownHigh), BITS), i32x4.extend_low_i16x8_s(dither1));
    const level3 = i32x4.add(i32x4.shl(i32x4.extend_high_i16x8_s(ownHigh), BITS), i32x4.extend_high_i16x8_s(dither1));
    const added = i8x16.narrow_i16x8_u(plus(level0, level1, value0, value1), plus(level2, level3, value2, value3));
    v128.store(a + x, added);
    v128.store(b + x, i8x16.narrow_i16x8_u(minus(level0, level1, value0, value1), minus(level2, level3, value2, value3)));
    const changeLow = i16x8.sub(i16x8.extend_low_i8x16_u(added), ownLow);
    const changeHigh = i16x8.sub(i16x8.extend_high_i8x16_u(added), ownHigh);
    sums = i32x4.add(sums, i32x4.add(i32x4.dot_i16x8_s(changeLow, changeLow), i32x4.dot_i16x8_s(changeHigh, changeHigh)));
  }
  let sum = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  for (; x < width; x++) {
    const one = load<i32>(above + (x << 2));
    const value = one + (((load<i32>(below + (x << 2)) - one) * part) >> 8);
    const own = <i32>load<u8>(luma + x);
    const level = (own << BITS) + <i32>load<i16>(dither + (x << 1));
    const added = min(255, max(0, (level + value) >> BITS));
    store<u8>(a + x, added);
    store<u8>(b + x, min(255, max(0, (level - value) >> BITS)));
    sum += (added - own) * (added - own);
  }
  return sum;
}

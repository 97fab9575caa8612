// Second differences of the luma across lines, eight pixels at a time. All numbers are whole, so that the order of the sums does not matter. The caller lays out
// the memory: see src/kernels/bends/wasm-bends.ts.

/** Parts that a line is cut into. */
const PARTS: usize = 9;
/** Pixels that are worked on together. */
const TOGETHER: usize = 8;

/** |before - 2 middle + after| of eight pixels, up to the cap. */
function bends(before: usize, middle: usize, after: usize, cap: v128): v128 {
  const twice = i16x8.shl(v128.load8x8_u(middle), 1);
  const bend = i16x8.sub(i16x8.add(v128.load8x8_u(before), v128.load8x8_u(after)), twice);
  return i16x8.min_u(i16x8.abs(bend), cap);
}

/**
 * Sums the bends of each column and of each row, in nine parts of it.
 * @param picture - Address of its bytes, `width` in a row, with 8 more before and after them.
 * @param cap - The most that one pixel counts.
 * @param cuts - Address of u32: where the ten borders of the parts of a column lie, then those of a row.
 * @param line - Address of room for a row of u16, and 8 more.
 * @param across - Receives for each part a row of `width` u16: the sums of the columns, bent along the rows. Room for 8 more.
 * @param down - Receives for each row the sums of its nine parts, u16, bent across the rows; of the first and the last row zeros.
 */
export function sumBends(
  picture: usize,
  width: usize,
  height: usize,
  cap: i32,
  cuts: usize,
  line: usize,
  across: usize,
  down: usize,
): void {
  const most = i16x8.splat(<i16>cap);
  for (let part: usize = 0; part < PARTS; part++) {
    const sums = across + 2 * part * width;
    for (let x: usize = 0; x < width; x += TOGETHER) {
      let sum = i16x8.splat(0);
      const end = picture + load<u32>(cuts + 4 * part, 4) * width + x;
      for (let at = picture + load<u32>(cuts + 4 * part) * width + x; at < end; at += width) {
        sum = i16x8.add(sum, bends(at - 1, at, at + 1, most));
      }
      // What is written past the end of a row is written over by the next part.
      v128.store(sums + 2 * x, sum);
    }
  }
  const columns = cuts + 4 * (PARTS + 1);
  for (let y: usize = 1; y < height - 1; y++) {
    const row = picture + y * width;
    for (let x: usize = 0; x < width; x += TOGETHER) {
      v128.store(line + 2 * x, bends(row + x - width, row + x, row + x + width, most));
    }
    const sums = down + 2 * y * PARTS;
    for (let part: usize = 0; part < PARTS; part++) {
      let at = line + 2 * load<u32>(columns + 4 * part);
      const end = line + 2 * load<u32>(columns + 4 * part, 4);
      let eight = i16x8.splat(0);
      for (; at + 16 <= end; at += 16) eight = i16x8.add(eight, v128.load(at));
      const four = i32x4.extadd_pairwise_i16x8_u(eight);
      let sum = i32x4.extract_lane(four, 0) + i32x4.extract_lane(four, 1) + i32x4.extract_lane(four, 2) + i32x4.extract_lane(four, 3);
      for (; at < end; at += 2) sum += load<u16>(at);
      store<u16>(sums + 2 * part, <u16>sum);
    }
  }
}

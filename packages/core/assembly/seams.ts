// What changes from one picture to the next, eight pixels at a time, and what neighbours share of it. All numbers are whole, so that the order of the sums does
// not matter. The caller lays out the memory: see src/kernels/seams/wasm-seams.ts.

/** Pixels that are worked on together. */
const TOGETHER: usize = 8;

/** Adds eight unsigned numbers of 16 bits to eight sums of 32. */
function addEight(sums: usize, eight: v128): void {
  v128.store(sums, i32x4.add(v128.load(sums), i32x4.extend_low_i16x8_u(eight)));
  v128.store(sums, i32x4.add(v128.load(sums, 16), i32x4.extend_high_i16x8_u(eight)), 16);
}

/** Adds what the neighbours of eight pixels do not share of their changes, and all of their changes. */
function addNeighbours(near: v128, far: v128, apart: usize, both: usize): void {
  addEight(apart, i16x8.abs(i16x8.sub(near, far)));
  addEight(both, i16x8.add(i16x8.abs(near), i16x8.abs(far)));
}

/**
 * Adds the changes between two pictures.
 * @param before - Address of a picture's bytes, `width` in a row, with 8 more behind it.
 * @param after - Address of the next picture.
 * @param noise - Change that is none, grey levels; what is more counts by what is more.
 * @param changes - Address of room for an i16 for each pixel, with 16 more bytes before and behind.
 * @param sums - Address of four sums of u32 for each pixel, one after the other, with room for 8 more behind each: what the pixels to the left and
 * right do not share, and all of their changes; the same of the pixels above and below.
 * @param step - Bytes from one of the four to the next.
 */
export function addChanges(
  before: usize,
  after: usize,
  width: usize,
  height: usize,
  noise: i32,
  changes: usize,
  sums: usize,
  step: usize,
): void {
  const size = width * height;
  const most = i16x8.splat(<i16>noise);
  const least = i16x8.neg(most);
  for (let at: usize = 0; at < size; at += TOGETHER) {
    const change = i16x8.sub(v128.load8x8_u(after + at), v128.load8x8_u(before + at));
    v128.store(changes + 2 * at, i16x8.sub(change, i16x8.max_s(least, i16x8.min_s(most, change))));
  }
  for (let at: usize = 0; at < size; at += TOGETHER) {
    const here = changes + 2 * at;
    addNeighbours(v128.load(here - 2), v128.load(here + 2), sums + 4 * at, sums + step + 4 * at);
  }
  for (let at: usize = width; at < size - width; at += TOGETHER) {
    const here = changes + 2 * at;
    addNeighbours(v128.load(here - 2 * width), v128.load(here + 2 * width), sums + 2 * step + 4 * at, sums + 3 * step + 4 * at);
  }
}

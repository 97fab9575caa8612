// Slides a window over a series: sums of products of small numbers, and of differing bits, at every place. The caller lays out the memory: see
// src/kernels/sliding/wasm-sliding.ts.

/** Values that are multiplied together. */
const TOGETHER: usize = 8;

/**
 * Sums the products of a window and a series at each place.
 * @param window - Address of the window's values as i16, zeros behind them up to a multiple of 8.
 * @param windowEnd - Address behind the zeros.
 * @param series - Address of the series, an i8 a value, with 8 bytes more behind it.
 * @param step - Values from one place to the next.
 * @param places - How many places.
 * @param sums - Receives an i32 for each place.
 */
export function products(window: usize, windowEnd: usize, series: usize, step: usize, places: u32, sums: usize): void {
  for (const end = sums + ((<usize>places) << 2); sums < end; sums += 4, series += step) {
    let sum = i32x4.splat(0);
    let at = series;
    for (let own = window; own < windowEnd; own += 2 * TOGETHER, at += TOGETHER)
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(own), v128.load8x8_s(at)));
    const total = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
    store<i32>(sums, total);
  }
}

/**
 * Counts the bits that differ between a window and a series at each place, where a mask has ones.
 * @param window - Address of the window's words of 64 bits.
 * @param masks - Bytes from a word of the window to its mask.
 * @param windowEnd - Address behind the window.
 * @param series - Address of the series, words of 64 bits.
 * @param places - How many places, a word apart.
 * @param sums - Receives an i32 for each place.
 */
export function differences(window: usize, masks: usize, windowEnd: usize, series: usize, places: u32, sums: usize): void {
  for (const end = sums + ((<usize>places) << 2); sums < end; sums += 4, series += 8) {
    let sum: i64 = 0;
    let at = series;
    for (let own = window; own < windowEnd; own += 8, at += 8) sum += popcnt((load<i64>(own) ^ load<i64>(at)) & load<i64>(own + masks));
    store<i32>(sums, <i32>sum);
  }
}

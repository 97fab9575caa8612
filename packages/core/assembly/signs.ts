// Signs of projections: products of a vector of 16-bit integers with the rows of a matrix, eight values at a time, against a threshold for each row. Integers, so that
// every kernel gives the same bits. The caller lays out the memory: see src/kernels/signs/wasm-signs.ts.

/**
 * Writes one bit for each row: whether its product is greater than its threshold.
 * @param values - Address of `length` i16, a multiple of eight.
 * @param matrix - Address of `rows` rows of `length` i16.
 * @param thresholds - Address of `rows` i32.
 * @param rows - A multiple of 32.
 * @param out - Receives `rows / 32` u32. The first row is the lowest bit.
 */
export function signs(values: usize, length: usize, matrix: usize, thresholds: usize, rows: usize, out: usize): void {
  const bytes: usize = 2 * length;
  for (let row: usize = 0; row < rows; row += 32) {
    let word: u32 = 0;
    for (let bit: u32 = 0; bit < 32; bit++) {
      let sum = i32x4.splat(0);
      for (let at: usize = 0; at < bytes; at += 16) {
        sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(values + at), v128.load(matrix + at)));
      }
      const product = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
      if (product > load<i32>(thresholds)) word |= 1 << bit;
      matrix += bytes;
      thresholds += 4;
    }
    store<u32>(out, word);
    out += 4;
  }
}

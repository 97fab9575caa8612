// A separable symmetric filter over a picture of 32-bit floats, four pixels at a time: rows, then columns. The sums are made in the order of the plain kernel, so that
// the bits are equal. The caller lays out the memory: see src/kernels/blur/wasm-blur.ts.

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
    for (let x: usize = 0; x < width; x += TOGETHER) {
      const middle = line + PIXEL * (x + radius);
      let sum = f32x4.mul(v128.load32_splat(weights), v128.load(middle));
      for (let at: usize = 1; at <= radius; at++) {
        const pair = f32x4.add(v128.load(middle - PIXEL * at), v128.load(middle + PIXEL * at));
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights + PIXEL * at), pair));
      }
      // What is written past the end of a row is written over by the next one.
      v128.store(out + PIXEL * x, sum);
    }
  }
  for (let y: usize = 0; y < height; y++) {
    const out = to + PIXEL * y * width;
    for (let x: usize = 0; x < width; x += TOGETHER) {
      let sum = f32x4.mul(v128.load32_splat(weights), v128.load(rows + PIXEL * (y * width + x)));
      for (let at: usize = 1; at <= radius; at++) {
        const above = y < at ? 0 : y - at;
        const below = y + at >= height ? height - 1 : y + at;
        const pair = f32x4.add(v128.load(rows + PIXEL * (above * width + x)), v128.load(rows + PIXEL * (below * width + x)));
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights + PIXEL * at), pair));
      }
      v128.store(out + PIXEL * x, sum);
    }
  }
}

/**
 * Shrinks a picture to `size` × `size` as PDQ does: two box filters along each axis, which make a tent (Jarosz, "Fast Image Convolutions",
 * SIGGRAPH 2001 course), then the nearest sample. In single precision, step by step, because the published hashes were computed so.
 * @param luma - `width * height` values; overwritten.
 * @returns A new `size * size` picture.
 */
export function shrinkByTent(luma: Float32Array, width: number, height: number, size: number): Float32Array {
  const scratch = new Float32Array(luma.length);
  const across = Math.ceil(width / (2 * size));
  const down = Math.ceil(height / (2 * size));
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < height; y++) boxFilter(luma, scratch, y * width, 1, width, across);
    for (let x = 0; x < width; x++) boxFilter(scratch, luma, x, width, height, down);
  }
  const picture = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    const row = Math.floor(((y + 0.5) * height) / size) * width;
    for (let x = 0; x < size; x++) picture[y * size + x] = luma[row + Math.floor(((x + 0.5) * width) / size)]!;
  }
  return picture;
}

/** Running mean over `window` samples around each one; at the ends over those that exist. An even window extends one further ahead. */
function boxFilter(input: Float32Array, output: Float32Array, at: number, stride: number, length: number, window: number): void {
  const ahead = window >> 1;
  const behind = window - ahead;
  let sum = 0;
  let count = 0;
  for (let i = -ahead; i < length; i++) {
    if (i + ahead < length) {
      sum = Math.fround(sum + input[at + (i + ahead) * stride]!);
      count++;
    }
    if (i - behind >= 0) {
      sum = Math.fround(sum - input[at + (i - behind) * stride]!);
      count--;
    }
    if (i >= 0) output[at + i * stride] = sum / count;
  }
}

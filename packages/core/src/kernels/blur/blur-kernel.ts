/** Blurs pictures of 32-bit floats by a symmetric filter. Every kernel gives the same bits. */
export interface BlurKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Blurs the rows and then the columns of a picture. Pixels beyond the edge repeat the edge. Hot loop: no checks.
   * @param picture - `width * height` values; only read.
   * @param weights - Weight of the middle, and of each distance from it, in pixels.
   * @returns A new picture.
   */
  blur(picture: Float32Array, width: number, height: number, weights: Float32Array): Float32Array;
}

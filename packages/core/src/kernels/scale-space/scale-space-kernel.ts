/** The pictures of one octave, valid until the kernel's next {@link ScaleSpaceKernel.start}. */
export interface OctavePictures {
  /** The first picture, and each one that was blurred further: one more than there are blurs. */
  readonly blurred: readonly Float32Array[];
  /** Each blurred picture minus the one before: one for each blur. */
  readonly differences: readonly Float32Array[];
}

/** The loops of a scale space over pictures of 32-bit floats. Every kernel gives the same bits. Hot loops: no checks. */
export interface ScaleSpaceKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /** Begins with another scale space: the pictures of the one before are written over. */
  start(): void;
  /**
   * Blurs the rows and then the columns of a picture. Pixels beyond the edge repeat the edge.
   * @param picture - `width * height` values; only read.
   * @param weights - Weight of the middle, and of each distance from it, in pixels.
   * @returns A new picture.
   */
  blur(picture: Float32Array, width: number, height: number, weights: Float32Array): Float32Array;
  /**
   * Blurs a picture further and further, and subtracts neighbours.
   * @param picture - `width * height` values, which become the first blurred picture.
   * @param blurs - The weights of each further blur, as {@link ScaleSpaceKernel.blur} takes them.
   */
  octave(picture: Float32Array, width: number, height: number, blurs: readonly Float32Array[]): OctavePictures;
  /**
   * Finds the pixels of a difference that are above or below all 26 neighbours in it and in those before and after it. Equal neighbours in the
   * same one are too near; in the others they may be equal.
   * @param differences - Of an octave of this kernel.
   * @param picture - Which of them; neither the first nor the last.
   * @param margin - Pixels from the edge to the next one that counts, 1 or more.
   * @param least - Least distance from zero, a 32-bit float.
   * @returns Numbers of pixels, in order.
   */
  extremes(
    differences: readonly Float32Array[],
    picture: number,
    width: number,
    height: number,
    margin: number,
    least: number,
  ): Uint32Array;
}

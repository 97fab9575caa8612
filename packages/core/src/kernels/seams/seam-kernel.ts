/** How far the changes of each pixel's two neighbours agree, along one axis. */
export interface NeighbourChanges {
  /** Sum of the differences between the two neighbours' changes, grey levels. */
  readonly apart: Uint32Array;
  /** Sum of the absolute changes of both, grey levels. */
  readonly both: Uint32Array;
}

/** The changes of a film, summed. Pixels at the picture's border along the axis are not valid. */
export interface FilmChanges {
  /** Of the pixels to the left and to the right. */
  readonly across: NeighbourChanges;
  /** Of the pixels above and below. */
  readonly down: NeighbourChanges;
}

/** Sums the changes of neighbouring pixels. Every kernel gives the same whole numbers. */
export interface SeamKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Sums the changes from each picture to the next. Hot loop: no checks.
   * @param pictures - Some thousand at most, `width * height` bytes each; only read.
   * @param noise - Change that counts as none, grey levels. Larger changes count by the excess.
   * @returns Sums that belong to the caller.
   */
  sum(pictures: readonly Uint8Array[], width: number, height: number, noise: number): FilmChanges;
}

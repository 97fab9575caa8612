/** What the neighbours of each pixel share of their changes, along one axis. */
export interface NeighbourChanges {
  /** Sum of what the two neighbours' changes differ by, grey levels. */
  readonly apart: Uint32Array;
  /** Sum of the changes of both, without their signs, grey levels. */
  readonly both: Uint32Array;
}

/** The changes of a film, summed. Pixels at the border of the picture along the axis are not to be read. */
export interface FilmChanges {
  /** Of the pixels to the left and to the right. */
  readonly across: NeighbourChanges;
  /** Of the pixels above and below. */
  readonly down: NeighbourChanges;
}

/** Sums what changes together. Every kernel gives the same whole numbers. */
export interface SeamKernel {
  /** What it runs on: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Sums the changes from each picture to the next. Hot loop: no checks.
   * @param pictures - Some thousand at most, `width * height` bytes each; only read.
   * @param noise - Change that is none, grey levels; what is more counts by what is more.
   * @returns Sums that belong to the caller.
   */
  sum(pictures: readonly Uint8Array[], width: number, height: number, noise: number): FilmChanges;
}

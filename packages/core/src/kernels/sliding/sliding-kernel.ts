/**
 * Compares a window with a series at every place where all of it meets the series: place 0, 1, 2 and so on, as many as there are. Every kernel
 * returns the same sums. A window longer than the series has no place.
 */
export interface SlidingKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Sums of products. Hot loop: no checks.
   * @param step - Values from one place of the series to the next, at least 1.
   * @returns A sum for each place, which the caller owns.
   */
  products(window: Int8Array, series: Int8Array, step: number): Int32Array;
  /**
   * Numbers of differing bits. Hot loop: no checks.
   * @param window - Two words of 32 bits for each moment.
   * @param mask - As long as the window: ones where bits are compared.
   * @param series - Two words for each moment. The places are a moment apart.
   * @returns A number for each place, which the caller owns.
   */
  differences(window: Uint32Array, mask: Uint32Array, series: Uint32Array): Int32Array;
}

/** How many places a window has in a series. @param step - Values from one place to the next. */
export function placesOf(window: number, series: number, step: number): number {
  return Math.max(0, Math.floor((series - window) / step) + 1);
}

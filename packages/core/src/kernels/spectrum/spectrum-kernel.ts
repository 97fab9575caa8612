/**
 * Measures power spectra of real samples: a complex transform of half the length over the even and the odd samples, which are separated
 * afterwards. Each stage writes its output in the order in which the next one reads it (T. G. Stockham, "High-speed convolution and
 * correlation", 1966), four points at a time. Every kernel does the same operations in the same order in double precision: results are
 * equal to the last bit.
 */
export interface SpectrumKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /** Samples in, a power of two. */
  readonly size: number;
  /**
   * Measures the squared magnitude of each frequency, unscaled. Hot loop: no checks, no allocation.
   * @param samples - `size` samples, already windowed; only read.
   * @param power - Receives `size / 2` values, from 0 Hz up. The Nyquist frequency is left out.
   */
  measure(samples: Float64Array, power: Float64Array): void;
}

/** Smallest number of samples. */
export const FEWEST_SAMPLES = 16;

/** Cosine and minus sine of `2π k / points`, two arrays of `points` numbers in one. */
export function twiddlesOf(points: number): Float64Array {
  const table = new Float64Array(2 * points);
  for (let k = 0; k < points; k++) {
    table[k] = Math.cos((2 * Math.PI * k) / points);
    table[points + k] = -Math.sin((2 * Math.PI * k) / points);
  }
  return table;
}

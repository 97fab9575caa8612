/**
 * Power spectrum of real samples: a complex transform of half the length over the even and the odd samples, split afterwards.
 * Cooley and Tukey, "An algorithm for the machine calculation of complex Fourier series", 1965; its tables are made once.
 */
export class PowerSpectrum {
  /** Samples in, a power of two. */
  readonly size: number;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;
  readonly #order: Uint16Array;
  /** Cosine and sine of `2π k / size`. */
  readonly #cosine: Float64Array;
  readonly #sine: Float64Array;

  /** @param size - Samples in: a power of two from 4 to 65536. */
  constructor(size: number) {
    if (!(size >= 4 && size <= 65_536 && (size & (size - 1)) === 0)) {
      throw new RangeError(`size must be a power of two from 4 to 65536, got ${size}`);
    }
    const half = size / 2;
    this.size = size;
    this.#real = new Float64Array(half);
    this.#imaginary = new Float64Array(half);
    this.#cosine = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sine = Float64Array.from({ length: half }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    this.#order = new Uint16Array(half);
    const bits = Math.log2(half);
    for (let k = 1; k < half; k++) this.#order[k] = (this.#order[k >> 1]! >> 1) | ((k & 1) << (bits - 1));
  }

  /**
   * Measures the squared magnitude of each frequency, unscaled.
   * @param samples - `size` samples, already windowed; only read.
   * @param power - Receives `size / 2` values, from 0 Hz up. The Nyquist frequency is left out.
   */
  measure(samples: Float64Array, power: Float64Array): void {
    const half = this.size / 2;
    const real = this.#real;
    const imaginary = this.#imaginary;
    for (let k = 0; k < half; k++) {
      const at = this.#order[k]!;
      real[k] = samples[2 * at]!;
      imaginary[k] = samples[2 * at + 1]!;
    }
    this.#transform();
    power[0] = (real[0]! + imaginary[0]!) ** 2;
    for (let k = 1; k < half; k++) {
      // The even samples' transform is what of Z is symmetric, the odd samples' what is antisymmetric.
      const mirror = half - k;
      const evenReal = (real[k]! + real[mirror]!) / 2;
      const evenImaginary = (imaginary[k]! - imaginary[mirror]!) / 2;
      const oddReal = (imaginary[k]! + imaginary[mirror]!) / 2;
      const oddImaginary = (real[mirror]! - real[k]!) / 2;
      const re = evenReal + this.#cosine[k]! * oddReal + this.#sine[k]! * oddImaginary;
      const im = evenImaginary + this.#cosine[k]! * oddImaginary - this.#sine[k]! * oddReal;
      power[k] = re * re + im * im;
    }
  }

  /** The complex transform in place. Hot loop: no checks, no allocation. */
  #transform(): void {
    const half = this.size / 2;
    const real = this.#real;
    const imaginary = this.#imaginary;
    const cosine = this.#cosine;
    const sine = this.#sine;
    for (let span = 1; span < half; span *= 2) {
      const stride = half / span;
      for (let k = 0; k < span; k++) {
        const wr = cosine[k * stride]!;
        const wi = -sine[k * stride]!;
        for (let low = k; low < half; low += 2 * span) {
          const high = low + span;
          const hr = real[high]! * wr - imaginary[high]! * wi;
          const hi = real[high]! * wi + imaginary[high]! * wr;
          real[high] = real[low]! - hr;
          imaginary[high] = imaginary[low]! - hi;
          real[low] = real[low]! + hr;
          imaginary[low] = imaginary[low]! + hi;
        }
      }
    }
  }
}

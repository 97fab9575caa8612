import { type SpectrumKernel, twiddlesOf } from './spectrum-kernel.ts';

/** The kernel in plain JavaScript. */
export class PlainSpectrum implements SpectrumKernel {
  readonly kind = 'plain';
  readonly size: number;
  readonly #points: number;
  readonly #twiddles: Float64Array;
  /** Table for all samples, twice as many points: the first half of each. */
  readonly #split: Float64Array;
  /** Real and then imaginary parts: the input and the output of a stage. */
  #from: Float64Array;
  #to: Float64Array;

  /** @param size - Samples in: a power of two from 16. */
  constructor(size: number) {
    this.size = size;
    this.#points = size / 2;
    this.#twiddles = twiddlesOf(this.#points);
    this.#split = twiddlesOf(size);
    this.#from = new Float64Array(size);
    this.#to = new Float64Array(size);
  }

  measure(samples: Float64Array, power: Float64Array): void {
    const points = this.#points;
    for (let k = 0; k < points; k++) {
      this.#to[k] = samples[2 * k]!;
      this.#to[points + k] = samples[2 * k + 1]!;
    }
    let stride = 1;
    for (; 4 * stride <= points; stride *= 4) fourths(this.#swap(), this.#to, points, stride, this.#twiddles);
    if (stride < points) halves(this.#swap(), this.#to, points);
    magnitudes(this.#to, this.size, this.#split, power);
  }

  /** The last output is the next input. */
  #swap(): Float64Array {
    const written = this.#to;
    this.#to = this.#from;
    this.#from = written;
    return written;
  }
}

/** A stage that combines four points each. */
function fourths(from: Float64Array, to: Float64Array, points: number, stride: number, twiddles: Float64Array): void {
  const apart = points >> 2;
  for (let p = 0, at = 0, out = 0; at < apart; p++, out += 3 * stride) {
    const w1 = p * stride;
    const w2 = 2 * w1;
    const w3 = 3 * w1;
    for (const end = at + stride; at < end; at++, out++) {
      const ar = from[at]!;
      const ai = from[points + at]!;
      const br = from[at + apart]!;
      const bi = from[points + at + apart]!;
      const cr = from[at + 2 * apart]!;
      const ci = from[points + at + 2 * apart]!;
      const dr = from[at + 3 * apart]!;
      const di = from[points + at + 3 * apart]!;
      const t1r = ar - cr + (bi - di);
      const t1i = ai - ci - (br - dr);
      const t2r = ar + cr - (br + dr);
      const t2i = ai + ci - (bi + di);
      const t3r = ar - cr - (bi - di);
      const t3i = ai - ci + (br - dr);
      to[out] = ar + cr + (br + dr);
      to[points + out] = ai + ci + (bi + di);
      to[out + stride] = t1r * twiddles[w1]! - t1i * twiddles[points + w1]!;
      to[points + out + stride] = t1r * twiddles[points + w1]! + t1i * twiddles[w1]!;
      to[out + 2 * stride] = t2r * twiddles[w2]! - t2i * twiddles[points + w2]!;
      to[points + out + 2 * stride] = t2r * twiddles[points + w2]! + t2i * twiddles[w2]!;
      to[out + 3 * stride] = t3r * twiddles[w3]! - t3i * twiddles[points + w3]!;
      to[points + out + 3 * stride] = t3r * twiddles[points + w3]! + t3i * twiddles[w3]!;
    }
  }
}

/** The last stage where the points are no power of four: sums and differences of the halves. */
function halves(from: Float64Array, to: Float64Array, points: number): void {
  const half = points / 2;
  for (let at = 0; at < 2 * points; at += points) {
    for (let k = at; k < at + half; k++) {
      to[k] = from[k]! + from[k + half]!;
      to[k + half] = from[k]! - from[k + half]!;
    }
  }
}

/** The even samples' transform is the symmetric part of the complex one, the odd samples' the antisymmetric part. */
function magnitudes(transform: Float64Array, size: number, split: Float64Array, power: Float64Array): void {
  const points = size / 2;
  const sum = transform[0]! + transform[points]!;
  power[0] = sum * sum;
  for (let k = 1; k < points; k++) {
    const zr = transform[k]!;
    const zi = transform[points + k]!;
    const mr = transform[points - k]!;
    const mi = transform[2 * points - k]!;
    const cosine = split[k]!;
    const sine = split[size + k]!;
    const evenReal = (zr + mr) * 0.5;
    const evenImaginary = (zi - mi) * 0.5;
    const oddReal = (zi + mi) * 0.5;
    const oddImaginary = (mr - zr) * 0.5;
    const re = evenReal + cosine * oddReal - sine * oddImaginary;
    const im = evenImaginary + cosine * oddImaginary + sine * oddReal;
    power[k] = re * re + im * im;
  }
}

import { createHash } from 'node:crypto';

/**
 * A seeded source of random numbers (sfc32 by Chris Doty-Humphrey, seeded with SHA-256 of a text). The same seed gives the same
 * draws on every machine, and {@link Random.fork} gives each query its own stream, so that leaving one attack out changes no other.
 */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#seed = seed;
    const digest = createHash('sha256').update(seed).digest();
    this.#a = digest.readInt32LE(0);
    this.#b = digest.readInt32LE(4);
    this.#c = digest.readInt32LE(8);
  }

  /** An independent stream named `name`; this one does not advance. */
  fork(name: string): Random {
    return new Random(`${this.#seed}/${name}`);
  }

  /** The next number, 0 included to 1 excluded. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A number from `min` to `max` in steps of a thousandth, so that recipes read well. */
  between(min: number, max: number): number {
    return Math.round((min + (max - min) * this.next()) * 1000) / 1000;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** Whether an event of probability `probability` happens. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('list must have at least one entry, got none');
    return list[this.integer(0, list.length - 1)] as T;
  }

  /** A shuffled copy (Fisher and Yates). */
  shuffle<T>(list: readonly T[]): T[] {
    const shuffled = [...list];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }
}

const SIZE = 624;

/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998) as Python's `random` seeds it with a small whole number. ISO 24138 draws its
 * constants from it.
 */
export class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  #at = SIZE;

  /** @param seed - A whole number from 0 to 2^32 - 1. */
  constructor(seed: number) {
    const state = this.#state;
    // The published way to seed by an array of keys, with one key.
    state[0] = 19650218;
    for (let at = 1; at < SIZE; at++) state[at] = Math.imul(1812433253, mixed(state[at - 1]!)) + at;
    let at = 1;
    const step = (factor: number, added: number, sign: 1 | -1) => {
      state[at] = (state[at]! ^ Math.imul(mixed(state[at - 1]!), factor)) + sign * added;
      at++;
      if (at < SIZE) return;
      state[0] = state[SIZE - 1]!;
      at = 1;
    };
    for (let count = 0; count < SIZE; count++) step(1664525, seed, 1);
    for (let count = 1; count < SIZE; count++) step(1566083941, at, -1);
    state[0] = 0x80000000;
  }

  /** A whole number from 0 to `count` - 1, all equally likely. */
  below(count: number): number {
    const bits = Math.floor(Math.log2(count)) + 1;
    for (;;) {
      const drawn = this.#next() >>> (32 - bits);
      if (drawn < count) return drawn;
    }
  }

  #next(): number {
    if (this.#at === SIZE) this.#twist();
    let word = this.#state[this.#at++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let at = 0; at < SIZE; at++) {
      const pair = (state[at]! & 0x80000000) | (state[(at + 1) % SIZE]! & 0x7fffffff);
      state[at] = state[(at + 397) % SIZE]! ^ (pair >>> 1) ^ (pair & 1 ? 0x9908b0df : 0);
    }
    this.#at = 0;
  }
}

function mixed(word: number): number {
  return word ^ (word >>> 30);
}

import { ADDENDS, FACTORS } from './iscc-constants.ts';

const COUNT = FACTORS.length;
const [FACTOR_WORDS, ADDEND_WORDS] = [FACTORS, ADDENDS].map(wordsOf) as [Uint32Array, Uint32Array];

/** Low and high word of each number. */
function wordsOf(numbers: BigUint64Array): Uint32Array {
  return Uint32Array.from([...numbers].flatMap((number) => [Number(number & 0xffffffffn), Number(number >> 32n)]));
}

/**
 * MinHash as ISO 24138 has it: for each of 64 random orders of all 32-bit numbers, the first of the numbers that were added. Two sets that share
 * much have many of the 64 in common.
 */
export class MinHash {
  readonly #least = new Uint32Array(COUNT).fill(0xffffffff);

  /** Adds a number of 32 bits. */
  add(feature: number): void {
    const [low, high] = [feature & 0xffff, feature >>> 16];
    for (let at = 0; at < COUNT; at++) {
      const order = place(FACTOR_WORDS[2 * at]!, FACTOR_WORDS[2 * at + 1]!, ADDEND_WORDS[2 * at]!, ADDEND_WORDS[2 * at + 1]!, low, high);
      if (order < this.#least[at]!) this.#least[at] = order;
    }
  }

  /** The four lowest bits of each of the 64 numbers: the lowest ones first. 256 bits. */
  digest(): Uint8Array {
    const digest = new Uint8Array(COUNT / 2);
    for (let bit = 0; bit < 4 * COUNT; bit++) {
      if ((this.#least[bit % COUNT]! >>> Math.floor(bit / COUNT)) & 1) digest[bit >>> 3]! |= 0x80 >>> (bit & 7);
    }
    return digest;
  }
}

/**
 * ((factor × feature + addend) mod 2^64) mod (2^61 − 1), the lowest 32 bits of it. All numbers come in words, or halves of them, so that doubles
 * hold every product exactly: with big integers a gigabyte took four times as long.
 */
function place(factorLow: number, factorHigh: number, addendLow: number, addendHigh: number, low: number, high: number): number {
  const [factor0, factor1] = [factorLow & 0xffff, factorLow >>> 16];
  const middle = factor0 * high + factor1 * low;
  const bottom = factor0 * low + (middle % 0x10000) * 0x10000;
  const top = factor1 * high + Math.floor(middle / 0x10000) + Math.floor(bottom / 0x100000000);
  const sumLow = (bottom >>> 0) + addendLow;
  const carry = sumLow > 0xffffffff ? 1 : 0;
  const sumHigh = ((top >>> 0) + (Math.imul(factorHigh, (high << 16) | low) >>> 0) + addendHigh + carry) >>> 0;
  // 2^61 is 1 modulo the prime: the three highest bits are added at the bottom.
  const folded = (sumLow >>> 0) + (sumHigh >>> 29);
  const rest = (sumHigh & 0x1fffffff) + (folded > 0xffffffff ? 1 : 0);
  const isPast = rest > 0x1fffffff || (rest === 0x1fffffff && folded >>> 0 === 0xffffffff);
  return (folded + (isPast ? 1 : 0)) >>> 0;
}

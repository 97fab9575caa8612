import type { Projections, SignsKernel } from './signs-kernel.ts';

/** The kernel in plain JavaScript. */
export function createPlainSigns({ length, matrix, thresholds }: Projections): SignsKernel {
  return {
    kind: 'plain',
    signs(values, words, at) {
      for (let row = 0; row < thresholds.length; row++) {
        let product = 0;
        for (let value = 0; value < length; value++) product += matrix[row * length + value]! * values[value]!;
        const word = at + (row >> 5);
        const bit = 1 << (row & 31);
        words[word] = product > thresholds[row]! ? words[word]! | bit : words[word]! & ~bit;
      }
    },
  };
}

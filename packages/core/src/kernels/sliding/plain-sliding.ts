import { popcount32 } from '../hamming/hamming.ts';
import { placesOf, type SlidingKernel } from './sliding-kernel.ts';

/** Words of 32 bits for a moment. */
const WORDS = 2;

/** The kernel in plain JavaScript: the oracle in tests, and the substitute in engines that cannot run the compiled one. */
export const plainSliding: SlidingKernel = {
  kind: 'plain',
  products(window, series, step) {
    const sums = new Int32Array(placesOf(window.length, series.length, step));
    for (let place = 0; place < sums.length; place++) {
      let sum = 0;
      for (let at = 0; at < window.length; at++) sum += window[at]! * series[place * step + at]!;
      sums[place] = sum;
    }
    return sums;
  },
  differences(window, mask, series) {
    const sums = new Int32Array(placesOf(window.length, series.length, WORDS));
    for (let place = 0; place < sums.length; place++) {
      let sum = 0;
      for (let at = 0; at < window.length; at++) sum += popcount32((window[at]! ^ series[place * WORDS + at]!) & mask[at]!);
      sums[place] = sum;
    }
    return sums;
  },
};

import { instantiate, type KernelExports } from '../web-assembly.ts';
import { plainSliding } from './plain-sliding.ts';
import { BYTES } from './sliding-bytes.ts';
import { placesOf, type SlidingKernel } from './sliding-kernel.ts';

/** What assembly/sliding.ts exports. */
interface SlidingExports extends KernelExports {
  products(window: number, windowEnd: number, series: number, step: number, places: number, sums: number): void;
  differences(window: number, masks: number, windowEnd: number, series: number, places: number, sums: number): void;
}

/** Places whose sums are taken at once. */
const PLACES = 8192;
/** Bytes of a window, and of its mask. */
const WINDOW = 16_384;
/** Bytes of the series that are held at once, with those of the last window. */
const SERIES = 180_224;
/** Values that are multiplied together. */
const TOGETHER = 8;
/** Words of 32 bits for a moment, and bytes. */
const [WORDS, MOMENT] = [2, 8] as const;
// Offsets in the kernel's memory, bytes.
const MASK = WINDOW;
const SUMS = 2 * WINDOW;
const HELD = SUMS + 4 * PLACES;

/**
 * The kernel in WebAssembly. The plain kernel takes windows that are longer than its memory.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly or its vectors.
 */
export function createWasmSliding(): SlidingKernel | undefined {
  const exports = instantiate<SlidingExports>(BYTES);
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const ownValues = new Int16Array(buffer, 0, WINDOW / 2);
  const [ownWords, ownMask] = [new Uint32Array(buffer, 0, WINDOW / 4), new Uint32Array(buffer, MASK, WINDOW / 4)];
  const sums = new Int32Array(buffer, SUMS, PLACES);
  const [values, words] = [new Int8Array(buffer, HELD, SERIES), new Uint32Array(buffer, HELD, SERIES / 4)];

  return {
    kind: 'wasm',
    products(window, series, step) {
      const padded = Math.ceil(window.length / TOGETHER) * TOGETHER;
      const together = Math.min(PLACES, Math.floor((SERIES - padded) / step));
      if (2 * padded > WINDOW || together < 1) return plainSliding.products(window, series, step);
      ownValues.set(window);
      ownValues.fill(0, window.length, padded);
      const result = new Int32Array(placesOf(window.length, series.length, step));
      for (let place = 0; place < result.length; place += together) {
        const count = Math.min(together, result.length - place);
        values.set(series.subarray(place * step, (place + count - 1) * step + padded));
        exports.products(0, 2 * padded, HELD, step, count, SUMS);
        result.set(sums.subarray(0, count), place);
      }
      return result;
    },
    differences(window, mask, series) {
      const together = Math.min(PLACES, SERIES / MOMENT - window.length / WORDS);
      if (4 * window.length > WINDOW || together < 1) return plainSliding.differences(window, mask, series);
      ownWords.set(window);
      ownMask.set(mask);
      const result = new Int32Array(placesOf(window.length, series.length, WORDS));
      for (let place = 0; place < result.length; place += together) {
        const count = Math.min(together, result.length - place);
        words.set(series.subarray(place * WORDS, (place + count - 1) * WORDS + window.length));
        exports.differences(0, MASK, 4 * window.length, HELD, count, SUMS);
        result.set(sums.subarray(0, count), place);
      }
      return result;
    },
  };
}

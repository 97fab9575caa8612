import { instantiate, type KernelExports } from '../web-assembly.ts';
import { BYTES } from './signs-bytes.ts';
import type { Projections, SignsKernel } from './signs-kernel.ts';

/** What assembly/signs.ts exports. */
interface SignsExports extends KernelExports {
  signs(values: number, length: number, matrix: number, thresholds: number, rows: number, out: number): void;
}

/**
 * The kernel in WebAssembly, eight values in one vector.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly SIMD, and for projections that its memory does not hold.
 */
export function createWasmSigns({ length, matrix, thresholds }: Projections): SignsKernel | undefined {
  const exports = instantiate<SignsExports>(BYTES);
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const rows = thresholds.length;
  // Each begins at a multiple of 16 bytes.
  const matrixAt = 2 * length;
  const thresholdsAt = matrixAt + matrix.byteLength;
  const wordsAt = thresholdsAt + thresholds.byteLength;
  if (wordsAt + rows / 8 > buffer.byteLength) return undefined;
  const vector = new Int16Array(buffer, 0, length);
  new Int16Array(buffer, matrixAt, matrix.length).set(matrix);
  new Int32Array(buffer, thresholdsAt, rows).set(thresholds);
  const result = new Uint32Array(buffer, wordsAt, rows / 32);
  return {
    kind: 'wasm',
    signs(values, words, at) {
      vector.set(values);
      exports.signs(0, length, matrixAt, thresholdsAt, rows, wordsAt);
      words.set(result, at);
    },
  };
}

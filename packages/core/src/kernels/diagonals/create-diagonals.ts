import type { DiagonalKernel } from './diagonal-kernel.ts';
import { plainDiagonals } from './plain-diagonals.ts';
import { createWasmDiagonals } from './wasm-diagonals.ts';

/** The fastest kernel of this engine. It belongs to one thread and owns 192 KiB of memory. */
export function createDiagonalKernel(): DiagonalKernel {
  return createWasmDiagonals() ?? plainDiagonals;
}

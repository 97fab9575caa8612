import type { DctKernel } from '../kernels/dct/dct-kernel.ts';
import { plainDct } from '../kernels/dct/plain-dct.ts';
import { createWasmDct } from '../kernels/dct/wasm-dct.ts';

export { SPECTRUM_PICTURE_SIZE, SPECTRUM_SIZE } from '../kernels/dct/dct-kernel.ts';

/** This thread's kernel, after the first transform. */
let kernel: DctKernel | undefined;

/** The low frequencies of a 64 × 64 picture, by the fastest kernel of this engine: see {@link DctKernel.lowFrequencies}. */
export function lowFrequencies(picture: ArrayLike<number>, spectrum: Float64Array): void {
  kernel ??= createWasmDct() ?? plainDct;
  kernel.lowFrequencies(picture, spectrum);
}

/** Standard deviation of the pixels of a 64 × 64 picture. */
export function spreadOf(picture: Uint8Array): number {
  kernel ??= createWasmDct() ?? plainDct;
  return kernel.spread(picture);
}

import type { HammingKernel } from './hamming-kernel.ts';
import { PlainHamming } from './plain-hamming.ts';
import { WasmHamming } from './wasm-hamming.ts';

/**
 * The fastest kernel that runs here: compiled for hashes of 256 bits where there is WebAssembly, else plain JavaScript, with the same
 * results. It belongs to one thread and owns 128 KiB of memory, or less; each worker makes its own.
 * @param bits - Bits in a hash, a multiple of 32 up to 1024. @defaultValue 256
 * @throws RangeError for another number of bits.
 */
export function createHammingKernel(bits = 256): HammingKernel {
  return (bits === 256 ? WasmHamming.create() : undefined) ?? new PlainHamming(bits);
}

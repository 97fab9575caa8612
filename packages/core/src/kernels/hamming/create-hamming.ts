import type { HammingKernel } from './hamming-kernel.ts';
import { PlainHamming } from './plain-hamming.ts';
import { WasmHamming } from './wasm-hamming.ts';

/**
 * The fastest kernel of this engine, with equal results: compiled for hashes of 256 bits, else plain JavaScript. It belongs to one thread
 * and owns at most 128 KiB of memory; each worker makes its own.
 * @param bits - Bits in a hash, a multiple of 32 up to 1024. @defaultValue 256
 * @throws RangeError for another number of bits.
 */
export function createHammingKernel(bits = 256): HammingKernel {
  return (bits === 256 ? WasmHamming.create() : undefined) ?? new PlainHamming(bits);
}

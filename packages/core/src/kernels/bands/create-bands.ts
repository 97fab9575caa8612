import type { BandKernel, BandTable } from './band-kernel.ts';
import { PlainBands } from './plain-bands.ts';
import { WasmBands } from './wasm-bands.ts';

/**
 * The fastest kernel for a table, with equal results: compiled when the hashes have 256 bits and are in memory from `sharedBytes`, else
 * plain JavaScript. It belongs to one thread. A compiled one adds 64 KiB to the memory.
 */
export function createBandKernel(table: BandTable): BandKernel {
  return WasmBands.create(table) ?? new PlainBands(table);
}

import type { BandKernel, BandTable } from './band-kernel.ts';
import { PlainBands } from './plain-bands.ts';
import { WasmBands } from './wasm-bands.ts';

/**
 * The fastest kernel that runs on a table here, with the same results: compiled where the hashes have 256 bits and lie in memory from `sharedBytes`, else plain
 * JavaScript. It belongs to one thread; a compiled one adds 64 KiB to the memory.
 */
export function createBandKernel(table: BandTable): BandKernel {
  return WasmBands.create(table) ?? new PlainBands(table);
}

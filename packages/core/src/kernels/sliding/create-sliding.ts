import { plainSliding } from './plain-sliding.ts';
import type { SlidingKernel } from './sliding-kernel.ts';
import { createWasmSliding } from './wasm-sliding.ts';

/** The fastest kernel of this engine. It belongs to one thread and owns 256 KiB of memory. */
export function createSlidingKernel(): SlidingKernel {
  return createWasmSliding() ?? plainSliding;
}

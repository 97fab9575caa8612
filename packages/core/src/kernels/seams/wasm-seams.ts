import { instantiate, type KernelExports } from '../web-assembly.ts';
import { plainSeams } from './plain-seams.ts';
import type { SeamKernel } from './seam-kernel.ts';
import { BYTES } from './seams-bytes.ts';

/** What assembly/seams.ts exports. */
interface SeamExports extends KernelExports {
  addChanges(
    before: number,
    after: number,
    width: number,
    height: number,
    noise: number,
    changes: number,
    sums: number,
    step: number,
  ): void;
}

/** Most pixels of a picture. Hashed pictures have 256 on the longer side. */
const MOST_PIXELS = 256 * 256;
/** Bytes read and written past the ends, because eight pixels are processed at once. */
const SPARE = 64;

// Offsets in the kernel's memory, bytes.
const PICTURES = [SPARE, SPARE + MOST_PIXELS + SPARE] as const;
const CHANGES = PICTURES[1] + MOST_PIXELS + SPARE;
const SUMS = CHANGES + 2 * MOST_PIXELS + SPARE;
/** Distance of the four sums. */
const STEP = 4 * MOST_PIXELS + SPARE;

/**
 * The kernel in WebAssembly, eight pixels in one vector. The plain kernel takes larger pictures.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly SIMD.
 */
export function createWasmSeams(): SeamKernel | undefined {
  const exports = instantiate<SeamExports>(BYTES);
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const pictures = PICTURES.map((at) => new Uint8Array(buffer, at, MOST_PIXELS));
  const allSums = new Uint8Array(buffer, SUMS, 4 * STEP);
  return {
    kind: 'wasm',
    sum(films, width, height, noise) {
      const size = width * height;
      if (size > MOST_PIXELS) return plainSeams.sum(films, width, height, noise);
      allSums.fill(0);
      for (const [at, pixels] of films.entries()) {
        pictures[at % 2]!.set(pixels);
        if (at > 0) exports.addChanges(PICTURES[(at - 1) % 2]!, PICTURES[at % 2]!, width, height, noise, CHANGES, SUMS, STEP);
      }
      const sums = (number: number) => new Uint32Array(buffer, SUMS + number * STEP, size).slice();
      return { across: { apart: sums(0), both: sums(1) }, down: { apart: sums(2), both: sums(3) } };
    },
  };
}

import { cutsOf } from '../cuts.ts';
import { instantiate, type KernelExports } from '../web-assembly.ts';
import { BEND_PARTS, type BendKernel } from './bend-kernel.ts';
import { BYTES } from './bends-bytes.ts';
import { plainBends } from './plain-bends.ts';

/** What assembly/bends.ts exports. */
interface BendExports extends KernelExports {
  sumBends(picture: number, width: number, height: number, cap: number, cuts: number, line: number, across: number, down: number): void;
}

/** Most pixels of a picture, and of one of its sides. Hashed pictures have 256 on the longer side. */
const MOST_PIXELS = 256 * 256;
const MOST_SIDE = 1024;
/** Bytes read and written past the ends, because eight pixels are processed at once. */
const SPARE = 64;

// Offsets in the kernel's memory, bytes.
const PICTURE = SPARE;
const CUTS = PICTURE + MOST_PIXELS + SPARE;
const LINE = CUTS + 8 * (BEND_PARTS + 1);
const ACROSS = LINE + 2 * MOST_SIDE + SPARE;
const DOWN = ACROSS + 2 * BEND_PARTS * MOST_SIDE + SPARE;

/**
 * The kernel in WebAssembly, eight pixels in one vector. The plain kernel takes larger pictures.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly SIMD.
 */
export function createWasmBends(): BendKernel | undefined {
  const exports = instantiate<BendExports>(BYTES);
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const picture = new Uint8Array(buffer, PICTURE, MOST_PIXELS);
  const cuts = new Uint32Array(buffer, CUTS, 2 * (BEND_PARTS + 1));
  return {
    kind: 'wasm',
    measure(pixels, width, height, cap) {
      if (pixels.length > MOST_PIXELS || Math.max(width, height) > MOST_SIDE) return plainBends.measure(pixels, width, height, cap);
      picture.set(pixels);
      cuts.set(cutsOf(height, BEND_PARTS));
      cuts.set(cutsOf(width, BEND_PARTS), BEND_PARTS + 1);
      exports.sumBends(PICTURE, width, height, cap, CUTS, LINE, ACROSS, DOWN);
      return {
        across: new Uint16Array(buffer, ACROSS, BEND_PARTS * width),
        down: new Uint16Array(buffer, DOWN, BEND_PARTS * height),
      };
    },
  };
}

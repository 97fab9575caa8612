import { instantiate, type KernelExports } from '../web-assembly.ts';
import { BYTES } from './blur-bytes.ts';
import type { BlurKernel } from './blur-kernel.ts';
import { plainBlur } from './plain-blur.ts';

/** What assembly/blur.ts exports. */
interface BlurExports extends KernelExports {
  blur(from: number, width: number, height: number, weights: number, radius: number, line: number, rows: number, to: number): void;
}

/** Most pixels of a picture, and of one of its sides: described pictures have 256 on the longer side, and are doubled. */
const MOST_PIXELS = 512 * 512;
const MOST_SIDE = 1024;
/** Most weights. */
const MOST_WEIGHTS = 64;
/** Bytes past the ends, because four pixels are processed at once. */
const SPARE = 64;

// Offsets in the kernel's memory, bytes.
const WEIGHTS = SPARE;
const LINE = WEIGHTS + 4 * MOST_WEIGHTS;
const PICTURE = LINE + 4 * (MOST_SIDE + 2 * MOST_WEIGHTS) + SPARE;
const ROWS = PICTURE + 4 * MOST_PIXELS + SPARE;
const RESULT = ROWS + 4 * MOST_PIXELS + SPARE;

/**
 * The kernel in WebAssembly, four pixels in one vector. The plain kernel takes larger pictures.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly SIMD.
 */
export function createWasmBlur(): BlurKernel | undefined {
  const exports = instantiate<BlurExports>(BYTES);
  if (exports === undefined) return undefined;
  const memory = new Float32Array(exports.memory.buffer);
  return {
    kind: 'wasm',
    blur(picture, width, height, weights) {
      if (picture.length > MOST_PIXELS || Math.max(width, height) > MOST_SIDE || weights.length > MOST_WEIGHTS) {
        return plainBlur.blur(picture, width, height, weights);
      }
      memory.set(weights, WEIGHTS / 4);
      memory.set(picture, PICTURE / 4);
      exports.blur(PICTURE, width, height, WEIGHTS, weights.length - 1, LINE, ROWS, RESULT);
      return memory.slice(RESULT / 4, RESULT / 4 + picture.length);
    },
  };
}

import { instantiate, type KernelExports } from '../web-assembly.ts';
import { plainScaleSpace } from './plain-scale-space.ts';
import { BYTES } from './scale-space-bytes.ts';
import type { ScaleSpaceKernel } from './scale-space-kernel.ts';

/** What assembly/scale-space.ts exports. */
interface ScaleSpaceExports extends KernelExports {
  blur(from: number, width: number, height: number, weights: number, radius: number, line: number, rows: number, to: number): void;
  subtract(one: number, other: number, pixels: number, to: number): void;
  extremes(below: number, here: number, above: number, width: number, height: number, margin: number, least: number, to: number): number;
}

/** Most pixels of a picture, and of one of its sides: described pictures have 256 on the longer side, and are doubled. */
const MOST_PIXELS = 512 * 512;
const MOST_SIDE = 1024;
/** Most weights of a blur. */
const MOST_WEIGHTS = 64;
/** Bytes past the ends, because four pixels are processed at once. */
const SPARE = 64;

// Offsets in the kernel's memory, bytes.
const WEIGHTS = SPARE;
const LINE = WEIGHTS + 4 * MOST_WEIGHTS;
const ROWS = LINE + 4 * (MOST_SIDE + 2 * MOST_WEIGHTS) + SPARE;
/** Where a scale space begins. What does not fit is made in plain JavaScript. */
const PICTURES = ROWS + 4 * MOST_PIXELS + SPARE;

/**
 * The kernel in WebAssembly, four pixels in one vector. Its memory holds a scale space of a picture of 256 × 256 pixels at double size; the plain
 * kernel makes octaves that do not fit.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly SIMD.
 */
export function createWasmScaleSpace(): ScaleSpaceKernel | undefined {
  const exports = instantiate<ScaleSpaceExports>(BYTES);
  if (exports === undefined) return undefined;
  const memory = new Float32Array(exports.memory.buffer);
  let end = PICTURES;
  const take = (pixels: number): Float32Array => {
    const from = end;
    end += 4 * pixels + SPARE;
    return memory.subarray(from / 4, from / 4 + pixels);
  };
  const blurInto = (from: Float32Array, width: number, height: number, weights: Float32Array, to: Float32Array) => {
    memory.set(weights, WEIGHTS / 4);
    exports.blur(from.byteOffset, width, height, WEIGHTS, weights.length - 1, LINE, ROWS, to.byteOffset);
  };
  /** Whether so many pictures fit. */
  const fits = (pictures: number, width: number, height: number, blurs: readonly Float32Array[]) =>
    width * height <= MOST_PIXELS &&
    Math.max(width, height) <= MOST_SIDE &&
    blurs.every((weights) => weights.length <= MOST_WEIGHTS) &&
    end + pictures * (4 * width * height + SPARE) <= memory.byteLength;
  return {
    kind: 'wasm',
    start() {
      end = PICTURES;
    },
    blur(picture, width, height, weights) {
      if (!fits(2, width, height, [weights])) return plainScaleSpace.blur(picture, width, height, weights);
      const before = end;
      const [from, to] = [take(picture.length), take(picture.length)];
      from.set(picture);
      blurInto(from, width, height, weights, to);
      end = before;
      return to.slice();
    },
    octave(picture, width, height, blurs) {
      if (!fits(2 * blurs.length + 1, width, height, blurs)) return plainScaleSpace.octave(picture, width, height, blurs);
      const blurred = [take(picture.length)];
      blurred[0]!.set(picture);
      for (const weights of blurs) {
        const next = take(picture.length);
        blurInto(blurred.at(-1)!, width, height, weights, next);
        blurred.push(next);
      }
      const differences = blurs.map((_, at) => {
        const difference = take(picture.length);
        exports.subtract(blurred[at + 1]!.byteOffset, blurred[at]!.byteOffset, picture.length, difference.byteOffset);
        return difference;
      });
      return { blurred, differences };
    },
    extremes(differences, picture, width, height, margin, least) {
      const [below, here, above] = [differences[picture - 1]!, differences[picture]!, differences[picture + 1]!];
      if (here.buffer !== memory.buffer) return plainScaleSpace.extremes(differences, picture, width, height, margin, least);
      const count = exports.extremes(
        ...([below.byteOffset, here.byteOffset, above.byteOffset, width, height, margin, least, ROWS] as const),
      );
      return new Uint32Array(exports.memory.buffer, ROWS, count).slice();
    },
  };
}

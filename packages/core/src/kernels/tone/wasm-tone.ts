import { instantiate, type KernelExports } from '../web-assembly.ts';
import { BYTES } from './tone-bytes.ts';
import type { ToneKernel } from './tone-kernel.ts';

/** What assembly/tone.ts exports. */
interface ToneExports extends KernelExports {
  lookUp(picture: number, count: number, table: number): void;
}

/** Bytes in a block: a picture of 256 × 256. Larger ones take several blocks. */
const BLOCK = 256 * 256;
const PICTURE = 0;
const TABLE = PICTURE + BLOCK;

/**
 * The kernel in WebAssembly, sixteen bytes in one vector.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly SIMD.
 */
export function createWasmTone(): ToneKernel | undefined {
  const exports = instantiate<ToneExports>(BYTES);
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const block = new Uint8Array(buffer, PICTURE, BLOCK);
  const entries = new Uint8Array(buffer, TABLE, 256);
  return {
    kind: 'wasm',
    replace(pixels, table) {
      entries.set(table);
      for (let at = 0; at < pixels.length; at += BLOCK) {
        const part = pixels.subarray(at, at + BLOCK);
        block.set(part);
        exports.lookUp(PICTURE, part.length, TABLE);
        part.set(block.subarray(0, part.length));
      }
    },
  };
}

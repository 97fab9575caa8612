import { instantiate, type KernelExports } from '../web-assembly.ts';
import { BYTES } from './mark-bytes.ts';
import { ditherStart, FRACTION_BITS, type GridAxis, type MarkKernel, partOf } from './mark-kernel.ts';
import { plainMark } from './plain-mark.ts';

/** What assembly/mark.ts exports. */
interface MarkExports extends KernelExports {
  widen(cells: number, before: number, after: number, share: number, width: number, scale: number, wide: number): void;
  markRow(luma: number, width: number, above: number, below: number, part: number, dither: number, a: number, b: number): number;
}

/** Most pixels in a row: film of 8192. */
const MOST_WIDTH = 8192;
/** Most cells of a grid. */
const MOST_CELLS = 16_384;
/** Most numbers of dither. They are repeated by a row, so that none has to wrap round. */
const MOST_DITHER = 16_384;
/** Pixels of the rows that are copied in and out at once: they stay in the processor's cache. */
const BAND = 32_768;

// Offsets in the kernel's memory, bytes.
const CELLS = 64;
const BEFORE = CELLS + 4 * MOST_CELLS;
const AFTER = BEFORE + 4 * MOST_WIDTH;
const SHARE = AFTER + 4 * MOST_WIDTH;
const WIDE = SHARE + 4 * MOST_WIDTH;
const DITHER = WIDE + 8 * MOST_WIDTH;
const LUMA = DITHER + 2 * (MOST_DITHER + MOST_WIDTH);
const A = LUMA + BAND;
const B = A + BAND;

/**
 * The kernel in WebAssembly, sixteen pixels at a time. The plain kernel takes wider pictures and larger grids.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly SIMD.
 */
export function createWasmMark(): MarkKernel | undefined {
  const exports = instantiate<MarkExports>(BYTES);
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const bytes = new Uint8Array(buffer);
  const [longs, singles, shorts] = [new Int32Array(buffer), new Float32Array(buffer), new Int16Array(buffer)];
  const [bandA, bandB] = [new Uint8Array(buffer, A, BAND), new Uint8Array(buffer, B, BAND)];
  let [loadedAcross, loadedDither]: [GridAxis | undefined, Int16Array | undefined] = [undefined, undefined];
  return {
    kind: 'wasm',
    mark(luma, cells, columns, across, down, scale, dither, a, b) {
      const [width, height] = [across.share.length, down.share.length];
      if (width > MOST_WIDTH || cells.length > MOST_CELLS || dither.length > MOST_DITHER) {
        return plainMark.mark(luma, cells, columns, across, down, scale, dither, a, b);
      }
      const mask = dither.length - 1;
      singles.set(cells, CELLS / 4);
      if (loadedAcross !== across) {
        longs.set(across.before, BEFORE / 4);
        longs.set(across.after, AFTER / 4);
        singles.set(across.share, SHARE / 4);
        loadedAcross = across;
      }
      if (loadedDither !== dither) {
        for (let at = 0; at < dither.length + width; at++) shorts[DITHER / 2 + at] = dither[at & mask]!;
        loadedDither = dither;
      }
      let [odd, even] = [-1, -1];
      const widened = (row: number) => {
        const wide = WIDE + 4 * MOST_WIDTH * (row & 1);
        if ((row & 1 ? odd : even) === row) return wide;
        if (row & 1) odd = row;
        else even = row;
        exports.widen(CELLS + 4 * row * columns, BEFORE, AFTER, SHARE, width, scale * 2 ** FRACTION_BITS, wide);
        return wide;
      };
      const bandRows = Math.floor(BAND / width);
      let squares = 0;
      for (let top = 0; top < height; top += bandRows) {
        const bottom = Math.min(height, top + bandRows);
        bytes.set(luma.subarray(top * width, bottom * width), LUMA);
        for (let y = top; y < bottom; y++) {
          const [above, below] = [widened(down.before[y]!), widened(down.after[y]!)];
          const at = (y - top) * width;
          const start = DITHER + 2 * ditherStart(y, mask);
          squares += exports.markRow(LUMA + at, width, above, below, partOf(down.share[y]!), start, A + at, B + at);
        }
        const written = (bottom - top) * width;
        a.set(written === BAND ? bandA : bandA.subarray(0, written), top * width);
        b.set(written === BAND ? bandB : bandB.subarray(0, written), top * width);
      }
      return squares;
    },
  };
}

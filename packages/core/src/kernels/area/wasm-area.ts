import { instantiate, type KernelExports } from '../web-assembly.ts';
import { BYTES } from './area-bytes.ts';
import type { AreaKernel, Cover } from './area-kernel.ts';
import { plainArea } from './plain-area.ts';

/** What assembly/area.ts exports. */
interface AreaExports extends KernelExports {
  scale(
    picture: number,
    width: number,
    columns: number,
    columnCount: number,
    columnInner: number,
    rows: number,
    rowCount: number,
    rowInner: number,
    lines: number,
    out: number,
  ): void;
}

/** Most pixels in the covered rows of a picture. Hashed pictures have 256 on the longer side. */
const MOST_PIXELS = 256 * 256;
/** Most columns. */
const MOST_WIDTH = 1024;
/** Most rows: the sum of so many bytes fits 16 bits. */
const MOST_ROWS = 256;
/** Most rows and columns of the result. */
const MOST_OUTPUTS = 128;
/** Bytes read past the end of a line, because sixteen columns are read at once. */
const SPARE = 64;

// Offsets in the kernel's memory, bytes.
const PICTURE = 0;
const COLUMNS = PICTURE + MOST_PIXELS + SPARE;
const ROWS = COLUMNS + 16 * MOST_OUTPUTS;
const LINES = ROWS + 16 * MOST_OUTPUTS;
const OUT = LINES + 16 * (MOST_WIDTH + SPARE);

/**
 * The kernel in WebAssembly, sixteen columns in four vectors. The plain kernel takes larger pictures.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly SIMD.
 */
export function createWasmArea(): AreaKernel | undefined {
  const exports = instantiate<AreaExports>(BYTES);
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const picture = new Uint8Array(buffer, PICTURE, MOST_PIXELS);
  const columnEntries = new Uint32Array(buffer, COLUMNS, 4 * MOST_OUTPUTS);
  const rowEntries = new Uint32Array(buffer, ROWS, 4 * MOST_OUTPUTS);
  const out = new Uint8Array(buffer, OUT, MOST_OUTPUTS ** 2);
  let loadedColumns: Cover | undefined;
  let loadedRows: Cover | undefined;
  return {
    kind: 'wasm',
    scale(pixels, width, columns, rows, scaled) {
      const columnCount = columns.samples.length / 4;
      const rowCount = rows.samples.length / 4;
      const top = rows.samples[0]!;
      const bottom = rows.samples[4 * rowCount - 3]! + 1;
      const fits =
        (bottom - top) * width <= MOST_PIXELS &&
        bottom - top <= MOST_ROWS &&
        width <= MOST_WIDTH &&
        columnCount <= MOST_OUTPUTS &&
        rowCount <= MOST_OUTPUTS;
      if (!fits) return plainArea.scale(pixels, width, columns, rows, scaled);
      picture.set(top === 0 && bottom * width === pixels.length ? pixels : pixels.subarray(top * width, bottom * width));
      if (loadedColumns !== columns) columnEntries.set(columns.samples);
      if (loadedRows !== rows) rowEntries.set(rows.samples);
      loadedColumns = columns;
      loadedRows = rows;
      exports.scale(
        PICTURE - top * width, // rows above the area are not copied, and not read
        width,
        COLUMNS,
        columnCount,
        columns.innerWeight,
        ROWS,
        rowCount,
        rows.innerWeight,
        LINES,
        OUT,
      );
      scaled.set(out.subarray(0, columnCount * rowCount));
    },
  };
}

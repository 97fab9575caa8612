import type { GridSize } from './grid.ts';

/** What the cells of a grid show of a picture. */
export interface CellFacts {
  /** Mean luma of each cell, in code values of the picture. */
  readonly luma: Float32Array;
  /** Mean difference of neighbouring pixels in each cell. */
  readonly detail: Float32Array;
}

/** Measures the cells of a luma plane. Large pictures are sampled at every second pixel and more, which changes the means little. */
export function measureCells(pixels: Uint8Array, width: number, height: number, { columns, rows }: GridSize): CellFacts {
  const luma = new Float32Array(columns * rows);
  const detail = new Float32Array(columns * rows);
  const counts = new Float32Array(columns * rows);
  const step = Math.max(1, Math.floor(height / (4 * rows)));
  for (let y = 0; y < height; y += step) {
    const line = y * width;
    const next = y + 1 < height ? width : 0;
    let cell = Math.floor((y * rows) / height) * columns;
    // Of the cell's part of the row; whole numbers, which singles add exactly.
    for (let x = 0, column = 0; column < columns; column++, cell++) {
      const end = Math.ceil(((column + 1) * width) / columns);
      let [sum, differences, count] = [0, 0, 0];
      for (; x < end; x += step) {
        const pixel = pixels[line + x]!;
        const right = x + 1 < width ? pixels[line + x + 1]! : pixel;
        sum += pixel;
        differences += Math.abs(pixel - right) + Math.abs(pixel - pixels[line + x + next]!);
        count++;
      }
      luma[cell]! += sum;
      detail[cell]! += differences;
      counts[cell]! += count;
    }
  }
  for (let cell = 0; cell < counts.length; cell++) {
    const count = Math.max(1, counts[cell]!);
    luma[cell]! /= count;
    detail[cell]! /= 2 * count;
  }
  return { luma, detail };
}

/** Amplitude where nothing hides a mark, in code values. */
const PLAIN = 0.8;
/** Amplitude that much texture hides. */
const HIGHEST = 3.2;

/**
 * How strong a mark may be in each cell, in code values: more in texture and in motion, less in the dark and in highlights. Neighbouring
 * cells share it, so that a mark never stops at an edge.
 * @param before - The cells of the frame before. @defaultValue no motion is seen
 */
export function amplitudes({ luma, detail }: CellFacts, { columns, rows }: GridSize, before?: CellFacts): Float32Array {
  const raw = new Float32Array(columns * rows);
  for (let y = 0, at = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, at++) {
      // The least texture around decides: at an edge between flat areas only one cell has detail.
      const own = detail[at]!;
      let least = own;
      if (x > 0 && detail[at - 1]! < least) least = detail[at - 1]!;
      if (x < columns - 1 && detail[at + 1]! < least) least = detail[at + 1]!;
      if (y > 0 && detail[at - columns]! < least) least = detail[at - columns]!;
      if (y < rows - 1 && detail[at + columns]! < least) least = detail[at + columns]!;
      const texture = 0.7 * least + 0.3 * own;
      const mean = luma[at]!;
      const motion = before === undefined ? 0 : Math.min(1, Math.abs(mean - before.luma[at]!) / 12);
      const light = mean < 48 ? 0.5 + mean / 96 : mean > 208 ? 1 - (mean - 208) / 94 : 1;
      raw[at] = Math.min(HIGHEST, (PLAIN + 0.22 * texture) * (1 + 0.5 * motion)) * light;
    }
  }
  const shared = new Float32Array(columns * rows);
  for (let y = 0, at = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, at++) {
      const own = raw[at]!;
      const left = x > 0 ? raw[at - 1]! : own;
      const right = x < columns - 1 ? raw[at + 1]! : own;
      shared[at] = (left + 2 * own + right) / 4;
    }
  }
  return shared;
}

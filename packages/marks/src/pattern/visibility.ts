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
  const column = Int32Array.from({ length: width }, (_, x) => Math.floor((x * columns) / width));
  for (let y = 0; y < height; y += step) {
    const row = Math.floor((y * rows) / height) * columns;
    const line = y * width;
    const next = y + 1 < height ? width : 0;
    for (let x = 0; x < width; x += step) {
      const cell = row + column[x]!;
      const pixel = pixels[line + x]!;
      luma[cell]! += pixel;
      detail[cell]! += Math.abs(pixel - pixels[line + Math.min(x + 1, width - 1)]!) + Math.abs(pixel - pixels[line + x + next]!);
      counts[cell]!++;
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
  const raw = Float32Array.from(luma, (mean, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    // The least texture around decides: at an edge between flat areas only one cell has detail.
    let least = Number.POSITIVE_INFINITY;
    for (const [dx, dy] of NEIGHBOURS) {
      const [nx, ny] = [x + dx, y + dy];
      if (nx >= 0 && ny >= 0 && nx < columns && ny < rows) least = Math.min(least, detail[ny * columns + nx]!);
    }
    const texture = 0.7 * least + 0.3 * detail[at]!;
    const motion = before === undefined ? 0 : Math.min(1, Math.abs(mean - before.luma[at]!) / 12);
    const light = mean < 48 ? 0.5 + mean / 96 : mean > 208 ? 1 - (mean - 208) / 94 : 1;
    return Math.min(HIGHEST, (PLAIN + 0.22 * texture) * (1 + 0.5 * motion)) * light;
  });
  return raw.map((own, at) => {
    const x = at % columns;
    const left = x > 0 ? raw[at - 1]! : own;
    const right = x < columns - 1 ? raw[at + 1]! : own;
    return (left + 2 * own + right) / 4;
  });
}

const NEIGHBOURS = [
  [0, 0],
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

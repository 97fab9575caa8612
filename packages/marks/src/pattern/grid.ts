import type { GridAxis } from '@streetdate/core/internal';
import type { MarkKey } from '../key/mark-key.ts';

/** Rows of the grid of a pattern: the finest detail of a mark is 30 waves in a picture's height, which a copy of 240 lines keeps. */
export const GRID_ROWS = 60;

/** Size of a grid. */
export interface GridSize {
  readonly columns: number;
  readonly rows: number;
}

/** The grid for pictures of this display aspect ratio. */
export function gridFor(displayAspect: number): GridSize {
  return { columns: Math.max(8, Math.round(GRID_ROWS * displayAspect)), rows: GRID_ROWS };
}

/**
 * The secret pattern of a segment: random signs without their lower frequencies, of mean square 1. Version A adds it to the picture, and
 * version B subtracts it.
 */
export function patternOf(key: MarkKey, set: string, segment: number, { columns, rows }: GridSize): Float32Array {
  const cells = columns * rows;
  const bytes = key.stream(Math.ceil(cells / 8), 'pattern', set, segment);
  const signs = Float32Array.from({ length: cells }, (_, at) => ((bytes[at >> 3]! >> (at & 7)) & 1 ? 1 : -1));
  return unit(withoutLow(signs, columns, rows));
}

/** Subtracts the mean of 5 × 5 cells: what is left are the middle frequencies, for the grid has no high ones. */
function withoutLow(cells: Float32Array, columns: number, rows: number): Float32Array {
  const reach = 2;
  const across = new Float32Array(cells.length);
  const result = new Float32Array(cells.length);
  const mean = (from: Float32Array, start: number, step: number, at: number, count: number) => {
    let sum = 0;
    for (let d = -reach; d <= reach; d++) sum += from[start + step * Math.min(count - 1, Math.max(0, at + d))]!;
    return sum / (2 * reach + 1);
  };
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) across[y * columns + x] = mean(cells, y * columns, 1, x, columns);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const at = y * columns + x;
      result[at] = cells[at]! - mean(across, x, columns, y, rows);
    }
  return result;
}

function unit(cells: Float32Array): Float32Array {
  const power = cells.reduce((sum, cell) => sum + cell * cell, 0) / cells.length;
  return cells.map((cell) => cell / Math.sqrt(power || 1));
}

/** The interpolation of `cells` cells to `pixels` pixels: cells have their values at their centres. */
export function axisOf(cells: number, pixels: number): GridAxis {
  const places = Float64Array.from({ length: pixels }, (_, at) => ((at + 0.5) * cells) / pixels - 0.5);
  const clamp = (cell: number) => Math.min(cells - 1, Math.max(0, cell));
  return {
    before: Int32Array.from(places, (place) => clamp(Math.floor(place))),
    after: Int32Array.from(places, (place) => clamp(Math.floor(place) + 1)),
    share: Float32Array.from(places, (place) => place - Math.floor(place)),
  };
}

/** Sums a picture into the cells that each pixel is interpolated from: the adjoint of interpolation. */
export function gather(picture: Float32Array, { columns, rows }: GridSize, width: number, height: number): Float32Array {
  const [across, down] = [axisOf(columns, width), axisOf(rows, height)];
  const cells = new Float32Array(columns * rows);
  const row = new Float32Array(columns);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    for (let x = 0; x < width; x++) {
      const value = picture[y * width + x]!;
      const share = across.share[x]!;
      row[across.before[x]!]! += (1 - share) * value;
      row[across.after[x]!]! += share * value;
    }
    const [one, other, share] = [down.before[y]! * columns, down.after[y]! * columns, down.share[y]!];
    for (let x = 0; x < columns; x++) {
      cells[one + x]! += (1 - share) * row[x]!;
      cells[other + x]! += share * row[x]!;
    }
  }
  return cells;
}

/** The row of a grid at a row of the picture. */
export function blendRow(grid: Float32Array, columns: number, down: GridAxis, y: number, row: Float32Array): void {
  const [one, other, share] = [down.before[y]! * columns, down.after[y]! * columns, down.share[y]!];
  for (let x = 0; x < columns; x++) row[x] = grid[one + x]! + share * (grid[other + x]! - grid[one + x]!);
}

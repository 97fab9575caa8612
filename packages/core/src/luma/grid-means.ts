import { cutsOf } from '../kernels/cuts.ts';
import type { LumaFrame } from './luma-frame.ts';

/** Measures the mean luma of the cells of a grid. Its arrays are overwritten by the next picture. */
export class GridMeans {
  /** The sum of luma over each part, row after row. */
  readonly sums: Uint32Array;
  /** The mean luma of each part. */
  readonly means: Float64Array;
  readonly #grid: number;
  /** Where columns and rows begin, and where the last ones end, for pictures of one size. */
  #across: Uint32Array = new Uint32Array(0);
  #down: Uint32Array = new Uint32Array(0);

  /** @param grid - Rows and columns. */
  constructor(grid: number) {
    this.#grid = grid;
    this.sums = new Uint32Array(grid ** 2);
    this.means = new Float64Array(grid ** 2);
  }

  /** Measures a picture. @returns Itself. */
  measure({ width, height, pixels }: LumaFrame): this {
    const [grid, sums, means] = [this.#grid, this.sums, this.means];
    if (this.#across[grid] !== width) this.#across = cutsOf(width, grid);
    if (this.#down[grid] !== height) this.#down = cutsOf(height, grid);
    const [across, down] = [this.#across, this.#down];
    for (let row = 0, part = 0; row < grid; row++) {
      const [top, bottom] = [down[row]!, down[row + 1]!];
      for (let column = 0; column < grid; column++, part++) {
        const [left, right] = [across[column]!, across[column + 1]!];
        let sum = 0;
        for (let y = top; y < bottom; y++) {
          for (let at = y * width + left; at < y * width + right; at++) sum += pixels[at]!;
        }
        sums[part] = sum;
        means[part] = sum / ((right - left) * (bottom - top));
      }
    }
    return this;
  }
}

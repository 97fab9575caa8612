import { FINE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';
import { gridChanges, mirroredChanges } from './grid-changes.ts';
import { NOISE } from './mean-luma-changes.ts';

/** Number of cells. */
export const GRID_8_PARTS = FINE_LUMA_GRID ** 2;
/** Words of 32 bits for one bit of each cell. */
export const SIGN_WORDS = GRID_8_PARTS / 32;

/**
 * Luma changes of a query's 8 × 8 cells relative to the mean of all cells, from one time to the next.
 * @param times - Seconds of the query, ascending.
 * @param mirrored - Whether to mirror the picture left to right.
 * @returns Luma codes, {@link GRID_8_PARTS} for each change, row after row: one change less than there are times. 0 for unknown luma.
 */
export function grid8Changes({ timesMs, fineGrid: cells }: LumaSeries, times: Float64Array, mirrored: boolean): Float32Array {
  if (cells === undefined) return new Float32Array(Math.max(0, times.length - 1) * GRID_8_PARTS);
  const changes = gridChanges(timesMs, cells, GRID_8_PARTS, times);
  return mirrored ? mirroredChanges(changes, FINE_LUMA_GRID) : changes;
}

/** Compresses changes to -1 to 1, where 0.5 is the typical change. So a few large ones do not dominate, and contrast does not matter. */
export function boundChanges(changes: Float32Array): Float32Array {
  const sizes = changes.map(Math.abs).sort();
  const usual = Math.max(NOISE, sizes[sizes.length >> 1] ?? 0);
  return changes.map((change) => change / (Math.abs(change) + usual));
}

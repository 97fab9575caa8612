import { FINE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';
import { gridChanges, mirroredChanges } from './grid-changes.ts';
import { NOISE } from './mean-luma-changes.ts';

/** Cells of a picture. */
export const GRID_8_PARTS = FINE_LUMA_GRID ** 2;
/** Words of 32 bits for one bit of each cell. */
export const SIGN_WORDS = GRID_8_PARTS / 32;

/**
 * How a query's small cells brighten and darken beside the mean of all of them, from one time to the next.
 * @param times - Seconds of the query, ascending.
 * @param mirrored - Whether the picture is turned over, left to right.
 * @returns Codes of luma, {@link GRID_8_PARTS} of each change, row after row: one change less than there are times. Nought where the brightness is not known.
 */
export function grid8Changes({ timesMs, fineGrid: cells }: LumaSeries, times: Float64Array, mirrored: boolean): Float32Array {
  if (cells === undefined) return new Float32Array(Math.max(0, times.length - 1) * GRID_8_PARTS);
  const changes = gridChanges(timesMs, cells, GRID_8_PARTS, times);
  return mirrored ? mirroredChanges(changes, FINE_LUMA_GRID) : changes;
}

/** Changes bounded to -1 to 1, half of that is what cells change by as a rule: so that a few great ones do not drown the rest, and so that it does not matter by how much the contrast was changed. */
export function boundChanges(changes: Float32Array): Float32Array {
  const sizes = changes.map(Math.abs).sort();
  const usual = Math.max(NOISE, sizes[sizes.length >> 1] ?? 0);
  return changes.map((change) => change / (Math.abs(change) + usual));
}

import { FINE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';
import { levelChanges, mirroredChanges } from './level-changes.ts';
import { NOISE } from './light-changes.ts';

/** Cells of a picture. */
export const CELLS = FINE_LUMA_GRID ** 2;
/** Words of 32 bits for one bit of each cell. */
export const RISE_WORDS = CELLS / 32;

/**
 * How a query's small cells brighten and darken beside the mean of all of them, from one time to the next.
 * @param times - Seconds of the query, ascending.
 * @param mirrored - Whether the picture is turned over, left to right.
 * @returns Codes of luma, {@link CELLS} of each change, row after row: one change less than there are times. Nought where the brightness is not known.
 */
export function cellChanges({ timesMs, fineGrid: cells }: LumaSeries, times: Float64Array, mirrored: boolean): Float32Array {
  if (cells === undefined) return new Float32Array(Math.max(0, times.length - 1) * CELLS);
  const changes = levelChanges(timesMs, cells, CELLS, times);
  return mirrored ? mirroredChanges(changes, FINE_LUMA_GRID) : changes;
}

/** Changes bounded to -1 to 1, half of that is what cells change by as a rule: so that a few great ones do not drown the rest, and so that it does not matter by how much the contrast was changed. */
export function boundChanges(changes: Float32Array): Float32Array {
  const sizes = changes.map(Math.abs).sort();
  const usual = Math.max(NOISE, sizes[sizes.length >> 1] ?? 0);
  return changes.map((change) => change / (Math.abs(change) + usual));
}

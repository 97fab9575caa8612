import { COARSE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';
import { gridChanges, mirroredChanges } from './grid-changes.ts';
import { LUMA_STEP, NOISE } from './mean-luma-changes.ts';

/** Seconds between two moments, as for the mean luma. */
export const MOTION_STEP: number = LUMA_STEP;
/** Number of areas. */
export const GRID_3_PARTS = COARSE_LUMA_GRID ** 2;

/** Largest change. */
const MOST = 127;
/** Moments over which the typical change is measured: 16 s. */
const USUAL_OF = 64;

/**
 * Luma changes of the 3 × 3 areas of a film's picture relative to the whole, from one moment to the next. Flicker, fades and pulsing
 * compression change all areas together and cancel out.
 * @param start - Start in the film, seconds.
 * @param length - Number of moments.
 * @param step - Seconds of the film from one moment to the next.
 * @returns {@link GRID_3_PARTS} values for each moment, row after row of the grid, -127 to 127, where 64 is the typical change. Undefined
 * if the grid is unknown.
 */
export function grid3Changes(
  { timesMs, coarseGrid: parts }: LumaSeries,
  start: number,
  length: number,
  step: number,
): Int8Array | undefined {
  if (parts === undefined) return undefined;
  const changes = new Float32Array(length * GRID_3_PARTS);
  // Nothing is known before the first moment.
  const times = Float64Array.from({ length }, (_, at) => start + (at + 0.5) * step);
  changes.set(gridChanges(timesMs, parts, GRID_3_PARTS, times), Math.min(GRID_3_PARTS, changes.length));
  return bounded(changes);
}

/** Compresses changes, so that a few large ones do not dominate, and normalises the contrast. */
function bounded(changes: Float32Array): Int8Array {
  const result = new Int8Array(changes.length);
  for (let from = 0; from < changes.length; from += USUAL_OF * GRID_3_PARTS) {
    const interval = changes.subarray(from, from + USUAL_OF * GRID_3_PARTS);
    const sizes = interval.map(Math.abs).sort();
    const usual = Math.max(NOISE, sizes[sizes.length >> 1]!);
    for (let at = 0; at < interval.length; at++) result[from + at] = Math.round((MOST * interval[at]!) / (Math.abs(interval[at]!) + usual));
  }
  return result;
}

/** The same for the picture mirrored left to right. */
export function mirroredGrid3(changes: Int8Array): Int8Array {
  return mirroredChanges(changes, COARSE_LUMA_GRID);
}

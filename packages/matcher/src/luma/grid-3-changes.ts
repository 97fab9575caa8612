import { COARSE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';
import { gridChanges, mirroredChanges } from './grid-changes.ts';
import { LUMA_STEP, NOISE } from './mean-luma-changes.ts';

/** Seconds between two moments, as of the light. */
export const MOTION_STEP: number = LUMA_STEP;
/** Parts of the picture that are told apart. */
export const GRID_3_PARTS = COARSE_LUMA_GRID ** 2;

/** The greatest change there is. */
const MOST = 127;
/** Moments over which it is measured by how much parts change as a rule: 16 s. */
const USUAL_OF = 64;

/**
 * How parts of a film's picture brighten and darken beside the whole of it, from one moment to the next: what moves in it, and where. Light that
 * flickers, fades and coding that pulses change all parts at once and leave nothing.
 * @param start - Where in the film to begin, seconds.
 * @param length - Moments wanted.
 * @param step - Seconds of the film from one to the next.
 * @returns {@link GRID_3_PARTS} values for each moment, row after row of the grid, -127 to 127: half of that is what parts change by as a rule. Undefined where the parts are unknown.
 */
export function grid3Changes(
  { timesMs, coarseGrid: parts }: LumaSeries,
  start: number,
  length: number,
  step: number,
): Int8Array | undefined {
  if (parts === undefined) return undefined;
  const changes = new Float32Array(length * GRID_3_PARTS);
  // Nothing is known of what was before the first moment.
  const times = Float64Array.from({ length }, (_, at) => start + (at + 0.5) * step);
  changes.set(gridChanges(timesMs, parts, GRID_3_PARTS, times), Math.min(GRID_3_PARTS, changes.length));
  return bounded(changes);
}

/** Bounds changes, so that a few great ones do not drown the rest, and so that it does not matter by how much the contrast was changed. */
function bounded(changes: Float32Array): Int8Array {
  const result = new Int8Array(changes.length);
  for (let from = 0; from < changes.length; from += USUAL_OF * GRID_3_PARTS) {
    const stretch = changes.subarray(from, from + USUAL_OF * GRID_3_PARTS);
    const sizes = stretch.map(Math.abs).sort();
    const usual = Math.max(NOISE, sizes[sizes.length >> 1]!);
    for (let at = 0; at < stretch.length; at++) result[from + at] = Math.round((MOST * stretch[at]!) / (Math.abs(stretch[at]!) + usual));
  }
  return result;
}

/** The same of the picture mirrored left to right. */
export function mirroredGrid3(changes: Int8Array): Int8Array {
  return mirroredChanges(changes, COARSE_LUMA_GRID);
}

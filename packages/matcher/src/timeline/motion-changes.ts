import { BRIGHTNESS_GRID, type Brightness } from '@streetdate/core/portable';
import { LIGHT_STEP, LONGEST_GAP_MS, NOISE } from './light-changes.ts';

/** Seconds between two moments, as of the light. */
export const MOTION_STEP: number = LIGHT_STEP;
/** Parts of the picture that are told apart. */
export const MOTION_PARTS = BRIGHTNESS_GRID ** 2;

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
 * @returns {@link MOTION_PARTS} values for each moment, row after row of the grid, -127 to 127: half of that is what parts change by as a rule. Undefined where the parts are unknown.
 */
export function motionChanges({ timesMs, parts }: Brightness, start: number, length: number, step: number): Int8Array | undefined {
  if (parts === undefined) return undefined;
  const changes = new Float32Array(length * MOTION_PARTS);
  const level = new Float64Array(MOTION_PARTS);
  const before = new Float64Array(MOTION_PARTS).fill(Number.NaN);
  const now = new Float64Array(MOTION_PARTS);
  // Only differences count, so that what was before does not.
  let entry = entryBefore(timesMs, 1000 * start);
  for (let at = 0; at < length; at++) {
    const ms = 1000 * (start + (at + 0.5) * step);
    for (; entry + 2 < timesMs.length && timesMs[entry + 1]! <= ms; entry++) {
      for (let part = 0; part < MOTION_PARTS; part++) level[part]! += changeOf(parts, entry, part);
    }
    const [from, to] = [timesMs[entry]!, timesMs[entry + 1]!];
    const share = (ms - from) / (to - from);
    const known = to - from <= LONGEST_GAP_MS && share >= -1 && share <= 2;
    let sum = 0;
    for (let part = 0; part < MOTION_PARTS; part++) {
      now[part] = known ? level[part]! + share * changeOf(parts, entry, part) : Number.NaN;
      sum += now[part]! - before[part]!;
    }
    // Unknown light changes by nothing.
    for (let part = 0; part < MOTION_PARTS; part++) {
      changes[at * MOTION_PARTS + part] = now[part]! - before[part]! - sum / MOTION_PARTS || 0;
      before[part] = now[part]!;
    }
  }
  return bounded(changes);
}

/** The last entry at or before a time, or the first one. */
function entryBefore(timesMs: Uint32Array, ms: number): number {
  let [low, high] = [0, Math.max(0, timesMs.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (timesMs[middle]! <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** By how much a part changes from one entry to the next, codes of luma: the nearest of what its eighths, modulo 256, allow. */
function changeOf(parts: Uint8Array, entry: number, part: number): number {
  const at = entry * MOTION_PARTS + part;
  return (((parts[at + MOTION_PARTS]! - parts[at]!) << 24) >> 24) / 8;
}

/** Bounds changes, so that a few great ones do not drown the rest, and so that it does not matter by how much the contrast was changed. */
function bounded(changes: Float32Array): Int8Array {
  const result = new Int8Array(changes.length);
  for (let from = 0; from < changes.length; from += USUAL_OF * MOTION_PARTS) {
    const stretch = changes.subarray(from, from + USUAL_OF * MOTION_PARTS);
    const sizes = stretch.map(Math.abs).sort();
    const usual = Math.max(NOISE, sizes[sizes.length >> 1]!);
    for (let at = 0; at < stretch.length; at++) result[from + at] = Math.round((MOST * stretch[at]!) / (Math.abs(stretch[at]!) + usual));
  }
  return result;
}

/** The same of the picture mirrored left to right. */
export function mirroredMotion(changes: Int8Array): Int8Array {
  return changes.map((_, at) => {
    const column = at % BRIGHTNESS_GRID;
    return changes[at - column + (BRIGHTNESS_GRID - 1 - column)]!;
  });
}

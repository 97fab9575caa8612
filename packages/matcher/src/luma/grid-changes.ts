import { firstAfter } from '@streetdate/index/internal';
import { LONGEST_GAP_MS } from './mean-luma-changes.ts';

/**
 * Luma changes of picture areas relative to the mean of all areas, from one time to the next. Flicker, fades and pulsing compression change
 * all areas together and cancel out.
 * @param timesMs - Times of the luma samples, milliseconds, ascending.
 * @param levels - Mean luma of each area at these times, in eighths of a code, modulo 256.
 * @param parts - Number of areas.
 * @param times - Seconds, ascending.
 * @returns Luma codes, `parts` of them for each change: one change less than there are times. 0 for unknown luma.
 */
export function gridChanges(timesMs: Uint32Array, levels: Uint8Array, parts: number, times: Float64Array): Float32Array {
  const changes = new Float32Array(Math.max(0, times.length - 1) * parts);
  const level = new Float64Array(parts);
  const before = new Float64Array(parts);
  const now = new Float64Array(parts);
  // Only differences count, so the initial value does not matter.
  let entry = Math.max(0, Math.min(timesMs.length - 1, firstAfter(timesMs, 1000 * (times[0] ?? 0))) - 1);
  for (let at = 0; at < times.length; at++) {
    const ms = 1000 * times[at]!;
    for (; entry + 2 < timesMs.length && timesMs[entry + 1]! <= ms; entry++) {
      for (let part = 0; part < parts; part++) level[part]! += changeOf(levels, parts, entry, part);
    }
    const [from, to] = [timesMs[entry]!, timesMs[entry + 1]!];
    const share = (ms - from) / (to - from);
    const isKnown = to - from <= LONGEST_GAP_MS && share >= -1 && share <= 2;
    let sum = 0;
    for (let part = 0; part < parts; part++) {
      now[part] = isKnown ? level[part]! + share * changeOf(levels, parts, entry, part) : Number.NaN;
      sum += now[part]! - before[part]!;
    }
    // Unknown luma counts as unchanged.
    for (let part = 0; at > 0 && part < parts; part++) changes[(at - 1) * parts + part] = now[part]! - before[part]! - sum / parts || 0;
    before.set(now);
  }
  return changes;
}

/**
 * The same for the picture mirrored left to right.
 * @param side - Columns of the grid.
 */
export function mirroredChanges<Changes extends Int8Array | Float32Array>(changes: Changes, side: number): Changes {
  const mirrored = changes.slice() as Changes;
  for (let at = 0; at < changes.length; at++) {
    const column = at % side;
    mirrored[at] = changes[at - column + (side - 1 - column)]!;
  }
  return mirrored;
}

/** Change of an area from one entry to the next, codes: the smallest that its eighths, modulo 256, allow. */
export function changeOf(levels: Uint8Array, parts: number, entry: number, part: number): number {
  const at = entry * parts + part;
  return (((levels[at + parts]! - levels[at]!) << 24) >> 24) / 8;
}

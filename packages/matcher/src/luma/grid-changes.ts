import { firstAfter } from '../sorted-times.ts';
import { LONGEST_GAP_MS } from './mean-luma-changes.ts';

/**
 * How parts of a picture brighten and darken beside the mean of all of them, from one time to the next. Light that flickers, fades and coding that pulses change all parts at once and leave nothing.
 * @param timesMs - When it is known how bright they are, milliseconds, ascending.
 * @param levels - How bright each of the parts is then: mean luma in eighths of a code, modulo 256.
 * @param parts - Parts of the picture.
 * @param times - Seconds, ascending.
 * @returns Codes of luma, so many as there are parts for each change: one change less than there are times. Nought where the brightness is not known.
 */
export function gridChanges(timesMs: Uint32Array, levels: Uint8Array, parts: number, times: Float64Array): Float32Array {
  const changes = new Float32Array(Math.max(0, times.length - 1) * parts);
  const level = new Float64Array(parts);
  const before = new Float64Array(parts);
  const now = new Float64Array(parts);
  // Only differences count, so that what was before does not.
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
    // Unknown light changes by nothing.
    for (let part = 0; at > 0 && part < parts; part++) changes[(at - 1) * parts + part] = now[part]! - before[part]! - sum / parts || 0;
    before.set(now);
  }
  return changes;
}

/**
 * The same of the picture mirrored left to right.
 * @param side - Columns of the grid that the parts are of.
 */
export function mirroredChanges<Changes extends Int8Array | Float32Array>(changes: Changes, side: number): Changes {
  const mirrored = changes.slice() as Changes;
  for (let at = 0; at < changes.length; at++) {
    const column = at % side;
    mirrored[at] = changes[at - column + (side - 1 - column)]!;
  }
  return mirrored;
}

/** By how much a part changes from one entry to the next, codes of luma: the nearest of what its eighths, modulo 256, allow. */
function changeOf(levels: Uint8Array, parts: number, entry: number, part: number): number {
  const at = entry * parts + part;
  return (((levels[at + parts]! - levels[at]!) << 24) >> 24) / 8;
}

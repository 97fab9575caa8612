import type { LumaSeries } from '@streetdate/core/portable';

/** Seconds between two moments at which the brightness is read: queries know it four times a second. */
export const LUMA_STEP = 0.25;
/** Longest time between two entries of a film's brightness that is bridged, milliseconds: beyond it nothing is known. */
export const LONGEST_GAP_MS = 1000;
/** Changes that coding makes where nothing changes, in steps of luma. */
export const NOISE = 0.1;
/** The greatest change there is. */
const MOST = 127;

/**
 * How the brightness of a film changes from one moment to the next, -127 to 127: half of that is what the film changes by as a rule, so that a few flashes
 * do not drown the rest, and so that it does not matter how bright the copy is or by how much its contrast was changed.
 * @param start - Where in the film to begin, seconds.
 * @param length - Changes wanted.
 * @param step - Seconds of the film from one to the next.
 */
export function meanLumaChanges({ timesMs, means }: LumaSeries, start: number, length: number, step: number): Int8Array {
  const changes = new Float32Array(length);
  let before = Number.NaN;
  let entry = 0;
  for (let at = 0; at < length; at++) {
    const ms = 1000 * (start + (at + 0.5) * step);
    while (entry + 2 < timesMs.length && timesMs[entry + 1]! <= ms) entry++;
    const now = lightAt(timesMs, means, entry, ms);
    // Unknown light changes by nothing.
    changes[at] = now - before || 0;
    before = now;
  }
  const usual = usualSize(changes);
  return Int8Array.from(changes, (change) => Math.round((MOST * change) / (Math.abs(change) + usual)));
}

/** Mean luma between two entries, 0 to 255; not a number where it is not known. */
function lightAt(timesMs: Uint32Array, means: Uint16Array, entry: number, ms: number): number {
  const [from, to] = [timesMs[entry]!, timesMs[entry + 1]!];
  const share = (ms - from) / (to - from);
  if (!(to - from <= LONGEST_GAP_MS && share >= -1 && share <= 2)) return Number.NaN;
  return (means[entry]! * (1 - share) + means[entry + 1]! * share) / 256;
}

/** The size that half of the changes exceed. */
function usualSize(changes: Float32Array): number {
  const sizes = changes.map(Math.abs).filter((size) => size > 0);
  return Math.max(NOISE, sizes.sort()[sizes.length >> 1] ?? 0);
}

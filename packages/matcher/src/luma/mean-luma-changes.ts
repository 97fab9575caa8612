import type { LumaSeries } from '@streetdate/core/portable';

/** Seconds between two luma samples: queries have four a second. */
export const LUMA_STEP = 0.25;
/** Longest gap between two luma entries that is interpolated, milliseconds. */
export const LONGEST_GAP_MS = 1000;
/** Luma changes by compression alone, codes. */
export const NOISE = 0.1;
/** Largest change. */
const MOST = 127;

/**
 * The changes of a film's mean luma from one moment to the next, -127 to 127, where 64 is the typical change. So a few flashes do not
 * dominate, and brightness and contrast of the copy do not matter.
 * @param start - Start in the film, seconds.
 * @param length - Number of changes.
 * @param step - Seconds of the film from one moment to the next.
 */
export function meanLumaChanges({ timesMs, means }: LumaSeries, start: number, length: number, step: number): Int8Array {
  const changes = new Float32Array(length);
  let before = Number.NaN;
  let entry = 0;
  for (let at = 0; at < length; at++) {
    const ms = 1000 * (start + (at + 0.5) * step);
    while (entry + 2 < timesMs.length && timesMs[entry + 1]! <= ms) entry++;
    const now = lightAt(timesMs, means, entry, ms);
    // Unknown luma counts as unchanged.
    changes[at] = now - before || 0;
    before = now;
  }
  const usual = usualSize(changes);
  return Int8Array.from(changes, (change) => Math.round((MOST * change) / (Math.abs(change) + usual)));
}

/** Interpolated mean luma, 0 to 255; NaN if unknown. */
function lightAt(timesMs: Uint32Array, means: Uint16Array, entry: number, ms: number): number {
  const [from, to] = [timesMs[entry]!, timesMs[entry + 1]!];
  const share = (ms - from) / (to - from);
  if (!(to - from <= LONGEST_GAP_MS && share >= -1 && share <= 2)) return Number.NaN;
  return (means[entry]! * (1 - share) + means[entry + 1]! * share) / 256;
}

/** The median of the absolute changes. */
function usualSize(changes: Float32Array): number {
  const sizes = changes.map(Math.abs).filter((size) => size > 0);
  return Math.max(NOISE, sizes.sort()[sizes.length >> 1] ?? 0);
}

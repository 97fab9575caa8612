import { firstAfter } from '@streetdate/index/internal';

/** Longest gap between two neighbouring entries, milliseconds: beyond it one is missing. */
export const LONGEST_STEP_MS = 450;

/**
 * The two entries of a series around a time.
 * @returns Index of the later one, and the time's position between the two, 0 to 1; undefined outside the series and in gaps.
 */
export function entriesAround(timesMs: Uint32Array, timeMs: number): { readonly after: number; readonly share: number } | undefined {
  const after = firstAfter(timesMs, timeMs);
  if (after === 0 || after === timesMs.length) return undefined;
  const step = timesMs[after]! - timesMs[after - 1]!;
  return step > LONGEST_STEP_MS ? undefined : { after, share: (timeMs - timesMs[after - 1]!) / step };
}

import { firstAfter } from '../../sorted-times.ts';

/** Entries further apart than this are not neighbours, milliseconds: one is missing. */
export const LONGEST_STEP_MS = 450;

/**
 * Between which two entries a time lies.
 * @returns The one after it, and how far from the one before to it the time is, 0 to 1; undefined before the first, after the last and where entries are missing.
 */
export function entriesBeside(timesMs: Uint32Array, timeMs: number): { readonly after: number; readonly share: number } | undefined {
  const after = firstAfter(timesMs, timeMs);
  if (after === 0 || after === timesMs.length) return undefined;
  const step = timesMs[after]! - timesMs[after - 1]!;
  return step > LONGEST_STEP_MS ? undefined : { after, share: (timeMs - timesMs[after - 1]!) / step };
}

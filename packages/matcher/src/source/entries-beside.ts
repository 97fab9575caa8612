/** Entries further apart than this are not neighbours, milliseconds: one is missing. */
export const LONGEST_STEP_MS = 450;

/**
 * Between which two entries a time lies.
 * @returns The one after it, and how far from the one before to it the time is, 0 to 1; undefined before the first, after the last and where entries are missing.
 */
export function entriesBeside(timesMs: Uint32Array, timeMs: number): { readonly after: number; readonly share: number } | undefined {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesMs[middle]! <= timeMs) low = middle + 1;
    else high = middle;
  }
  if (low === 0 || low === timesMs.length) return undefined;
  const step = timesMs[low]! - timesMs[low - 1]!;
  return step > LONGEST_STEP_MS ? undefined : { after: low, share: (timeMs - timesMs[low - 1]!) / step };
}

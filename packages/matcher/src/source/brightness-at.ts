import type { Brightness } from '@streetdate/core/portable';

/** Entries further apart than this are not neighbours, milliseconds: one is missing. */
export const LONGEST_STEP_MS = 450;
/** Codes between two neighbours beyond which there is a cut between them, whose moment is not known. */
export const CUT = 10;

/**
 * The brightness of a film at a time between two of its entries, codes of luma; undefined at a cut or a hole.
 * @param most - Codes between the two beyond which it is not known.
 */
export function brightnessAt({ timesMs, means }: Brightness, timeMs: number, most = CUT): number | undefined {
  const between = entriesBeside(timesMs, timeMs);
  if (between === undefined) return undefined;
  const [from, to] = [means[between.after - 1]! / 256, means[between.after]! / 256];
  return Math.abs(to - from) >= most ? undefined : from + (to - from) * between.share;
}

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

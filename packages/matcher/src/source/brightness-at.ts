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
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesMs[middle]! <= timeMs) low = middle + 1;
    else high = middle;
  }
  if (low === 0 || low === timesMs.length) return undefined;
  const [from, to] = [means[low - 1]! / 256, means[low]! / 256];
  const step = timesMs[low]! - timesMs[low - 1]!;
  if (step > LONGEST_STEP_MS || Math.abs(to - from) >= most) return undefined;
  return from + ((to - from) * (timeMs - timesMs[low - 1]!)) / step;
}

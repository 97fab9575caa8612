import type { LumaSeries } from '@streetdate/core/portable';
import { entriesBeside } from './entries-around.ts';

/** Codes between two neighbours beyond which there is a cut between them, whose moment is not known. */
export const CUT = 10;

/**
 * The brightness of a film at a time between two of its entries, codes of luma; undefined at a cut or a hole.
 * @param most - Codes between the two beyond which it is not known.
 */
export function brightnessAt({ timesMs, means }: LumaSeries, timeMs: number, most = CUT): number | undefined {
  const between = entriesBeside(timesMs, timeMs);
  if (between === undefined) return undefined;
  const [from, to] = [means[between.after - 1]! / 256, means[between.after]! / 256];
  return Math.abs(to - from) >= most ? undefined : from + (to - from) * between.share;
}

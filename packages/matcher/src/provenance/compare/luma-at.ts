import type { LumaSeries } from '@streetdate/core/portable';
import { entriesAround } from './entries-around.ts';

/** Luma codes between two neighbours from which a shot change lies between them. Its exact time is unknown. */
export const SHOT_CHANGE = 10;

/**
 * Mean luma of a film at a time, interpolated, 0 to 255; undefined at a shot change and in gaps.
 * @param most - Codes between the two neighbours from which it is undefined.
 */
export function lumaAt({ timesMs, means }: LumaSeries, timeMs: number, most = SHOT_CHANGE): number | undefined {
  const between = entriesAround(timesMs, timeMs);
  if (between === undefined) return undefined;
  const [from, to] = [means[between.after - 1]! / 256, means[between.after]! / 256];
  return Math.abs(to - from) >= most ? undefined : from + (to - from) * between.share;
}

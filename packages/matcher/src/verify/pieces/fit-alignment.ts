import { ISSUED_SPEEDS } from '../../align/speeds.ts';
import type { TimeMap } from '../../align/time-map.ts';

/** A time of the query and the time of the reference that it shows, seconds. */
export interface ShownTime {
  readonly query: number;
  readonly reference: number;
}

/**
 * The alignment of some times, which are exact to a step.
 * @param shown - At least one, in order of query time.
 * @param speed - The speed that was assumed.
 * @param within - Seconds by which a standard speed may fit worse than the best one. Of those the plainest wins.
 */
export function fitAlignment(shown: readonly ShownTime[], speed: number, within: number): TimeMap {
  const fits = [...ISSUED_SPEEDS, speed, fittedSpeed(shown) ?? speed].map((each) => fitAt(shown, each));
  const best = Math.min(...fits.map(({ error }) => error));
  return fits.find(({ error }) => error <= best + within)!.map;
}

/** The alignment at a speed, by the median of all times, and the mean error of these, seconds. */
function fitAt(shown: readonly ShownTime[], speed: number): { readonly map: TimeMap; readonly error: number } {
  const offsets = shown.map(({ query, reference }) => reference - speed * query).sort((one, other) => one - other);
  const offset = offsets[offsets.length >> 1]!;
  return { map: { offset, speed }, error: offsets.reduce((sum, each) => sum + Math.abs(each - offset), 0) / offsets.length };
}

/** The speed of the least squares; undefined for a single time. */
function fittedSpeed(shown: readonly ShownTime[]): number | undefined {
  const mean = (of: keyof ShownTime) => shown.reduce((sum, each) => sum + each[of], 0) / shown.length;
  const [query, reference] = [mean('query'), mean('reference')];
  const spread = shown.reduce((sum, each) => sum + (each.query - query) ** 2, 0);
  const together = shown.reduce((sum, each) => sum + (each.query - query) * (each.reference - reference), 0);
  return spread === 0 ? undefined : together / spread;
}

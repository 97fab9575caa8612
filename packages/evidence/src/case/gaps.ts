import { checkList, checkObject } from '@streetdate/core/internal';
import type { ServerDay } from '@streetdate/engine';

/** Days without a file on a server that otherwise received files often. */
export interface Gap {
  /** The first day without files, `YYYY-MM-DD`, UTC. */
  readonly from: string;
  /** Days without files. */
  readonly days: number;
  /** Chance of one gap as long in the whole time, if files came at their usual rate. */
  readonly chance: number;
}

/** Gaps are told if chance would make one as long in fewer than this share of servers. */
const RARE = 0.01;
const MOST_GAPS = 5;

/**
 * Finds gaps in a server's files that chance explains badly, the least likely first. If a day has files with the chance that its days have on
 * the whole, a gap of n days follows a day with the chance (1 − p)ⁿ.
 */
export function findGaps(days: readonly ServerDay[]): Gap[] {
  checkList('days', days, checkObject);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const share = days.length / (last.day - first.day + 1);
  return days
    .slice(1)
    .map(({ day }, at) => ({ start: days[at]!.day + 1, days: day - days[at]!.day - 1 }))
    .map((gap) => ({ from: dayOf(gap.start), days: gap.days, chance: Math.min(1, (1 - share) ** gap.days * days.length) }))
    .filter(({ days: length, chance }) => length > 0 && chance < RARE)
    .sort((one, other) => one.chance - other.chance)
    .slice(0, MOST_GAPS);
}

/** Days since 1970 as `YYYY-MM-DD`. */
export function dayOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

import type { ReleaseWindow } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';

/** Priority of work that nothing is known about. */
export const DEFAULT_PRIORITY = 100;

/** How much a job of the next higher number waits for one of the lower, milliseconds. */
const STEP_MS = 36_000;

const DAY_MS = 24 * 3600 * 1000;

/**
 * Priorities by the time until the title's next window opens. A leak costs most in the last days. A title that is named comes before one
 * that is only known to be in the library.
 */
const BY_DAYS = [
  { days: 1, priority: 20 },
  { days: 7, priority: 40 },
  { days: 30, priority: 60 },
] as const;

/** Windows that open later make no difference. */
export const DAYS_THAT_COUNT = BY_DAYS[2].days;

/**
 * The place of a job among the waiting ones. A number more is worth 36 s: a job of priority 0 overtakes those of priority 100 of the last
 * hour. So urgent work comes first, and no work waits for ever.
 */
export function dueAt(runAt: Date, priority: number): string {
  return new Date(runAt.getTime() + priority * STEP_MS).toISOString();
}

/**
 * The priority of an upload.
 * @param windows - Those of the titles that it may show: of the one that its sender names, or of all of the library.
 */
export function priorityOf(windows: readonly ReleaseWindow[], { isNamed, now }: { readonly isNamed: boolean; readonly now: Date }): number {
  const openings = windows.map((window) => openingOf(window).latest).filter((at) => at > now.getTime());
  const days = (Math.min(...openings) - now.getTime()) / DAY_MS;
  const found = BY_DAYS.find((each) => days <= each.days)?.priority ?? DEFAULT_PRIORITY - 20;
  return isNamed ? found : Math.min(DEFAULT_PRIORITY, found + 20);
}

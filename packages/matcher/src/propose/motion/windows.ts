import type { TimeSpan } from '@streetdate/core/portable';

/** How intervals of a query are cut into windows, seconds. */
export interface Windows {
  /** Length of one. */
  readonly seconds: number;
  /** Time from one to the next, at most. */
  readonly step: number;
  /** Stretches that are shorter are left out. */
  readonly shortest: number;
  /** Windows of all intervals, evenly spread, at most. */
  readonly most: number;
}

/** The windows of intervals: as many as fit, or the interval itself where it is no longer than one. */
export function windowsOf(stretches: readonly TimeSpan[], { seconds, step, shortest, most }: Windows): TimeSpan[] {
  const windows = stretches.flatMap(({ start, end }) => {
    if (end - start < shortest) return [];
    const count = Math.max(1, 1 + Math.ceil((end - start - seconds) / step));
    const length = Math.min(seconds, end - start);
    return Array.from({ length: count }, (_, at) => {
      const from = count === 1 ? start : start + ((end - start - length) * at) / (count - 1);
      return { start: from, end: from + length };
    });
  });
  const stride = Math.max(1, windows.length / most);
  return Array.from({ length: Math.min(most, windows.length) }, (_, at) => windows[Math.floor(at * stride)]!);
}

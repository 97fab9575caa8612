import type { TimeSpan } from '@streetdate/core/portable';

/** How intervals of a query are divided into windows, seconds. */
export interface Windows {
  /** Length of a window. */
  readonly seconds: number;
  /** Largest step between two windows. */
  readonly step: number;
  /** Shorter intervals are left out. */
  readonly shortest: number;
  /** Most windows of all intervals together, evenly spread. */
  readonly most: number;
}

/** The windows of intervals: as many as fit, or the interval itself if it is not longer than one. */
export function windowsOf(intervals: readonly TimeSpan[], { seconds, step, shortest, most }: Windows): TimeSpan[] {
  const windows = intervals.flatMap(({ start, end }) => {
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

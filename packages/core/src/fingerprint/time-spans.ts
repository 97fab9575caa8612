/** An interval of a film. */
export interface TimeSpan {
  /** Start in seconds. */
  readonly start: number;
  /** End in seconds, exclusive. */
  readonly end: number;
}

/**
 * The same seconds as intervals in order of time that do not overlap.
 * @param nearly - Intervals no further apart than this become one, in seconds. @defaultValue 0
 */
export function joinSpans(spans: readonly TimeSpan[], nearly = 0): TimeSpan[] {
  const joined: TimeSpan[] = [];
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last === undefined || start - last.end > nearly) joined.push({ start, end });
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  }
  return joined;
}

/** The parts of some intervals that lie in none of some others, in order of time. */
export function subtractSpans(spans: readonly TimeSpan[], others: readonly TimeSpan[]): TimeSpan[] {
  let left = joinSpans(spans);
  for (const { start, end } of others) {
    left = left.flatMap((span) =>
      [
        { start: span.start, end: Math.min(span.end, start) },
        { start: Math.max(span.start, end), end: span.end },
      ].filter((part) => part.end > part.start),
    );
  }
  return left;
}

/** Total length of some intervals, in seconds. */
export function secondsIn(spans: readonly TimeSpan[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

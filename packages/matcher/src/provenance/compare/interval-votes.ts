/**
 * Majority votes of fixed intervals. Neighbouring moments resemble each other, so moments are not independent: an interval counts once, for
 * what most of its moments favour.
 */
export class IntervalVotes {
  readonly #seconds: number;
  readonly #balances = new Map<number, number>();

  /** @param seconds - Length of an interval. */
  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** Adds a moment. @param gain - Above 0 if it favours the first, below 0 if the second. */
  add(time: number, gain: number): void {
    const interval = Math.floor(time / this.#seconds);
    this.#balances.set(interval, (this.#balances.get(interval) ?? 0) + Math.sign(gain));
  }

  /** Intervals that favour either, and how many of them favour the first. */
  count(): { readonly intervals: number; readonly intervalsWon: number } {
    const decided = [...this.#balances.values()].filter((balance) => balance !== 0);
    return { intervals: decided.length, intervalsWon: decided.filter((balance) => balance > 0).length };
  }
}

import { Random } from '../seeded-random.ts';

/** A figure with the middle 95 % of its values over resampled queries. */
export interface Estimate {
  /** The figure on all queries; NaN when there is nothing to measure. */
  readonly value: number;
  /** 2.5th percentile. */
  readonly low: number;
  /** 97.5th percentile. */
  readonly high: number;
}

/**
 * Puts a percentile bootstrap interval (Efron, 1979) around a figure: units, such as queries with all their pairs, are drawn with
 * replacement, seeded, and the figure is computed on each draw.
 */
export function bootstrap<T>(units: readonly T[], figure: (units: readonly T[]) => number, rounds = 1000, seed = 'bootstrap'): Estimate {
  const value = figure(units);
  const random = new Random(seed);
  const values: number[] = [];
  for (let round = 0; round < rounds && units.length > 0; round++) {
    const drawn = figure(units.map(() => random.pick(units)));
    if (Number.isFinite(drawn)) values.push(drawn);
  }
  values.sort((one, other) => one - other);
  const percentile = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
  return { value, low: percentile(0.025), high: percentile(0.975) };
}

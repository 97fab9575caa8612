/** One measured quantity. */
export interface Figure {
  /** What was measured. */
  readonly name: string;
  /** The median of the samples, in `unit`. */
  readonly median: number;
  /** Median absolute deviation of the samples from their median, in `unit`: half of the samples lie closer than this. */
  readonly spread: number;
  /** How many samples were taken, after the warm-up. */
  readonly samples: number;
  /** Unit of `median` and `spread`. */
  readonly unit: Unit;
  /** `median` divided by that of the section's baseline, measured in the same run; 1 for the baseline itself. */
  readonly ratio: number;
}

/** Units that figures come in. */
export type Unit = 's' | 'ms' | 'µs' | 'MiB' | '%';

/** Figures of one run that share a baseline. */
export interface Section {
  /** What is compared. */
  readonly title: string;
  /** Name of the figure that the others are divided by. */
  readonly baseline: string;
  /** The figures, baseline first. */
  readonly figures: readonly Figure[];
  /** What a reader needs to repeat or judge it. */
  readonly notes: readonly string[];
}

/** The samples of one quantity, before they are compared with a baseline. */
export interface Samples {
  readonly name: string;
  readonly unit: Unit;
  /** At least one. */
  readonly values: readonly number[];
}

/** The middle value, or the mean of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return sorted.length === 0 ? Number.NaN : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Summarises quantities that were sampled round by round. With equal counts, a ratio is the median of the rounds' ratios, so that a
 * slow round does not distort it.
 * @param all - The baseline first.
 */
export function compare(all: readonly Samples[]): Figure[] {
  const baseline = all[0]?.values ?? [];
  return all.map(({ name, unit, values }) => {
    const middle = median(values);
    const paired = values.length === baseline.length;
    return {
      name,
      unit,
      median: middle,
      spread: median(values.map((value) => Math.abs(value - middle))),
      samples: values.length,
      ratio: paired ? median(values.map((value, round) => value / baseline[round]!)) : middle / median(baseline),
    };
  });
}

import type { TimeSpan } from '@streetdate/core/portable';
import { TIMELINE_SPEEDS } from '../../align/speeds.ts';
import { DecoyScores, surest, type TimelineCandidate } from '../timeline-candidates.ts';
import { CrossCorrelator, type Spectrum } from './cross-correlator.ts';

/** A film's series at equal time steps, with a mean of about 0. */
export type ChangeSeries = Int8Array;

/** How to cross-correlate intervals of a query with references. */
export interface CrossCorrelateOptions {
  /** Seconds from one value to the next. */
  readonly step: number;
  /** Least overlap of an interval and a reference, seconds. */
  readonly leastSeconds: number;
  /** Share of the library that the references are, 0 to 1. */
  readonly share: number;
  /** The series of a query interval, with a given step in query seconds. */
  readonly seriesOf: (interval: TimeSpan, step: number) => ChangeSeries;
}

/** An interval at one speed. */
interface Pattern {
  readonly interval: TimeSpan;
  readonly speed: number;
  readonly series: ChangeSeries;
  readonly energy: Float64Array;
}

type Placed = Omit<TimelineCandidate, 'expectedFalse'> & { readonly score: number };

/**
 * Cross-correlates intervals of a query with whole references, at each of the usual speeds, by Fourier transforms.
 * @param references - Their series, by id.
 * @returns The references that correlate with the query, most certain first.
 */
export function crossCorrelate(
  intervals: readonly TimeSpan[],
  references: Iterable<readonly [id: string, series: ChangeSeries]>,
  { step, leastSeconds, share, seriesOf }: CrossCorrelateOptions,
): TimelineCandidate[] {
  const patterns: Pattern[] = intervals.flatMap((interval) =>
    TIMELINE_SPEEDS.map((speed) => {
      const series = seriesOf(interval, step / speed);
      return { interval, speed, series, energy: energyOf(series) };
    }),
  );
  const least = leastSeconds / step;
  const longest = Math.max(0, ...patterns.map(({ series }) => series.length));
  const long = [...references]
    .filter(([, series]) => series.length >= least)
    .map(([id, series]) => ({ id, series, transform: 2 ** Math.ceil(Math.log2(series.length + longest)) }))
    .sort((one, other) => one.transform - other.transform);
  const placed: Placed[] = [];
  let decoy = 0;
  let independent = 0;
  let correlator: CrossCorrelator | undefined;
  let spectra: Spectrum[] = [];
  for (const { id, series, transform } of long) {
    if (correlator?.length !== transform) {
      const next = new CrossCorrelator(transform);
      correlator = next;
      spectra = patterns.map((pattern) => next.spectrumOf(pattern.series));
    }
    const [spectrum, energy] = [correlator.spectrumOf(series), energyOf(series)];
    independent += patterns.length * series.length;
    for (const [at, pattern] of patterns.entries()) {
      const place = bestPlace(pattern, energy, correlator.correlate(spectra[at]!, spectrum), least);
      decoy = Math.max(decoy, place.backwards);
      if (place.shift === undefined) continue;
      const { interval, speed } = pattern;
      const offset = place.shift * step - speed * interval.start;
      placed.push({ referenceId: id, offset, speed, queryStart: interval.start, queryEnd: interval.end, score: place.score });
    }
  }
  const chances = new DecoyScores(decoy, independent, share);
  return surest(
    placed
      .filter(({ score }) => score >= chances.least)
      .map(({ score, ...found }) => ({ ...found, expectedFalse: chances.expectedFalse(score) })),
  );
}

/** Intervals that a query is looked up by: the whole of it, or several of a given length, evenly spread. */
export function spreadIntervals(duration: number, seconds: number, most: number): TimeSpan[] {
  const count = Math.min(most, Math.max(1, Math.floor(duration / seconds)));
  if (count === 1) return [{ start: 0, end: duration }];
  return Array.from({ length: count }, (_, at) => {
    const start = ((duration - seconds) * at) / (count - 1);
    return { start, end: start + seconds };
  });
}

/** The best correlation of a pattern with a reference, and the best of the reversed pattern. */
function bestPlace({ series, energy }: Pattern, others: Float64Array, sums: Float64Array, least: number) {
  const [own, other] = [series.length, others.length - 1];
  const length = sums.length / 2;
  const common = Math.max(least, Math.ceil(Math.min(own, other) / 2));
  let score = 0;
  let backwards = 0;
  let best: number | undefined;
  for (let shift = common - own; shift <= other - common; shift++) {
    const from = Math.max(0, -shift);
    const to = Math.min(own, other - shift);
    const there = others[to + shift]! - others[from + shift]!;
    const forwards = scoreOf(sums[2 * ((shift + length) % length)]!, energy[to]! - energy[from]!, there, to - from);
    if (forwards > score) {
      score = forwards;
      best = shift;
    }
    // The same interval of the reference under the reversed pattern.
    const reversed = energy[own - from]! - energy[own - to]!;
    backwards = Math.max(backwards, scoreOf(sums[2 * (own - 1 + shift) + 1]!, reversed, there, to - from));
  }
  return { score, backwards, shift: best === undefined ? undefined : best + peakBeside(sums, best) };
}

/** Prefix sums of the squares of a series, starting with 0. */
export function energyOf(series: ChangeSeries): Float64Array {
  const sums = new Float64Array(series.length + 1);
  for (let at = 0; at < series.length; at++) sums[at + 1] = sums[at]! + series[at]! ** 2;
  return sums;
}

/**
 * Natural logarithm of the likelihood ratio of two correlated signals against unrelated ones, both normally distributed: approximately half
 * their number times the square of their correlation. 0 for a negative correlation.
 */
function scoreOf(sum: number, energy: number, other: number, count: number): number {
  if (!(sum > 0 && energy > 0 && other > 0)) return 0;
  return (-count / 2) * Math.log(1 - Math.min(0.999, sum ** 2 / (energy * other)));
}

/** Offset of a peak from its highest value, -0.5 to 0.5, by parabolic interpolation. */
function peakBeside(sums: Float64Array, shift: number): number {
  const length = sums.length / 2;
  const [before, top, after] = [-1, 0, 1].map((step) => sums[2 * ((shift + step + length) % length)]!) as [number, number, number];
  const bend = before - 2 * top + after;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
}

import { spreadAroundZero } from './spread.ts';

/** A query circularly shifted against the alignment's own moments by a share of the interval, forwards or time-reversed. */
export interface CircularShift {
  readonly shiftedBy: number;
  readonly backwards: boolean;
}

/** How a null sample is made: the query at an offset in reference seconds from the alignment, or circularly shifted. */
export type NullShift = { readonly away: number } | CircularShift;

/** A null sample, made from the same two films, and its correlation. */
export interface NullSample {
  readonly shift: NullShift;
  readonly correlation: number;
}

/** The null samples of an alignment, by method. */
export interface NullSamples {
  readonly away: readonly NullSample[];
  readonly shifted: readonly NullSample[];
}

/** Least and greatest distance from the alignment of the moments used for null samples, seconds. */
export const AWAY = { least: 2, most: 60 } as const;
/** Least circular shift forwards, in moments: slow motion resembles itself for a second. */
const SHIFTED_BY = 4;
/** Evidence of null samples that counts in full, in powers of ten. */
const SURE_EVIDENCE = 10;
/** Share of the evidence beyond that which counts. Evidence grows with the inverse square of the spread: a fifth more spread is a third less. */
const SHARE_BEYOND = 0.5;
/** Most evidence that null samples allow, in powers of ten. */
const MOST_EVIDENCE = 15;

/**
 * Bounds the evidence of null samples. Their spread is known from hundreds of samples, not from billions.
 * @param logChance - Decimal logarithm of a chance that was computed from their spread, at most 0.
 * @returns The decimal logarithm of the chance that counts, from -15 to 0.
 */
export function boundChance(logChance: number): number {
  const beyond = Math.max(0, -logChance - SURE_EVIDENCE);
  return Math.max(-MOST_EVIDENCE, logChance + (1 - SHARE_BEYOND) * beyond);
}

/**
 * All circular shifts of so many moments, forwards and time-reversed. These null samples have the query's own amount and evenness of
 * motion.
 * @param step - Moments between two shifts. @defaultValue 1
 * @param least - Least shift forwards. @defaultValue 4, a second
 */
export function circularShifts(moments: number, step = 1, least: number = SHIFTED_BY): CircularShift[] {
  const shifts: CircularShift[] = [];
  for (let by = 0; by < moments; by += step) {
    shifts.push({ shiftedBy: by / moments, backwards: true });
    if (by >= least && moments - by >= least) shifts.push({ shiftedBy: by / moments, backwards: false });
  }
  return shifts;
}

/** The query moment at each place under a circular shift. */
export function shiftedPlaces(moments: number, { shiftedBy, backwards }: CircularShift): (place: number) => number {
  const by = Math.round(shiftedBy * moments);
  return (place) => ((backwards ? moments - 1 - place : place) + by) % moments;
}

/**
 * Spread of the null samples' correlations.
 * @param independent - Most independent observations in the interval. The spread is never assumed smaller than theirs.
 */
export function nullSpread({ away, shifted }: NullSamples, independent: number): number {
  const spreadOf = (nullSamples: readonly NullSample[]) => spreadAroundZero(nullSamples.map(({ correlation }) => correlation));
  return Math.max(
    // Samples without any change, or after the reference's end, do not count.
    spreadOf(away.filter(({ correlation }) => correlation !== 0)),
    spreadOf(shifted),
    1 / Math.sqrt(independent),
  );
}

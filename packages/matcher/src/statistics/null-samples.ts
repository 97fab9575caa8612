import { spreadAroundZero } from './spread.ts';

/** A query turned round in time beside the alignment's own moments: by a share of the interval, forwards or backwards. */
export interface CircularShift {
  readonly shiftedBy: number;
  readonly backwards: boolean;
}

/** How the query is laid beside the reference to make an unrelated film: so many seconds of the reference away from the alignment, or turned round. */
export type NullShift = { readonly away: number } | CircularShift;

/** An unrelated film, made of the same two films, and how it correlates. */
export interface NullSample {
  readonly shift: NullShift;
  readonly correlation: number;
}

/** The unrelated films that an alignment is weighed against, by how they are made. */
export interface NullSamples {
  readonly away: readonly NullSample[];
  readonly shifted: readonly NullSample[];
}

/** Other moments of the reference that unrelated films are taken from: so many seconds away from the alignment, and up to. */
export const AWAY = { least: 2, most: 60 } as const;
/** Moments by which the query is turned round forwards, at least: what moves slowly resembles itself for a second. */
const SHIFTED_BY = 4;
/** Most that may be said by unrelated films, powers of ten: their spread is known from hundreds, not from billions. */
export const MOST_EVIDENCE = 10;

/**
 * The ways to turn so many moments round in time, forwards and backwards: unrelated films that move as much, and as evenly, as the query itself.
 * @param step - Moments from one way to the next. @defaultValue all of them
 * @param least - Moments by which it is turned forwards, at least. @defaultValue 4, a second
 */
export function circularShifts(moments: number, step = 1, least: number = SHIFTED_BY): CircularShift[] {
  const shifts: CircularShift[] = [];
  for (let by = 0; by < moments; by += step) {
    shifts.push({ shiftedBy: by / moments, backwards: true });
    if (by >= least && moments - by >= least) shifts.push({ shiftedBy: by / moments, backwards: false });
  }
  return shifts;
}

/** Which moment of the query lies at each place where so many are turned round. */
export function shiftedPlaces(moments: number, { shiftedBy, backwards }: CircularShift): (place: number) => number {
  const by = Math.round(shiftedBy * moments);
  return (place) => ((backwards ? moments - 1 - place : place) + by) % moments;
}

/**
 * How far the correlations of unrelated films spread.
 * @param independent - Observations in the interval that are independent of each other, at most: unrelated films are never taken to spread by less than those would.
 */
export function nullSpread({ away, shifted }: NullSamples, independent: number): number {
  const spreadOf = (nullSamples: readonly NullSample[]) => spreadAroundZero(nullSamples.map(({ correlation }) => correlation));
  return Math.max(
    // Where nothing changes, or the reference has ended, nothing is said of unrelated films.
    spreadOf(away.filter(({ correlation }) => correlation !== 0)),
    spreadOf(shifted),
    1 / Math.sqrt(independent),
  );
}

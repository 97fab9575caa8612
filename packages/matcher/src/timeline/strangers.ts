import { spreadAroundNought } from '../chance/spread.ts';

/** A query turned round in time beside the line's own moments: by a share of the stretch, forwards or backwards. */
export interface Turned {
  readonly turned: number;
  readonly backwards: boolean;
}

/** How the query is laid beside the reference to make a stranger: so many seconds of the reference away from the line, or turned round. */
export type StrangerLay = { readonly away: number } | Turned;

/** A stranger, made of the same two films, and how it correlates. */
export interface Stranger {
  readonly lay: StrangerLay;
  readonly correlation: number;
}

/** The strangers that a line is weighed against, by how they are made. */
export interface Strangers {
  readonly away: readonly Stranger[];
  readonly turned: readonly Stranger[];
}

/** Other moments of the reference that strangers are taken from: so many seconds away from the line, and up to. */
export const AWAY = { least: 2, most: 60 } as const;
/** Moments by which the query is turned round forwards, at least: what moves slowly resembles itself for a second. */
const TURNED_BY = 4;
/** Most that may be said by strangers, powers of ten: their spread is known from hundreds, not from billions. */
export const MOST_SAID = 10;

/**
 * The ways to turn so many moments round in time, forwards and backwards: strangers that move as much, and as evenly, as the query itself.
 * @param step - Moments from one way to the next. @defaultValue all of them
 * @param least - Moments by which it is turned forwards, at least. @defaultValue 4, a second
 */
export function turnsOf(moments: number, step = 1, least: number = TURNED_BY): Turned[] {
  const turns: Turned[] = [];
  for (let by = 0; by < moments; by += step) {
    turns.push({ turned: by / moments, backwards: true });
    if (by >= least && moments - by >= least) turns.push({ turned: by / moments, backwards: false });
  }
  return turns;
}

/** Which moment of the query lies at each place where so many are turned round. */
export function placesOf(moments: number, { turned, backwards }: Turned): (place: number) => number {
  const by = Math.round(turned * moments);
  return (place) => ((backwards ? moments - 1 - place : place) + by) % moments;
}

/**
 * How far the correlations of strangers spread.
 * @param independent - Observations in the stretch that are independent of each other, at most: strangers are never taken to spread by less than those would.
 */
export function spreadOfStrangers({ away, turned }: Strangers, independent: number): number {
  const spreadOf = (strangers: readonly Stranger[]) => spreadAroundNought(strangers.map(({ correlation }) => correlation));
  return Math.max(
    // Where nothing changes, or the reference has ended, nothing is said of strangers.
    spreadOf(away.filter(({ correlation }) => correlation !== 0)),
    spreadOf(turned),
    1 / Math.sqrt(independent),
  );
}

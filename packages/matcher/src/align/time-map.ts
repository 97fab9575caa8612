/** Maps query time to reference time: the query at `t` shows the reference at `offset + speed * t`. All times in seconds. */
export interface TimeMap {
  /** Reference time at query time 0, seconds. Negative where the query begins before the reference. */
  readonly offset: number;
  /** Seconds of reference in one second of query, above 0. */
  readonly speed: number;
}

/** The reference time that a query time shows. */
export function toReference({ offset, speed }: TimeMap, queryTime: number): number {
  return offset + speed * queryTime;
}

/** The query time that shows a reference time. */
export function toQuery({ offset, speed }: TimeMap, referenceTime: number): number {
  return (referenceTime - offset) / speed;
}

/** The time map of a speed that maps one query time to one reference time. */
export function timeMapThrough(queryTime: number, referenceTime: number, speed: number): TimeMap {
  return { offset: referenceTime - speed * queryTime, speed };
}

/** Maps query time to reference time: query time `t` corresponds to reference time `offset + speed * t`. All times in seconds. */
export interface TimeMap {
  /** Reference time at query time 0, seconds. Negative if the query begins before the reference. */
  readonly offset: number;
  /** Seconds of reference in one second of query. Below 0 for a query that plays the reference backwards. */
  readonly speed: number;
}

/** The reference time of a query time. */
export function toReference({ offset, speed }: TimeMap, queryTime: number): number {
  return offset + speed * queryTime;
}

/** The query time of a reference time. */
export function toQuery({ offset, speed }: TimeMap, referenceTime: number): number {
  return (referenceTime - offset) / speed;
}

/** The time map of a given speed through one pair of times. */
export function timeMapThrough(queryTime: number, referenceTime: number, speed: number): TimeMap {
  return { offset: referenceTime - speed * queryTime, speed };
}

import { ISSUED_SPEEDS } from '../../align/speeds.ts';
import { type TimeMap, timeMapThrough, toReference } from '../../align/time-map.ts';

/** Two pictures, one of the query and one of a reference, that show the same. */
export interface SamePicture {
  /** Seconds. */
  readonly queryTime: number;
  /** Seconds. */
  readonly referenceTime: number;
  /** How sure: places that agree. */
  readonly places: number;
}

/** Seconds by which two pictures that show the same may be off an alignment: half the time between two pictures of a reference, and a little. */
export const MOST_OFF = 0.75;
/** Speeds of an alignment that is not at a standard one. */
const SPEEDS = { slowest: 0.45, fastest: 2.2 } as const;
/** Seconds of the query between two pictures that tell a speed. */
const TELLS_SPEED = 4;
/** An alignment at another speed than the plain one explains more by this factor. */
const PLAINER = 1.15;
/** Longest time without a picture that is on the alignment, seconds of the query. */
const LONGEST_GAP = 6;
/** Surest pairs of pictures that alignments are drawn through. */
const MOST_DRAWN = 60;

/** Pictures of the query that show a reference in the order of time, at one speed. */
export interface PairAlignment<P extends SamePicture> {
  readonly map: TimeMap;
  /** In order of query time, one for each picture of the query. */
  readonly pictures: readonly P[];
}

/** Finds the alignments through pairs of pictures, the surest first: each pair is on one at most. */
export function alignPairs<P extends SamePicture>(pairs: readonly P[], most: number): PairAlignment<P>[] {
  const alignments: PairAlignment<P>[] = [];
  let left = [...pairs];
  while (alignments.length < most && left.length > 0) {
    const alignment = surestAlignment(left);
    if (alignment === undefined) break;
    alignments.push(alignment);
    const [from, to] = [alignment.pictures[0]!.queryTime, alignment.pictures.at(-1)!.queryTime];
    left = left.filter(({ queryTime }) => queryTime < from || queryTime > to);
  }
  return alignments;
}

function surestAlignment<P extends SamePicture>(pairs: readonly P[]): PairAlignment<P> | undefined {
  const drawn = [...pairs].sort((one, other) => other.places - one.places).slice(0, MOST_DRAWN);
  let best: { alignment: PairAlignment<P>; value: number } | undefined;
  const consider = (map: TimeMap, factor: number) => {
    const alignment = along(map, pairs);
    if (alignment === undefined) return;
    const value = factor * alignment.pictures.reduce((sum, { places }) => sum + places, 0);
    if (best === undefined || value > best.value) best = { alignment, value };
  };
  for (const [at, one] of drawn.entries()) {
    consider(timeMapThrough(one.queryTime, one.referenceTime, 1), PLAINER);
    for (const other of drawn.slice(at + 1)) {
      const seconds = other.queryTime - one.queryTime;
      if (Math.abs(seconds) < TELLS_SPEED) continue;
      const speed = (other.referenceTime - one.referenceTime) / seconds;
      if (Math.abs(speed) < SPEEDS.slowest || Math.abs(speed) > SPEEDS.fastest) continue;
      consider(timeMapThrough(one.queryTime, one.referenceTime, speed), 1);
    }
    consider(timeMapThrough(one.queryTime, one.referenceTime, -1), 1);
  }
  return best && refined(best.alignment, pairs);
}

/** The pairs along a map without a long gap: the run of them with most places. */
function along<P extends SamePicture>(map: TimeMap, pairs: readonly P[]): PairAlignment<P> | undefined {
  const near = new Map<number, P>();
  for (const pair of pairs) {
    const off = Math.abs(toReference(map, pair.queryTime) - pair.referenceTime);
    if (off > MOST_OFF) continue;
    const known = near.get(pair.queryTime);
    if (known === undefined || pair.places > known.places) near.set(pair.queryTime, pair);
  }
  const ordered = [...near.values()].sort((one, other) => one.queryTime - other.queryTime);
  let run: P[] = [];
  let best: P[] = [];
  const sum = (some: readonly P[]) => some.reduce((total, { places }) => total + places, 0);
  for (const pair of ordered) {
    const last = run.at(-1);
    if (last !== undefined && pair.queryTime - last.queryTime > LONGEST_GAP) run = [];
    run.push(pair);
    if (sum(run) > sum(best)) best = [...run];
  }
  return best.length === 0 ? undefined : { map, pictures: best };
}

/** The alignment with the time map that fits its pictures best, at a standard speed if that fits as well. */
function refined<P extends SamePicture>({ map, pictures }: PairAlignment<P>, pairs: readonly P[]): PairAlignment<P> {
  const offsetAt = (speed: number) => {
    let [sum, weights] = [0, 0];
    for (const { queryTime, referenceTime, places } of pictures) {
      sum += places * (referenceTime - speed * queryTime);
      weights += places;
    }
    return sum / weights;
  };
  const errorOf = (speed: number) => {
    const offset = offsetAt(speed);
    return Math.sqrt(
      pictures.reduce((sum, each) => sum + (each.referenceTime - speed * each.queryTime - offset) ** 2, 0) / pictures.length,
    );
  };
  const span = pictures.at(-1)!.queryTime - pictures[0]!.queryTime;
  // Pictures lie within half a second of each other, so a speed is known to a third of a second over the span.
  const unsure = 0.3 / Math.max(1, span);
  const standard = [...ISSUED_SPEEDS, -1].filter((speed) => Math.abs(speed - map.speed) <= unsure);
  const speed =
    standard.sort((one, other) => errorOf(one) - errorOf(other) + (one === 1 ? -0.05 : 0) + (other === 1 ? 0.05 : 0))[0] ?? map.speed;
  const fitted = { speed, offset: offsetAt(speed) };
  const again = along(fitted, pairs);
  return again === undefined || again.pictures.length < pictures.length
    ? { map: fitted, pictures }
    : { map: fitted, pictures: again.pictures };
}

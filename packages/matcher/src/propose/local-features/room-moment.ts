import { popcount32 } from '@streetdate/core/internal';
import type { LocalFeatures } from '@streetdate/core/portable';
import { TIMELINE_SPEEDS } from '../../align/speeds.ts';
import type { TimeMap } from '../../align/time-map.ts';
import type { MotionVote } from '../../match.ts';
import { spreadOver } from '../../spread-over.ts';
import { FEWEST_MOMENTS, findMomentByRanks, MOST_PICTURES, REACH_SECONDS } from '../moment-by-ranks.ts';
import { referencePicture } from './described-pictures.ts';
import { type AffineMap, type Keypoints, TOLERANCE } from './register-pictures.ts';

/** Fewest pictures of the query. */
const FEWEST_PICTURES = 10;
/** How moments are ranked. A reference has a picture a second: half as many as thumbnails, so that twice as long an interval has as many. */
const RANKS = { farthest: 0.6, around: 14 } as const;
/** Bits by which unrelated codes differ at least. */
const UNRELATED_BITS = 20;

/** A picture of a query that shows a room, and how. */
export interface RoomPicture {
  /** Seconds. */
  readonly time: number;
  readonly keypoints: Keypoints;
  /** To the pictures of the reference, whose camera does not move. */
  readonly map: AffineMap;
}

/** When in a room pictures play. */
export interface RoomMoment {
  readonly map: TimeMap;
  readonly evidence: MotionVote;
  /** Alignments that were tested. */
  readonly tested: number;
}

/**
 * Finds the moment of a room that pictures show, of which every moment resembles them. Keypoints of the room are at their places in all moments,
 * and those of what moves in it at the right one only. So each picture is compared with each moment under its own map, and
 * {@link findMomentByRanks} ranks how much they agree. Also under a crop that moves: the maps follow it.
 * @param around - A time of the reference at which it shows the room, seconds.
 * @returns Undefined where too few pictures or moments are known.
 */
export function findRoomMoment(pictures: readonly RoomPicture[], reference: LocalFeatures, around: number): RoomMoment | undefined {
  const chosen = spreadOver(pictures, MOST_PICTURES);
  const moments = [...reference.timesMs.keys()].filter((at) => Math.abs(reference.timesMs[at]! / 1000 - around) <= REACH_SECONDS);
  if (chosen.length < FEWEST_PICTURES || moments.length < FEWEST_MOMENTS) return undefined;
  const shown = moments.map((at) => referencePicture(reference, at));
  const times = moments.map((at) => reference.timesMs[at]! / 1000);
  const rows = chosen.map(({ time, keypoints, map }) => ({
    time,
    likeness: Float64Array.from(shown, (moment) => likenessUnder(map, keypoints, moment)),
  }));
  let best: RoomMoment | undefined;
  for (const speed of TIMELINE_SPEEDS) {
    const found = findMomentByRanks(rows, times, { ...RANKS, speed });
    if (found === undefined || (best !== undefined && best.evidence.logChance <= found.evidence.logChance)) continue;
    best = { map: { offset: found.offset, speed }, evidence: found.evidence, tested: TIMELINE_SPEEDS.length * found.tested };
  }
  return best;
}

/** How much two pictures agree under a map: the bits by which the nearest code at the place of each keypoint is nearer than unrelated ones. */
function likenessUnder({ a, b, c, d, e, f }: AffineMap, query: Keypoints, reference: Keypoints): number {
  let likeness = 0;
  for (let at = 0; at < query.count; at++) {
    if (query.stays?.[at]) continue;
    const x = a * query.x[at]! + b * query.y[at]! + e;
    const y = c * query.x[at]! + d * query.y[at]! + f;
    let least = UNRELATED_BITS;
    for (let other = 0; other < reference.count; other++) {
      if (Math.abs(reference.x[other]! - x) > TOLERANCE || Math.abs(reference.y[other]! - y) > TOLERANCE) continue;
      const low = popcount32((query.codes[2 * at]! ^ reference.codes[2 * other]!) >>> 0);
      least = Math.min(least, low + popcount32((query.codes[2 * at + 1]! ^ reference.codes[2 * other + 1]!) >>> 0));
    }
    likeness += UNRELATED_BITS - least;
  }
  return likeness;
}

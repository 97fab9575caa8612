import { popcount32 } from '@streetdate/core/internal';
import type { LocalFeatures } from '@streetdate/core/portable';
import { ISSUED_SPEEDS } from '../../align/speeds.ts';
import type { TimeMap } from '../../align/time-map.ts';
import type { MotionVote } from '../../match.ts';
import { spreadOver } from '../../spread-over.ts';
import { findMomentByRanks } from '../moment-by-ranks.ts';
import { referencePicture } from './described-pictures.ts';
import type { AffineMap, Keypoints } from './register-pictures.ts';

/** Most pictures of the query that are compared, and fewest. */
const PICTURES = { most: 64, fewest: 10 } as const;
/** Seconds of the reference on both sides of the proposed place, in which the room is looked for. */
const REACH_SECONDS = 120;
/** Fewest moments of a room. */
const FEWEST_MOMENTS = 16;
/** How moments are ranked. A reference has a picture a second: half as many as thumbnails, so that twice as long an interval has as many. */
const RANKS = { farthest: 0.6, around: 14 } as const;
/** Pixels of 256 by which a keypoint may be off its place under a map, and bits by which unrelated codes differ at least. */
const NEAR = { pixels: 5, bits: 20 } as const;
/** Speeds that are tried: standard ones, and round ones of those who evade searches. */
const SPEEDS = [...ISSUED_SPEEDS, 0.8, 0.9, 1.1, 1.25];
/** How many of them differ over a short clip, by more than the moments are apart. */
const DIFFERENT_SPEEDS = 5;

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
 * Finds the moment of a room that pictures show, of which every moment resembles them. Keypoints of the room are at their places in all moments, and
 * those of what moves in it at the right one only. So each picture is laid on each moment by its own map, and {@link findMomentByRanks} ranks how
 * much they agree. Also under a crop that moves: the maps follow it.
 * @param around - A time of the reference at which it shows the room, seconds.
 * @returns Undefined where too few pictures or moments are known.
 */
export function findRoomMoment(pictures: readonly RoomPicture[], reference: LocalFeatures, around: number): RoomMoment | undefined {
  const chosen = spreadOver(pictures, PICTURES.most);
  const moments = [...reference.timesMs.keys()].filter((at) => Math.abs(reference.timesMs[at]! / 1000 - around) <= REACH_SECONDS);
  if (chosen.length < PICTURES.fewest || moments.length < FEWEST_MOMENTS) return undefined;
  const shown = moments.map((at) => referencePicture(reference, at));
  const times = moments.map((at) => reference.timesMs[at]! / 1000);
  const rows = chosen.map(({ time, keypoints, map }) => ({
    time,
    likeness: Float64Array.from(shown, (moment) => likenessUnder(map, keypoints, moment)),
  }));
  let best: RoomMoment | undefined;
  for (const speed of SPEEDS) {
    const found = findMomentByRanks(rows, times, { ...RANKS, speed });
    if (found === undefined || (best !== undefined && best.evidence.logChance <= found.evidence.logChance)) continue;
    best = { map: { offset: found.offset, speed }, evidence: found.evidence, tested: DIFFERENT_SPEEDS * found.tested };
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
    let least: number = NEAR.bits;
    for (let other = 0; other < reference.count; other++) {
      if (Math.abs(reference.x[other]! - x) > NEAR.pixels || Math.abs(reference.y[other]! - y) > NEAR.pixels) continue;
      const low = popcount32((query.codes[2 * at]! ^ reference.codes[2 * other]!) >>> 0);
      least = Math.min(least, low + popcount32((query.codes[2 * at + 1]! ^ reference.codes[2 * other + 1]!) >>> 0));
    }
    likeness += NEAR.bits - least;
  }
  return likeness;
}

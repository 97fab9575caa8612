import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { type FrameClock, NO_FRAME } from '../align/frame-clock.ts';
import type { TimeMap } from '../align/time-map.ts';

/** Share of the background level from which two neighbouring frames are separated by a cut. */
const CUT_SHARE = 0.6;

/**
 * Counts independent observations among some frames of a track, given by index in order of time. The first frame counts as one. Each
 * further frame counts by its difference from the last one that counted, up to one. A still picture of any length stays near one.
 * @param level - Share of differing bits between unrelated moments of this material. Half of it is a new picture.
 */
export function countIndependent(track: HashTrack, frames: ArrayLike<number>, level: number): number {
  const words = track.bits / 32;
  const fresh = Math.max(SAME_PICTURE_SHARE * 3, level / 2) * track.bits;
  const same = Math.min(SAME_PICTURE_SHARE, level / 12) * track.bits;
  let count = frames.length > 0 ? 1 : 0;
  let counted = frames[0] ?? 0;
  for (let at = 1; at < frames.length; at++) {
    const distance = hammingDistance(track.hashes, counted * words, track.hashes, frames[at]! * words, words);
    if (distance <= same) continue;
    count += Math.min(1, (distance - same) / (fresh - same));
    counted = frames[at]!;
  }
  return count;
}

/** Share of differing bits within one picture, from noise and compression. */
const SAME_PICTURE_SHARE = 0.04;

/**
 * Shortest shot that counts, seconds. Rolling credits, flicker and a shaken camera change frames as much as cuts do, several times a
 * second. Films are not cut like that.
 */
export const SHORTEST_SHOT = 1;

/**
 * Every frame of a reference from the first to the last of some. A cut is a jump from one frame to the next; rolling credits and a shaken
 * camera change a little with each frame.
 */
export function everyFrameBetween(frames: ArrayLike<number>): number[] {
  const first = frames[0]!;
  const last = frames[frames.length - 1]!;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Counts shots among some frames of a track: one, plus one for each cut, at most one a second. */
export function countShots(track: HashTrack, frames: ArrayLike<number>, level: number): number {
  const words = track.bits / 32;
  const cut = CUT_SHARE * level * track.bits;
  let shots = 1;
  for (let at = 1; at < frames.length; at++) {
    if (hammingDistance(track.hashes, frames[at - 1]! * words, track.hashes, frames[at]! * words, words) >= cut) shots++;
  }
  const seconds = (track.timesMs[frames[frames.length - 1]!]! - track.timesMs[frames[0]!]!) / 1000;
  return Math.min(shots, 1 + seconds / SHORTEST_SHOT);
}

/** Seconds before and after a moment at which a shot with any motion looks slightly different. */
const BESIDE = [-1, -0.5, 0.5, 1] as const;
/**
 * Share of bits by which a picture must be closer to its own moment than to its neighbours to count in full: the difference between two
 * kept frames.
 */
const MOTION_SHARE = 1 / 16;
/** Frames in a second of film that can carry independent evidence of motion. */
const MOTION_A_SECOND = 2;

/**
 * Measures how much a shot with little change moves as the reference does: how much closer its frames are to their moments on the
 * alignment than to the moments half a second and a second off in the same shot. A still picture that two films share, such as a title card
 * or a logo, is equally close to all of these, however much grain it has, and counts nothing.
 * @param frames - Frames of the query on the alignment, in order of time.
 * @param level - Share of differing bits between unrelated moments of this material.
 * @returns 0 for a still shot; up to two a second.
 */
export function countMotion(track: HashTrack, clock: FrameClock, map: TimeMap, frames: readonly number[], level: number): number {
  const words = track.bits / 32;
  const { hashes } = clock.track;
  const most = MOTION_SHARE * track.bits;
  let gains = 0;
  let compared = 0;
  for (const frame of frames) {
    const time = map.offset + (map.speed * track.timesMs[frame]!) / 1000;
    const shown = clock.frameAt(time);
    if (shown === NO_FRAME) continue;
    const here = hammingDistance(track.hashes, frame * words, hashes, shown * words, words);
    let beside = 0;
    let moments = 0;
    for (const shift of BESIDE) {
      const other = clock.frameAt(time + shift);
      // Beyond a cut everything differs, which is no evidence of motion.
      if (
        other === NO_FRAME ||
        hammingDistance(hashes, shown * words, hashes, other * words, words) >= (CUT_SHARE / 2) * level * track.bits
      )
        continue;
      beside += hammingDistance(track.hashes, frame * words, hashes, other * words, words);
      moments++;
    }
    if (moments === 0) continue;
    gains += Math.max(-1, Math.min(1, (beside / moments - here) / most));
    compared++;
  }
  if (compared === 0) return 0;
  const seconds = (track.timesMs[frames[frames.length - 1]!]! - track.timesMs[frames[0]!]!) / 1000;
  return Math.max(0, gains / compared) * Math.min(compared, MOTION_A_SECOND * seconds);
}

import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { type FrameClock, NO_FRAME } from '../align/frame-clock.ts';
import type { TimeMap } from '../align/time-map.ts';

/** Least distance of the background's moments from the alignment, seconds: a picture resembles its own neighbourhood. */
export const BACKGROUND_GUARD = 2;

/**
 * Shifts of an alignment tested on each side, and the seconds between them: a third of a minute in total, fine enough for a row of credits.
 */
const SHIFTS = { count: 200, step: 0.1 } as const;
/** Fewest shifted alignments for a standard deviation. */
const FEWEST_SHIFTS = 40;
/** Share of the background level from which a shifted alignment has left the neighbourhood of the alignment. */
const AWAY_SHARE = 0.93;
/**
 * Share of bits below which the reference repeats the very pictures of the alignment, such as a reused shot. That makes no unrelated film
 * fit.
 */
const SHOWN_AGAIN = 0.12;
/** Frames compared on a shifted alignment; longer runs are subsampled evenly. */
const FRAMES_A_SHIFT = 48;

/**
 * Standard deviation of the mean distance over alignments parallel to this one, as a share of the bits. It shows how much evidence the
 * exact place has. Periodic content (rolling credits, a dance, a pulsing pattern) fits at every period, however many frames agree. Shifts
 * near the alignment where it still fits are excluded, because a still shot resembles itself.
 * @returns 0 if the reference is too short.
 */
export function spreadOfShiftedAlignments(
  track: HashTrack,
  clock: FrameClock,
  map: TimeMap,
  queryFrames: readonly number[],
  level: number,
): number {
  const words = track.bits / 32;
  const stride = Math.max(1, Math.floor(queryFrames.length / FRAMES_A_SHIFT));
  const { hashes } = clock.track;
  const again = SHOWN_AGAIN * track.bits;
  const meanAt = (shift: number): number | undefined => {
    let differing = 0;
    let compared = 0;
    let asked = 0;
    for (let at = 0; at < queryFrames.length; at += stride) {
      const frame = queryFrames[at]!;
      const time = map.offset + map.speed * (track.timesMs[frame]! / 1000);
      const shown = clock.frameAt(time + shift);
      asked++;
      if (shown === NO_FRAME || hammingDistance(hashes, clock.frameAt(time) * words, hashes, shown * words, words) < again) continue;
      compared++;
      differing += hammingDistance(track.hashes, frame * words, hashes, shown * words, words);
    }
    return compared < asked * 0.6 ? undefined : differing / compared / track.bits;
  };
  const cohort: number[] = [];
  for (const side of [-1, 1]) {
    let beside = true;
    for (let shift = 1; shift <= SHIFTS.count; shift++) {
      const mean = meanAt(side * shift * SHIFTS.step);
      if (mean === undefined) continue;
      if (mean >= level * AWAY_SHARE) beside = false;
      if (!beside && shift * SHIFTS.step >= BACKGROUND_GUARD) cohort.push(mean);
    }
  }
  if (cohort.length < FEWEST_SHIFTS) return 0;
  cohort.sort((one, other) => one - other);
  return (cohort[Math.floor(cohort.length / 2)]! - cohort[Math.floor(cohort.length * 0.02)]!) / 2.054;
}

import { CODE_INTERVAL, popcount32 } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import type { TimeMap } from '../../align/time-map.ts';

/** Marks a code without a reference code on the alignment. */
export const NOTHING_THERE = 0xff;

/** A reference's codes, evenly spaced, so that the code at a time is found without a search. Silence leaves holes. */
export class AudioGrid {
  readonly track: HashTrack;
  /** Time of the first slot, seconds. */
  readonly #origin: number;
  /** Index of the code in each slot; -1 for a hole. */
  readonly #slots: Int32Array;

  constructor(track: HashTrack) {
    this.track = track;
    const { timesMs } = track;
    this.#origin = (timesMs[0] ?? 0) / 1000;
    const last = timesMs.length === 0 ? -1 : this.#slotAt(timesMs[timesMs.length - 1]! / 1000);
    this.#slots = new Int32Array(last + 1).fill(-1);
    for (let at = 0; at < timesMs.length; at++) this.#slots[this.#slotAt(timesMs[at]! / 1000)] = at;
  }

  /** Index of the code whose middle is nearest to `time` (seconds); -1 if there is none. */
  codeAt(time: number): number {
    const slot = this.#slotAt(time);
    return slot < 0 || slot >= this.#slots.length ? -1 : this.#slots[slot]!;
  }

  #slotAt(time: number): number {
    return Math.round((time - this.#origin) / CODE_INTERVAL);
  }
}

/** Differing bits between a query code and the reference's code on the alignment; {@link NOTHING_THERE} if there is none. */
export function audioDistance(query: HashTrack, grid: AudioGrid, map: TimeMap, at: number): number {
  const shown = grid.codeAt(map.offset + (map.speed * query.timesMs[at]!) / 1000);
  return shown < 0 ? NOTHING_THERE : popcount32(query.hashes[at]! ^ grid.track.hashes[shown]!);
}

/** {@link audioDistance} of each query code from `start` to `end`. Hot loop: the caller owns and reuses `distances`. */
export function measureAudio(query: HashTrack, grid: AudioGrid, map: TimeMap, start: number, end: number, distances: Uint8Array): void {
  for (let at = start; at < end; at++) distances[at] = audioDistance(query, grid, map, at);
}

/** An interval of codes of a query. */
export interface CodeRun {
  /** First code. */
  readonly start: number;
  /** Code after the last one. */
  readonly end: number;
  /** Sum of {@link NEUTRAL} minus the differing bits: above 0 for equal audio. */
  readonly gain: number;
}

/**
 * Bits of 32 at which a code counts neither for nor against. Unrelated films differ in 15 ± 3, copies in 0.5 to 5, and copies with noise
 * and voices on top in up to 10.
 */
export const NEUTRAL = 11.5;

/** The interval from `start` to `end` with the highest gain, by Kadane's algorithm. */
export function bestCodeRun(distances: Uint8Array, start: number, end: number): CodeRun {
  let best: CodeRun = { start, end: start, gain: 0 };
  let sum = 0;
  let from = start;
  for (let at = start; at < end; at++) {
    if (distances[at] === NOTHING_THERE) continue;
    if (sum <= 0) {
      sum = 0;
      from = at;
    }
    sum += NEUTRAL - distances[at]!;
    if (sum > best.gain) best = { start: from, end: at + 1, gain: sum };
  }
  return best;
}

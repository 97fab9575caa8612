import type { HashTrack } from '@streetdate/core/portable';
import {
  bestStretch,
  measureSound,
  NEUTRAL,
  NOTHING_THERE,
  type SoundGrid,
  type SoundLine,
  type SoundStretch,
  soundDistance,
} from './sound-line.ts';

/** Speeds that a re-timing bears: half a step between resampled ones, and twice that where the pitch was kept, which costs few bits. */
const REACH = { resampled: 0.012, pitchKept: 0.025 };
/** Codes that are compared for one line while it is solved; of longer stretches an even selection. */
const MOST_SOLVED = 160;
const MOST_ROUNDS = 16;

/** A line with the stretch of the query that is on it. */
export interface FollowedSound {
  readonly line: SoundLine;
  readonly start: number;
  readonly end: number;
}

/**
 * Solves a proposed line on the stretch that speaks for it, and follows it in both directions: the speed is known as exactly as the
 * stretch is long, so the stretch grows threefold at most before the line is solved again.
 */
export function followSound(
  query: HashTrack,
  grid: SoundGrid,
  proposed: SoundLine,
  seed: SoundStretch,
  scratch: Uint8Array,
): FollowedSound {
  const { length } = query.hashes;
  let reach = { offset: 0.3, speed: query.view.startsWith('sound*') ? REACH.resampled : REACH.pitchKept };
  let line = solve(query, grid, proposed, seed.start, seed.end, reach);
  let { start, end } = seed;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const more = Math.max(16, end - start);
    const from = Math.max(0, start - more);
    const to = Math.min(length, end + more);
    measureSound(query, grid, line, from, to, scratch);
    const grown = bestStretch(scratch, from, to);
    if (grown.gain <= 0) break;
    const unchanged = grown.start === start && grown.end === end;
    ({ start, end } = grown);
    if (unchanged) break;
    const seconds = (query.timesMs[end - 1]! - query.timesMs[start]!) / 1000;
    reach = { offset: 0.15, speed: Math.min(reach.speed, 0.4 / Math.max(1, seconds)) };
    line = solve(query, grid, line, start, end, reach);
  }
  return { line, start, end };
}

/** The line with the highest gain near `line`, turned about the middle of the stretch; coarse to fine. Equal gains keep the nearest. */
function solve(
  query: HashTrack,
  grid: SoundGrid,
  line: SoundLine,
  start: number,
  end: number,
  reach: { readonly offset: number; readonly speed: number },
): SoundLine {
  const middle = (query.timesMs[start]! + query.timesMs[end - 1]!) / 2000;
  let atMiddle = line.offset + line.speed * middle;
  let { speed } = line;
  let best = Number.NEGATIVE_INFINITY;
  const stride = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
  const gainOf = (candidate: SoundLine) => {
    let gain = 0;
    for (let at = start; at < end; at += stride) {
      const distance = soundDistance(query, grid, candidate, at);
      if (distance !== NOTHING_THERE) gain += NEUTRAL - distance;
    }
    return gain;
  };
  for (const fineness of [1, 4]) {
    const [fromMiddle, fromSpeed] = [atMiddle, speed];
    for (const turn of NEAREST_FIRST) {
      for (const shift of NEAREST_FIRST) {
        const trySpeed = fromSpeed + (turn * reach.speed) / 4 / fineness;
        const tryMiddle = fromMiddle + (shift * reach.offset) / 4 / fineness;
        const gain = gainOf({ offset: tryMiddle - trySpeed * middle, speed: trySpeed });
        if (gain <= best) continue;
        best = gain;
        atMiddle = tryMiddle;
        speed = trySpeed;
      }
    }
  }
  return { offset: atMiddle - speed * middle, speed };
}

const NEAREST_FIRST = [0, 1, -1, 2, -2, 3, -3, 4, -4];

import { retimingOf } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import type { TimeMap } from '../../align/time-map.ts';
import {
  type AudioGrid,
  audioDistance,
  bestCodeRun,
  type CodeRun,
  measureAudio,
  NEUTRAL,
  NOTHING_THERE,
} from '../../evidence/audio/audio-grid.ts';

/**
 * Speed range that a re-timing tolerates: half a step between resampled ones, and twice that with preserved pitch, which costs few bits.
 */
const REACH = { resampled: 0.012, pitchKept: 0.025 };
/** Most codes compared for one alignment during refinement; longer intervals are subsampled evenly. */
const MOST_SOLVED = 160;
const MOST_ROUNDS = 16;

/** An alignment and its interval of the query. */
export interface ExtendedAudio {
  readonly map: TimeMap;
  readonly start: number;
  readonly end: number;
}

/**
 * Refines a proposed alignment on its interval and extends it in both directions. The precision of the speed grows with the interval's
 * length. So the interval grows at most threefold before the alignment is refined again.
 */
export function extendAudio(query: HashTrack, grid: AudioGrid, proposed: TimeMap, seed: CodeRun, scratch: Uint8Array): ExtendedAudio {
  const { length } = query.hashes;
  let reach = { offset: 0.3, speed: retimingOf(query.view)?.kind === 'resampled' ? REACH.resampled : REACH.pitchKept };
  let map = solve(query, grid, proposed, seed.start, seed.end, reach);
  let { start, end } = seed;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const more = Math.max(16, end - start);
    const from = Math.max(0, start - more);
    const to = Math.min(length, end + more);
    measureAudio(query, grid, map, from, to, scratch);
    const grown = bestCodeRun(scratch, from, to);
    if (grown.gain <= 0) break;
    const unchanged = grown.start === start && grown.end === end;
    ({ start, end } = grown);
    if (unchanged) break;
    const seconds = (query.timesMs[end - 1]! - query.timesMs[start]!) / 1000;
    reach = { offset: 0.15, speed: Math.min(reach.speed, 0.4 / Math.max(1, seconds)) };
    map = solve(query, grid, map, start, end, reach);
  }
  return { map, start, end };
}

/**
 * The alignment with the highest gain near `alignment`, rotated about the middle of the interval; coarse to fine. Of equal gains the
 * nearest wins.
 */
function solve(
  query: HashTrack,
  grid: AudioGrid,
  map: TimeMap,
  start: number,
  end: number,
  reach: { readonly offset: number; readonly speed: number },
): TimeMap {
  const middle = (query.timesMs[start]! + query.timesMs[end - 1]!) / 2000;
  let atMiddle = map.offset + map.speed * middle;
  let { speed } = map;
  let best = Number.NEGATIVE_INFINITY;
  const stride = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
  const gainOf = (candidate: TimeMap) => {
    let gain = 0;
    for (let at = start; at < end; at += stride) {
      const distance = audioDistance(query, grid, candidate, at);
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

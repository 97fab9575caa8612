import type { HashTrack, TimeSpan } from '@streetdate/core/portable';
import { firstAfter, firstFrom } from '@streetdate/index/internal';
import { bestRun, measureDistances, NEUTRAL_SHARE, NOT_COMPARED } from '../../align/distances.ts';
import type { AlignedRun } from '../../align/extend.ts';
import type { FrameClock } from '../../align/frame-clock.ts';
import type { TimeMap } from '../../align/time-map.ts';

/** The first frame from a time on. */
export function frameFrom({ timesMs }: HashTrack, time: number): number {
  return firstFrom(timesMs, 1000 * time);
}

/** A track with a picture in an interval. If none begins there, the one before does: a still picture may stand for several pieces. */
export function trackWithin(track: HashTrack, { start, end }: TimeSpan): HashTrack {
  if (frameFrom(track, start) < frameFrom(track, end)) return track;
  const timesMs = track.timesMs.slice();
  const shown = firstAfter(timesMs, 1000 * start) - 1;
  if (shown >= 0) timesMs[shown] = Math.ceil(1000 * start);
  return { ...track, timesMs };
}

/** The run of an interval on the alignment on which its pictures are most alike; undefined if none are. */
export function alikeRun(
  track: HashTrack,
  clock: FrameClock,
  alignments: readonly TimeMap[],
  { start, end }: TimeSpan,
): AlignedRun | undefined {
  const [first, last] = [frameFrom(track, start), frameFrom(track, end)];
  const distances = new Uint16Array(track.timesMs.length);
  let best: { readonly gain: number; readonly run: AlignedRun } | undefined;
  for (const map of alignments) {
    measureDistances(track, clock, map, first, last, distances);
    // A frame at an end may belong to the next piece.
    const alike = bestRun(distances, first, last, NEUTRAL_SHARE * track.bits);
    if (alike.gain <= (best?.gain ?? 0)) continue;
    let [from, to] = [alike.start, alike.end];
    while (from > first && distances[from - 1] === NOT_COMPARED) from--;
    while (to < last && distances[to] === NOT_COMPARED) to++;
    best = { gain: alike.gain, run: { map, start: from, end: to, distances: distances.slice(from, to) } };
  }
  return best?.run;
}

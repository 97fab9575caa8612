import type { HashTrack, TimeSpan } from '@streetdate/core/portable';
import { firstFrom } from '@streetdate/index/internal';

/** Time between two frames that are kept, milliseconds: five a second, as many as a query's pictures. */
const STEP_MS = 200;

/** A reference's track as that of a query: references keep every frame, queries a few a second. What a dropped frame showed belongs to the one before. */
export function thinTrack(track: HashTrack): HashTrack {
  const { timesMs, spansMs, quality, hashes, bits } = track;
  const words = bits / 32;
  const kept: number[] = [];
  for (let frame = 0, next = 0; frame < timesMs.length; frame++) {
    // A picture that holds is a shot of its own, however soon it follows.
    if (timesMs[frame]! < next && spansMs[frame]! < STEP_MS) continue;
    kept.push(frame);
    next = timesMs[frame]! + STEP_MS;
  }
  const thin = {
    ...track,
    timesMs: Uint32Array.from(kept, (frame) => timesMs[frame]!),
    spansMs: new Uint32Array(kept.length),
    quality: quality.slice(0, kept.length),
    hashes: new Uint32Array(kept.length * words),
  };
  for (const [at, frame] of kept.entries()) {
    const last = (kept[at + 1] ?? timesMs.length) - 1;
    thin.spansMs[at] = timesMs[last]! + spansMs[last]! - timesMs[frame]!;
    thin.quality[at] = quality[frame]!;
    thin.hashes.set(hashes.subarray(frame * words, (frame + 1) * words), at * words);
  }
  return thin;
}

/** The frames of a track that are shown in an interval for more than half of their time, at their own times. They share the track's memory. */
export function framesWithin(track: HashTrack, { start, end }: TimeSpan): HashTrack {
  const { timesMs, spansMs, quality, hashes, bits } = track;
  const words = bits / 32;
  const middleOf = (frame: number) => timesMs[frame]! + spansMs[frame]! / 2;
  let first = firstFrom(timesMs, 1000 * start);
  let last = firstFrom(timesMs, 1000 * end);
  if (first > 0 && middleOf(first - 1) >= 1000 * start) first--;
  while (last > first && middleOf(last - 1) >= 1000 * end) last--;
  return {
    ...track,
    timesMs: timesMs.subarray(first, last),
    spansMs: spansMs.subarray(first, last),
    quality: quality.subarray(first, last),
    hashes: hashes.subarray(first * words, last * words),
  };
}

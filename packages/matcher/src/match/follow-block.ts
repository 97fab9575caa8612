import type { HashTrack } from '@streetdate/core/portable';
import type { FrameClock } from './frame-clock.ts';
import { type AlignedRun, LineFollower } from './line-follower.ts';
import { ISSUED_SPEEDS } from './speeds.ts';
import { BLOCK_SECONDS } from './thumbnail-blocks.ts';

/** Shortest time between two thumbnails that lie in stretches of their own, seconds. */
const STRETCH_GAP = 6;
/** Seconds by which the ends of a block may move when it is taken to run at an issued speed. */
const MOST_DRIFT = 0.6;

/**
 * Follows a line through the query. The thumbnails of a long film lie in stretches minutes apart, which no speed that was solved on one of them
 * reaches, so an issued one is taken, whichever leads furthest.
 */
export function followBlock(track: HashTrack, clock: FrameClock, offset: number, block: readonly number[]): AlignedRun | undefined {
  const { timesMs } = track;
  const gaps = timesMs.subarray(1).map((time, at) => time - timesMs[at]!);
  const longestGap = gaps.reduce((longest, gap) => Math.max(longest, gap), 0) / 1000;
  const first = block[0]!;
  const last = block[block.length - 1]!;
  const plain = new LineFollower(track, clock);
  const settled = plain.settle({ offset, speed: 1 }, first, last + 1);
  if (settled === undefined) return undefined;
  if (longestGap < STRETCH_GAP) return plain.follow(settled);
  const follower = new LineFollower(track, clock, undefined, longestGap + BLOCK_SECONDS);
  const middle = (timesMs[first]! + timesMs[last]!) / 2000;
  const seconds = (timesMs[last]! - timesMs[first]!) / 1000;
  let best = plain.follow(settled);
  for (const speed of ISSUED_SPEEDS) {
    const { line } = settled;
    if ((Math.abs(speed - line.speed) * seconds) / 2 > MOST_DRIFT) continue;
    const run = follower.follow({ ...settled, line: { offset: line.offset + (line.speed - speed) * middle, speed } });
    if (run !== undefined && (best === undefined || run.end - run.start > best.end - best.start)) best = run;
  }
  return best;
}

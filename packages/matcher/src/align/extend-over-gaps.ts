import type { HashTrack } from '@streetdate/core/portable';
import { type AlignedRun, AlignmentExtender, type RefinedAlignment } from './extend.ts';
import type { FrameClock } from './frame-clock.ts';
import { ISSUED_SPEEDS } from './speeds.ts';
import { BLOCK_SECONDS } from './thumbnail-blocks.ts';

/** Shortest gap between two separate intervals of thumbnails, seconds. */
const INTERVAL_GAP = 6;
/** Seconds by which the ends of a block may move when its speed snaps to a standard one. */
const MOST_DRIFT = 0.6;

/** Refines an alignment on a block of thumbnails and extends it with {@link extendOverGaps}. */
export function extendBlock(track: HashTrack, clock: FrameClock, offset: number, block: readonly number[]): AlignedRun | undefined {
  const plain = new AlignmentExtender(track, clock);
  const [start, end] = [block[0]!, block[block.length - 1]! + 1];
  const refined = plain.refine({ offset, speed: 1 }, start, end);
  return refined && extendOverGaps(plain, track, clock, refined, { start, end });
}

/**
 * Extends a refined alignment through the query. The thumbnails of a long film form intervals minutes apart. A speed refined on one of them
 * is too imprecise to reach the next. So the standard speed that extends furthest is used.
 * @param plain - Extends it without such gaps.
 * @param block - The frames that it was refined on.
 */
export function extendOverGaps(
  plain: AlignmentExtender,
  track: HashTrack,
  clock: FrameClock,
  refined: RefinedAlignment,
  block: { readonly start: number; readonly end: number },
): AlignedRun | undefined {
  const { timesMs } = track;
  const gaps = timesMs.subarray(1).map((time, at) => time - timesMs[at]!);
  const longestGap = gaps.reduce((longest, gap) => Math.max(longest, gap), 0) / 1000;
  let best = plain.extend(refined);
  if (longestGap < INTERVAL_GAP) return best;
  const follower = new AlignmentExtender(track, clock, undefined, longestGap + BLOCK_SECONDS);
  const [first, last] = [timesMs[block.start]! / 1000, timesMs[block.end - 1]! / 1000];
  const { map } = refined;
  for (const speed of ISSUED_SPEEDS) {
    if ((Math.abs(speed - map.speed) * (last - first)) / 2 > MOST_DRIFT) continue;
    const offset = map.offset + ((map.speed - speed) * (first + last)) / 2;
    const run = follower.extend({ ...refined, map: { offset, speed } });
    if (run !== undefined && (best === undefined || run.end - run.start > best.end - best.start)) best = run;
  }
  return best;
}

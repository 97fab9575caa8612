import type { HashTrack } from '@streetdate/core/portable';
import { type AlignedRun, AlignmentExtender, type RefinedAlignment } from './extend.ts';
import type { FrameClock } from './frame-clock.ts';
import { ISSUED_SPEEDS } from './speeds.ts';
import { BLOCK_SECONDS } from './thumbnail-blocks.ts';

/** Shortest time between two thumbnails that lie in intervals of their own, seconds. */
const STRETCH_GAP = 6;
/** Seconds by which the ends of a block may move when it is taken to run at an issued speed. */
const MOST_DRIFT = 0.6;

/** Solves an alignment on a block of thumbnails, and follows it through the query as {@link extendOverGaps} does. */
export function extendBlock(track: HashTrack, clock: FrameClock, offset: number, block: readonly number[]): AlignedRun | undefined {
  const plain = new AlignmentExtender(track, clock);
  const [start, end] = [block[0]!, block[block.length - 1]! + 1];
  const refined = plain.refine({ offset, speed: 1 }, start, end);
  return refined && extendOverGaps(plain, track, clock, refined, { start, end });
}

/**
 * Follows a settled alignment through the query. The thumbnails of a long film lie in intervals minutes apart, which no speed that was solved on one of them
 * reaches, so an issued one is taken, whichever leads furthest.
 * @param plain - Follows it where there are no such gaps.
 * @param block - The frames that it was settled on.
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
  if (longestGap < STRETCH_GAP) return best;
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

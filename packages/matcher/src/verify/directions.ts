import type { TimeSpan } from '@streetdate/core/portable';
import { NEUTRAL_SHARE } from '../align/distances.ts';
import { FEATURE_VIEW } from '../align/views.ts';
import type { Segment } from '../match.ts';
import { logUpperTail } from '../statistics/p-values.ts';

/** A backward segment replaces forward ones where its pictures are nearer, at odds of a thousand to one that they are. */
const LEAST_LOG_ODDS = 3;
/** Share of bits by which a backward picture must be nearer to count for it. */
const NEARER_BY = 0.01;
/** Least standard deviation of the difference of two distances, as a share of bits: that of one picture's distance. */
const LEAST_SPREAD = 0.03;
/** Seconds between two frames that are the same one: a still picture of one direction stands for several of the other. */
const SAME_FRAME = 0.3;

/**
 * The interval in which a backward segment explains the query better than forward ones, picture by picture. In a static scene both
 * directions fit, and the forward one stands. What no forward segment covers differs by as much as counts neither for nor against.
 * @param forward - Segments that do not overlap.
 * @returns Undefined where there is none.
 */
export function nearerBackwards(segment: Segment, forward: readonly Segment[]): TimeSpan | undefined {
  const beside = forward.filter((other) => other.queryStart < segment.queryEnd && other.queryEnd > segment.queryStart);
  const { frameTimes, queryStart, queryEnd } = segment;
  const whole = { start: queryStart, end: queryEnd };
  if (beside.length === 0) return whole;
  const isOfKeypoints = ({ queryView }: Segment) => queryView === FEATURE_VIEW;
  if (beside.some((other) => isOfKeypoints(other) !== isOfKeypoints(segment))) {
    // Bits of keypoints and of whole pictures are no measure of each other, and their scores are.
    return segment.score >= Math.max(...beside.map(({ score }) => score)) + LEAST_LOG_ODDS ? whole : undefined;
  }
  const others = forwardShares(beside, frameTimes);
  const gains = sharesOf(segment).map((share, at) => others[at]! - share);
  let [start, end, best, sum, from] = [0, 0, 0, 0, 0];
  for (const [at, gain] of gains.entries()) {
    if (sum <= 0) [sum, from] = [0, at];
    sum += gain - NEARER_BY;
    if (sum > best) [start, end, best] = [from, at + 1, sum];
  }
  const within = gains.slice(start, end);
  if (within.length === 0) return undefined;
  const mean = within.reduce((total, gain) => total + gain, 0) / within.length;
  const variance = within.reduce((total, gain) => total + (gain - mean) ** 2, 0) / within.length;
  const independent = Math.max(1, (segment.independentFrames * within.length) / gains.length);
  const deviations = (mean * Math.sqrt(independent)) / Math.max(LEAST_SPREAD, Math.sqrt(variance));
  if (logUpperTail(deviations) > -LEAST_LOG_ODDS) return undefined;
  return { start: start === 0 ? queryStart : frameTimes[start]!, end: end === gains.length ? queryEnd : frameTimes[end]! };
}

/** Share of bits in which forward pictures differ at some ascending times, each by the picture next to it. */
function forwardShares(forward: readonly Segment[], times: readonly number[]): number[] {
  const seen = forward.flatMap((segment) => sharesOf(segment).map((share, at) => ({ time: segment.frameTimes[at]!, share })));
  seen.sort((one, other) => one.time - other.time);
  const apart = (at: number, time: number) => Math.abs((seen[at]?.time ?? Number.POSITIVE_INFINITY) - time);
  let at = 0;
  return times.map((time) => {
    while (apart(at + 1, time) <= apart(at, time)) at++;
    return apart(at, time) <= SAME_FRAME ? seen[at]!.share : NEUTRAL_SHARE;
  });
}

/** The distances of a segment as shares of the bits. Their mean tells how many bits there are. */
function sharesOf({ distances, meanDistance }: Segment): number[] {
  const bits = distances.reduce((sum, distance) => sum + distance, 0) / (meanDistance * distances.length) || 1;
  return distances.map((distance) => distance / bits);
}

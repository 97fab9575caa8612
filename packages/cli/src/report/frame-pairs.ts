import { shownAt } from '@streetdate/matcher/internal';
import type { ReportSegment } from './content.ts';

/** A query frame and the reference frame at the same point of a segment's alignment. */
export interface FramePair {
  /** Index of the segment within the match. */
  readonly segment: number;
  /** Seconds into the query. */
  readonly queryTime: number;
  /** Seconds into the reference. */
  readonly referenceTime: number;
  /** Differing bits; undefined if the scan did not keep the distances. */
  readonly distance: number | undefined;
  /** Whether the query shows the picture mirrored left to right. */
  readonly mirrored: boolean;
  /** Corners of the compared inset in the query's picture, in fractions of the frame; undefined if it was no inset. */
  readonly inset?: ReportSegment['inset'];
}

/**
 * Chooses the frames to show: one from each of the strongest segments, then more in the widest gaps. They are spread evenly in time and are
 * *not* chosen by similarity, so that they represent the whole match.
 * @param pairs - Pairs wanted; fewer if fewer frames were compared. @defaultValue 4
 * @returns In order of query time.
 */
export function choosePairs(segments: readonly ReportSegment[], pairs = 4): FramePair[] {
  const chosen = segments
    .map((segment, index) => ({ segment, index, share: 1 }))
    .sort((one, other) => other.segment.score - one.segment.score || one.index - other.index)
    .slice(0, pairs);
  for (let left = pairs - chosen.length; left > 0; left--) {
    const growing = chosen
      .filter(({ segment, share }) => share < Math.max(1, segment.frameTimes.length))
      .sort((one, other) => spacing(other) - spacing(one) || one.index - other.index)[0];
    if (growing === undefined) break;
    growing.share++;
  }
  return chosen
    .flatMap(({ segment, index, share }) => spread(segment, index, share))
    .sort((one, other) => one.queryTime - other.queryTime || one.segment - other.segment);
}

function spacing({ segment, share }: { readonly segment: ReportSegment; readonly share: number }): number {
  return (segment.queryEnd - segment.queryStart) / share;
}

function spread(segment: ReportSegment, index: number, share: number): FramePair[] {
  const pairs: FramePair[] = [];
  for (let step = 0; step < share; step++) {
    const wanted = segment.queryStart + ((segment.queryEnd - segment.queryStart) * (step + 0.5)) / share;
    const frame = nearest(segment.frameTimes, wanted);
    const queryTime = frame === undefined ? wanted : (segment.frameTimes[frame] ?? wanted);
    if (pairs.some((pair) => pair.queryTime === queryTime)) continue;
    pairs.push({
      segment: index,
      queryTime,
      referenceTime: shownAt(segment, queryTime),
      distance: frame === undefined ? undefined : segment.distances[frame],
      mirrored: segment.mirrored,
      ...(segment.inset && { inset: segment.inset }),
    });
  }
  return pairs;
}

/** Index of the time nearest to `wanted`, undefined in an empty list. */
function nearest(times: readonly number[], wanted: number): number | undefined {
  let best: number | undefined;
  times.forEach((time, index) => {
    if (best === undefined || Math.abs(time - wanted) < Math.abs((times[best] ?? time) - wanted)) best = index;
  });
  return best;
}

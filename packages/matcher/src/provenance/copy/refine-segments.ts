import { type Fingerprint, findTrack, hammingDistance } from '@streetdate/core/portable';
import { FrameClock, NO_FRAME } from '../../align/frame-clock.ts';
import { areSameOrientation, uprightTrack } from '../../align/orientation.ts';
import { ISSUED_SPEEDS } from '../../align/speeds.ts';
import type { TimeMap } from '../../align/time-map.ts';
import type { Segment } from '../../match.ts';
import { bestPath, UNKNOWN } from './best-path.ts';

/** Most alignments of one rendition to follow. A copy has one for each cut in it. */
const MOST_ALIGNMENTS = 16;
/**
 * An alignment is followed up to its own distance plus `by`, as a share of the bits, and never beyond `most`, where
 * unrelated pictures are.
 */
const WORSE = { by: 0.12, most: 0.4 } as const;
/** Fits that differ by less are equal, as a share of the bits. */
const ALIKE = 0.004;
/** Shifts of an alignment to try around its middle, seconds; then finer ones around the best. */
const SHIFTS = [-0.24, -0.16, -0.08, 0, 0.08, 0.16, 0.24];
const SMALL_SHIFTS = [-0.06, -0.04, -0.02, 0, 0.02, 0.04, 0.06];
/** Most frames for comparing speeds: an even selection of longer segments. */
const MOST_FRAMES = 400;
/** Alignments that stay this near are one, seconds. */
const SAME_ALIGNMENT = 0.3;
/** Shortest segment to keep, seconds. */
const SHORTEST = 0.8;

/** An alignment of a copy with a rendition, and the segment that it came from. */
interface FollowedAlignment extends TimeMap {
  readonly segment: Segment;
  /** Share of the bits by which the copy and the rendition differ at a time of the copy; undefined if either has no frame there. */
  readonly distanceAt: (time: number, offset?: number, speed?: number) => number | undefined;
}

/**
 * Refines the ends and speeds of segments over the whole copy. A search only has to find a copy: it skips still and
 * dark frames, may end early, and may take a wrong speed where little moves. The signs need exact segments. So at each
 * moment the copy follows the alignment that fits best, or none.
 * @returns New segments in order of the copy's time; the given ones if an alignment used a view without a track.
 */
export function refineSegments(
  query: Fingerprint,
  reference: Fingerprint,
  segments: readonly Segment[],
  algorithm: string,
): readonly Segment[] {
  const grid = findTrack(query, algorithm);
  if (grid === undefined || grid.timesMs.length === 0 || segments.length === 0 || segments.length > MOST_ALIGNMENTS) return segments;
  const alignments = segments.flatMap((segment) => alignmentOf(query, reference, segment, algorithm) ?? []);
  if (alignments.length < segments.length) return segments;
  const times = Array.from(grid.timesMs, (timeMs) => timeMs / 1000);
  const end = (grid.timesMs.at(-1)! + grid.spansMs.at(-1)!) / 1000;
  const found = alignments.map((alignment) => ({ alignment, start: alignment.segment.queryStart, end: alignment.segment.queryEnd }));
  // A longer segment gives a better speed: an error of a thousandth loses the pictures after a minute.
  const further = runsOf(fit(found, times), times, end);
  return runsOf(fit(further, times), times, end).map(segmentOf);
}

/** An interval of the copy on one alignment. */
interface AlignedInterval {
  readonly alignment: FollowedAlignment;
  /** Seconds of the copy; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** An interval, and how well it fits. */
interface Run extends AlignedInterval {
  /** Distances of its moments, {@link UNKNOWN} among them. */
  readonly distances: Float32Array;
}

/**
 * The intervals in which the copy follows an alignment, in order of time.
 * @param last - When the last moment ends.
 */
function runsOf(alignments: readonly FollowedAlignment[], times: readonly number[], last: number): Run[] {
  const distances = alignments.map((alignment) => Float32Array.from(times, (time) => alignment.distanceAt(time) ?? UNKNOWN));
  const limits = alignments.map(({ segment }) => Math.min(WORSE.most, segment.meanDistance + WORSE.by));
  const path = bestPath(distances, limits, times);
  const runs: Run[] = [];
  for (let first = 0, next = 0; first < times.length; first = next) {
    next = first + 1;
    while (next < times.length && path[next] === path[first]) next++;
    const alignment = alignments[path[first]!];
    const end = times[next] ?? last;
    if (alignment === undefined || end - times[first]! < SHORTEST) continue;
    runs.push({ alignment, start: times[first]!, end, distances: distances[path[first]!]!.subarray(first, next) });
  }
  return runs;
}

/** The alignments of intervals, each fitted to its own interval. Of equal alignments the longest interval's is kept. */
function fit(intervals: readonly AlignedInterval[], grid: readonly number[]): FollowedAlignment[] {
  const fitted: AlignedInterval[] = [];
  for (const { alignment, start, end } of intervals.toSorted((one, other) => other.end - other.start - one.end + one.start)) {
    const interval = { alignment: withBestSpeed({ alignment, start, end }, grid), start, end };
    if (!fitted.some((known) => areEqual(interval, known.alignment))) fitted.push(interval);
  }
  return fitted.map(({ alignment }) => alignment);
}

function alignmentOf(query: Fingerprint, reference: Fingerprint, segment: Segment, algorithm: string): FollowedAlignment | undefined {
  const [plain, film] = [findTrack(query, algorithm, segment.queryView), findTrack(reference, algorithm, segment.referenceView)];
  const track = plain && uprightTrack(plain, segment);
  if (track === undefined || film === undefined) return undefined;
  const [shown, there] = [new FrameClock(track), new FrameClock(film)];
  const words = track.bits / 32;
  const { speed } = segment;
  const alignment = { offset: segment.referenceStart - speed * segment.queryStart, speed };
  const distanceAt = (time: number, offset = alignment.offset, at = alignment.speed) => {
    const shownTime = offset + at * time;
    // No picture belongs to a rendition before it begins and after it ends. Dark parts inside are unknown.
    if (shownTime < 0 || shownTime >= reference.duration) return 1;
    const [here, beside] = [shown.frameAt(time), there.frameAt(shownTime)];
    return here === NO_FRAME || beside === NO_FRAME
      ? undefined
      : hammingDistance(track.hashes, here * words, film.hashes, beside * words, words) / track.bits;
  };
  return { segment, ...alignment, distanceAt };
}

/** The alignment at the speed that fits best from `start` to `end`: its own, or one at which films are issued. */
function withBestSpeed({ alignment, start, end }: AlignedInterval, grid: readonly number[]): FollowedAlignment {
  const middle = (start + end) / 2;
  // Only the copy's own frames: between two of them its picture is unknown.
  const inside = grid.filter((time) => time >= start && time < end);
  const stride = Math.ceil(inside.length / MOST_FRAMES);
  const times = inside.filter((_, at) => at % stride === 0);
  const fitOf = (speed: number, shift: number) => {
    const offset = alignment.offset + (alignment.speed - speed) * middle + shift;
    let sum = 0;
    let known = 0;
    for (const time of times) {
      const distance = alignment.distanceAt(time, offset, speed);
      if (distance === undefined) continue;
      sum += distance;
      known++;
    }
    return { offset, speed, mean: known < times.length / 2 ? Number.POSITIVE_INFINITY : sum / known };
  };
  const fits = [...ISSUED_SPEEDS, alignment.speed].map((speed) => {
    const coarse = SHIFTS.map((shift) => ({ shift, ...fitOf(speed, shift) })).reduce((one, other) => (other.mean < one.mean ? other : one));
    return SMALL_SHIFTS.map((shift) => fitOf(speed, coarse.shift + shift)).reduce((one, other) => (other.mean < one.mean ? other : one));
  });
  const least = Math.min(...fits.map(({ mean }) => mean));
  // Issued speeds are ordered by how common they are: take the commonest of equal fits.
  const { offset, speed } = fits.find(({ mean }) => mean <= least + ALIKE) ?? alignment;
  return { ...alignment, offset, speed, distanceAt: (time, at = offset, by = speed) => alignment.distanceAt(time, at, by) };
}

/** Whether an interval's alignment equals another in that interval, with the same views. */
function areEqual({ alignment, start, end }: AlignedInterval, other: FollowedAlignment): boolean {
  if (alignment.segment.queryView !== other.segment.queryView || alignment.segment.referenceView !== other.segment.referenceView)
    return false;
  if (!areSameOrientation(alignment.segment, other.segment)) return false;
  const apart = (time: number) => Math.abs(alignment.offset + alignment.speed * time - other.offset - other.speed * time);
  return apart(start) < SAME_ALIGNMENT && apart(end) < SAME_ALIGNMENT;
}

/** The segment of a run, with what the search stored in it. */
function segmentOf({ alignment: { segment, offset, speed }, start, end, distances }: Run): Segment {
  const compared = distances.filter((distance) => distance !== UNKNOWN);
  const meanDistance = compared.length === 0 ? segment.meanDistance : compared.reduce((sum, each) => sum + each, 0) / compared.length;
  const share = segment.framesCompared === 0 ? 1 : compared.length / segment.framesCompared;
  return {
    ...segment,
    queryStart: start,
    queryEnd: end,
    referenceStart: offset + speed * start,
    referenceEnd: offset + speed * end,
    speed,
    meanDistance,
    framesCompared: compared.length,
    independentFrames: Math.max(1, Math.round(segment.independentFrames * share)),
  };
}

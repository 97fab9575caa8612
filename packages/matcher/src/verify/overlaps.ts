import type { PictureArea, TimeSpan } from '@streetdate/core/portable';
import { isBackwards } from '../align/time-reversal.ts';
import type { Segment } from '../match.ts';
import { nearerBackwards } from './directions.ts';
import { lengthOf, shownAt, withEnds } from './segment.ts';

/** Share of a segment that stronger ones may claim before it is shortened or dropped. */
const MOST_COVERED = 0.2;
/** Seconds between two alignments that are one, as exactly as hashes of a changed picture tell. */
const SAME_ALIGNMENT = 0.6;
/** Share of an axis by which two areas of one picture may differ. */
const SAME_AREA = 0.01;
/**
 * What must be left of a shortened segment: so many seconds and frames, in which at most this share of bits differs. In the view of a
 * stronger one it is longer: around a cut the pictures of an edition without the scene resemble it for a second or two.
 */
const LEFT = { seconds: { otherView: 1, sameView: 3 }, frames: 3, distance: 0.33 } as const;

/**
 * Of segments in the same interval of the query the strongest wins, because an interval matches one place of a reference. A weaker one on
 * the same alignment keeps what lies beside the stronger ones.
 */
export function withoutOverlaps(segments: readonly Segment[]): Segment[] {
  return strongestFirst(inOneDirection(segments));
}

/** Segments without those of the wrong direction: what plays backwards has to explain the query better than what plays forwards. */
function inOneDirection(segments: readonly Segment[]): readonly Segment[] {
  const backward = segments.filter(isBackwards);
  if (backward.length === 0) return segments;
  let forward = strongestFirst(segments.filter((segment) => !isBackwards(segment)));
  const kept: Segment[] = [];
  for (const segment of strongestFirst(backward)) {
    const span = nearerBackwards(segment, forward);
    if (span === undefined) continue;
    kept.push(...(span.start === segment.queryStart && span.end === segment.queryEnd ? [segment] : partOf(segment, span.start, span.end)));
    forward = forward.flatMap((other) => beside(other, span));
  }
  return [...forward, ...kept];
}

/** The parts of a segment before and after an interval of the query; the segment itself if they do not meet. */
function beside(segment: Segment, { start, end }: TimeSpan): Segment[] {
  const { queryStart, queryEnd } = segment;
  if (queryEnd <= start || queryStart >= end) return [segment];
  return [[queryStart, start] as const, [end, queryEnd] as const].flatMap(([from, to]) =>
    to - from < LEFT.seconds.sameView ? [] : partOf(segment, from, to),
  );
}

function strongestFirst(segments: readonly Segment[]): Segment[] {
  const kept: Segment[] = [];
  for (const segment of [...segments].sort((one, other) => other.score - one.score || lengthOf(other) - lengthOf(one))) {
    const stronger = kept.filter((other) => other.queryStart < segment.queryEnd && other.queryEnd > segment.queryStart);
    const covered = stronger.reduce(
      (sum, other) => sum + Math.min(segment.queryEnd, other.queryEnd) - Math.max(segment.queryStart, other.queryStart),
      0,
    );
    if (covered <= lengthOf(segment) * MOST_COVERED) kept.push(segment);
    else kept.push(...leftBeside(segment, stronger));
  }
  return kept.sort((one, other) => one.queryStart - other.queryStart);
}

/** Whether two segments show the same of the reference in the middle of what they share, or of the gap between them. */
export function isSameAlignment(one: Segment, other: Segment): boolean {
  const middle = (Math.max(one.queryStart, other.queryStart) + Math.min(one.queryEnd, other.queryEnd)) / 2;
  const isSameWay = one.mirrored === other.mirrored && isBackwards(one) === isBackwards(other);
  return isSameWay && Math.abs(shownAt(one, middle) - shownAt(other, middle)) <= SAME_ALIGNMENT;
}

/** Whether two segments show other parts of the picture. */
function isOtherView(one: Segment, other: Segment): boolean {
  return one.queryView !== other.queryView || one.referenceView !== other.referenceView || !isSameArea(one.cutOut, other.cutOut);
}

function isSameArea(one: PictureArea | undefined, other: PictureArea | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const sides = ['left', 'top', 'right', 'bottom'] as const;
  return sides.every((side) => Math.abs(one[side] - other[side]) <= SAME_AREA);
}

/**
 * The longest part of a segment beside stronger ones that overlap it, with the numbers of its own frames; none if too little is left, or if
 * one of them shows another place.
 */
export function leftBeside(segment: Segment, stronger: readonly Segment[]): Segment[] {
  if (!stronger.every((other) => isSameAlignment(segment, other))) return [];
  const ends = [...stronger].sort((one, other) => one.queryStart - other.queryStart);
  let [start, end] = [segment.queryStart, segment.queryStart];
  let from = segment.queryStart;
  for (const { queryStart, queryEnd } of [...ends, { queryStart: segment.queryEnd, queryEnd: segment.queryEnd }]) {
    if (queryStart - from > end - start) [start, end] = [from, queryStart];
    from = Math.max(from, queryEnd);
  }
  const seconds = stronger.every((other) => isOtherView(segment, other)) ? LEFT.seconds.otherView : LEFT.seconds.sameView;
  return end - start < seconds ? [] : partOf(segment, start, end);
}

/** The part of a segment in an interval of the query, with the numbers of its own frames; none if too few frames, or too unlike ones, are left. */
export function partOf(segment: Segment, start: number, end: number): Segment[] {
  const within = [...segment.frameTimes.keys()].filter((at) => segment.frameTimes[at]! >= start && segment.frameTimes[at]! < end);
  if (within.length < LEFT.frames) return [];
  const distances = within.map((at) => segment.distances[at]!);
  const share = within.length / segment.frameTimes.length;
  // The mean of all frames stands for as many bits as their distances add up to.
  const bits = segment.distances.reduce((sum, distance) => sum + distance, 0) / (segment.meanDistance * segment.distances.length);
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length / bits;
  const meanDistance = Number.isFinite(mean) ? mean : 0;
  if (meanDistance > LEFT.distance) return [];
  return [
    {
      ...withEnds(segment, start, end),
      meanDistance,
      framesCompared: within.length,
      independentFrames: Math.max(1, Math.round(segment.independentFrames * share)),
      score: segment.score * share,
      distances,
      frameTimes: within.map((at) => segment.frameTimes[at]!),
    },
  ];
}

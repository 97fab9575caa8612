import type { TimeSpan } from '@streetdate/core/portable';
import { UNRELATED_SHARE } from '../../align/distances.ts';
import { type TimeMap, timeMapThrough, toReference } from '../../align/time-map.ts';
import type { Segment } from '../../match.ts';
import { ENOUGH, LOOKS_ALIKE, type MovingPair, weighRun } from '../place-by-motion.ts';
import { describeRun, lengthOf, shownAt } from '../segment.ts';
import { alikeRun, frameFrom, trackWithin } from './alike-run.ts';
import type { BestPath, PathPiece } from './best-path.ts';
import { type ComparedIntervals, STEP } from './compared-intervals.ts';
import { fitAlignment } from './fit-alignment.ts';
import type { MomentEvidence } from './moment-evidence.ts';

/** The comparison of two films, moment by moment. */
export interface ComparedMoments {
  readonly pair: MovingPair;
  readonly intervals: ComparedIntervals;
  readonly evidence: MomentEvidence;
  readonly path: BestPath;
  /** What the search found before. */
  readonly found: readonly Segment[];
}

/** A piece as a segment, and what it gained. */
export interface PlacedPiece {
  readonly segment: Segment;
  /** Median share of bits in which its pictures differ: the mean counts pictures at its ends, which may belong to its neighbours. */
  readonly distance: number;
  /** Its evidence less its price, natural logarithm. */
  readonly gain: number;
}

/** Seconds between two times that are the same as far as pictures tell. */
export const SAME = 0.3;
/** Seconds to which a path tells an alignment. */
const EXACT: number = 1.5 * STEP;
/** Share of a piece's mean evidence from which luma alone tells that it goes on. */
const LIKE_THE_REST = 0.5;
/** Seconds by which the alignment of a piece is corrected: pictures of fast motion tell it more exactly than a step. */
const SHIFTS = [0, -0.025, 0.025, -0.05, 0.05, -0.075, 0.075, -0.1, 0.1];

/**
 * Makes a piece of a path a segment.
 * @returns Undefined if its pictures are no copy, unless the search found the same.
 */
export function segmentOfPiece({ pair, intervals, evidence, path, found }: ComparedMoments, piece: PathPiece): PlacedPiece | undefined {
  const { query, clock, hours } = pair;
  const { speed, mirrored } = intervals;
  const within = intervalOf(piece, intervals, query.duration);
  const shown = piece.offsets.map((offset, at) => ({
    query: evidence.timeOf(piece.start + at),
    reference: evidence.referenceTimeOf(piece.start + at, offset),
  }));
  const track = trackWithin(pair.track, within);
  const run = alikeRun(track, clock, alignmentsNear(fitAlignment(shown, speed, STEP / 2), within, found), within);
  if (run === undefined) return undefined;
  const pictures = describeRun(query, track, clock, run, { mirrored, rotation: 0 }, { libraryHours: hours, trials: 1 });
  const moved = pictures.score >= ENOUGH ? undefined : weighRun({ ...pair, track }, run, mirrored);
  const segment = moved !== undefined && moved.score > pictures.score ? moved : pictures;
  const distance = medianOf(segment.distances) / track.bits;
  if (distance > LOOKS_ALIKE * UNRELATED_SHARE && !found.some((other) => showsMostOf(other, segment))) return undefined;
  const differs = { start: run.start > frameFrom(track, within.start), end: run.end < frameFrom(track, within.end) };
  const { start, end } = endsOf(segment, within, differs, (time) => gainAt(path, piece, (time - intervals.queryStart) / STEP));
  const ends = { queryStart: start, queryEnd: end, referenceStart: toReference(run.map, start), referenceEnd: toReference(run.map, end) };
  return { segment: { ...segment, ...ends }, distance, gain: path.gainUntil[piece.end]! - path.gainUntil[piece.start]! };
}

/** The interval of the query that a piece shows. The last step ends before the query does. */
function intervalOf({ start, end }: PathPiece, { queryStart, querySteps }: ComparedIntervals, duration: number): TimeSpan {
  const isLast = end === querySteps && duration - queryStart < (querySteps + 1) * STEP;
  return { start: queryStart + start * STEP, end: isLast ? duration : queryStart + end * STEP };
}

/** The gain of a piece until a step. Its first step bears the price, which is left out. */
function gainAt({ gainUntil }: BestPath, { start, end }: PathPiece, step: number): number {
  return gainUntil[Math.max(start + 1, Math.min(end, Math.round(step)))]!;
}

/** The ends of a piece. Where pictures differ it ends, unless luma there is as much alike as elsewhere. */
function endsOf(
  { queryStart, queryEnd }: Segment,
  within: TimeSpan,
  differs: { readonly start: boolean; readonly end: boolean },
  gainUntil: (time: number) => number,
): TimeSpan {
  const meanGain = (start: number, end: number) => (gainUntil(end) - gainUntil(start)) / Math.max(STEP, end - start);
  const least = LIKE_THE_REST * meanGain(queryStart, queryEnd);
  return {
    start: differs.start && meanGain(within.start, queryStart) < least ? Math.max(within.start, queryStart) : within.start,
    end: differs.end && meanGain(queryEnd, within.end) < least ? Math.min(within.end, queryEnd) : within.end,
  };
}

/** Whether a segment shows the same as most of a piece. */
function showsMostOf(segment: Segment, piece: Segment): boolean {
  const [start, end] = [Math.max(segment.queryStart, piece.queryStart), Math.min(segment.queryEnd, piece.queryEnd)];
  const middle = (start + end) / 2;
  return end - start >= lengthOf(piece) / 2 && Math.abs(shownAt(segment, middle) - shownAt(piece, middle)) <= SAME;
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0;
}

/** That of a segment found that agrees as far as a path tells: pictures have made it exact. Otherwise some within a step. */
function alignmentsNear(near: TimeMap, { start, end }: TimeSpan, found: readonly Segment[]): TimeMap[] {
  const same = found.find((segment) => {
    const isBeside = segment.queryEnd <= start || segment.queryStart >= end;
    return !isBeside && [start, end].every((time) => Math.abs(shownAt(segment, time) - toReference(near, time)) <= EXACT);
  });
  if (same !== undefined) return [timeMapThrough(same.queryStart, same.referenceStart, same.speed)];
  return SHIFTS.map((shift) => ({ ...near, offset: near.offset + shift }));
}

import type { TruthSegment } from '../truth.ts';
import type { TruePair } from './pairs.ts';
import type { PredictedSegment } from './prediction.ts';

/** Query and reference must meet within this many seconds for an instant to count as rightly placed. */
export const PLACE_TOLERANCE = 0.5;
const STEP = 0.02;

/** How well the segments of one true pair are placed. */
export interface SegmentScores {
  /**
   * Share of the time that is true or predicted which is both, with the reference time right within half a second: intersection over union
   * of the lines that the segments draw in the plane of query and reference time. 0 to 1.
   */
  readonly iou: number;
  /** VCSL-like: share of the predicted time, in query and in reference (geometric mean of the two), that lies in true segments. */
  readonly precision: number;
  /** VCSL-like: share of the true time, in query and in reference (geometric mean of the two), that lies in predicted segments. */
  readonly recall: number;
  /** Predicted minus true start in the query, seconds, for each true segment that a predicted one overlaps. */
  readonly startErrors: readonly number[];
  /** Predicted minus true end in the query, seconds, likewise. */
  readonly endErrors: readonly number[];
  /** Predicted minus true reference time in the middle of the overlap, seconds, likewise. */
  readonly placeErrors: readonly number[];
}

/**
 * Scores the segments of a pair that was found.
 *
 * Precision and recall are computed as VCSL does (He et al., A Large-scale Comprehensive Dataset and Copy-overlap Aware Evaluation
 * Protocol for Segment-level Video Copy Detection, 2022): a predicted box and a true box in the plane of query and reference time overlap
 * only if both their spans do, and covered lengths are summed on each axis without counting anything twice.
 */
export function scoreSegments({ segments: truths, prediction }: TruePair): SegmentScores {
  const predicted = prediction?.segments ?? [];
  const errors = truths.flatMap((truth) => endErrors(truth, predicted));
  return {
    iou: lineIou(truths, predicted),
    precision: coverage(predicted, truths),
    recall: coverage(truths, predicted),
    startErrors: errors.map((error) => error.start),
    endErrors: errors.map((error) => error.end),
    placeErrors: errors.map((error) => error.place),
  };
}

function lineIou(truths: readonly TruthSegment[], predicted: readonly PredictedSegment[]): number {
  const end = Math.max(0, ...[...truths, ...predicted].map((segment) => segment.queryEnd));
  let both = 0;
  let either = 0;
  for (let time = STEP / 2; time < end; time += STEP) {
    const trueTimes = placesAt(truths, time);
    const predictedTimes = placesAt(predicted, time);
    if (trueTimes.length + predictedTimes.length === 0) continue;
    const meet = trueTimes.some((one) => predictedTimes.some((other) => Math.abs(one - other) <= PLACE_TOLERANCE));
    // A wrong place is two mistakes: the true one is missed, the predicted one is false.
    either += meet ? 1 : Number(trueTimes.length > 0) + Number(predictedTimes.length > 0);
    if (meet) both++;
  }
  return either === 0 ? 0 : both / either;
}

/** Reference times that segments give to an instant of the query. */
function placesAt(segments: readonly PredictedSegment[], time: number): number[] {
  return segments.filter((segment) => time >= segment.queryStart && time < segment.queryEnd).map((segment) => placeOf(segment, time));
}

function placeOf({ queryStart, queryEnd, referenceStart, referenceEnd }: PredictedSegment, time: number): number {
  const share = queryEnd > queryStart ? (time - queryStart) / (queryEnd - queryStart) : 0;
  return referenceStart + share * (referenceEnd - referenceStart);
}

/** Share of `segments` that boxes of `others` cover: geometric mean over the two axes. */
function coverage(segments: readonly PredictedSegment[], others: readonly PredictedSegment[]): number {
  const onQuery = segments.map((one) => covered(one, others, 'query'));
  const onReference = segments.map((one) => covered(one, others, 'reference'));
  const share = (list: readonly { readonly covered: number; readonly length: number }[]) => {
    const length = list.reduce((sum, entry) => sum + entry.length, 0);
    return length === 0 ? 0 : list.reduce((sum, entry) => sum + entry.covered, 0) / length;
  };
  return Math.sqrt(share(onQuery) * share(onReference));
}

function covered(
  one: PredictedSegment,
  others: readonly PredictedSegment[],
  axis: 'query' | 'reference',
): { readonly covered: number; readonly length: number } {
  const spans = others
    .map((other) => ({ query: overlap(one, other, 'query'), reference: overlap(one, other, 'reference') }))
    .filter(({ query, reference }) => query.end > query.start && reference.end > reference.start)
    .map((both) => both[axis])
    .sort((left, right) => left.start - right.start);
  let sum = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { start, end } of spans) {
    sum += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  const { start, end } = overlap(one, one, axis);
  return { covered: sum, length: end - start };
}

function overlap(
  one: PredictedSegment,
  other: PredictedSegment,
  axis: 'query' | 'reference',
): { readonly start: number; readonly end: number } {
  return axis === 'query'
    ? { start: Math.max(one.queryStart, other.queryStart), end: Math.min(one.queryEnd, other.queryEnd) }
    : { start: Math.max(one.referenceStart, other.referenceStart), end: Math.min(one.referenceEnd, other.referenceEnd) };
}

/** Ends of the predicted segments that lie on a true one, taken as a whole: a true segment found in two parts begins with the first. */
function endErrors(truth: TruthSegment, predicted: readonly PredictedSegment[]): { start: number; end: number; place: number }[] {
  const middles = predicted.flatMap((segment) => {
    const { start, end } = overlap(segment, truth, 'query');
    if (end <= start) return [];
    const middle = (start + end) / 2;
    return [{ segment, place: placeOf(segment, middle) - placeOf(truth, middle) }];
  });
  const near = middles.filter(({ place }) => Math.abs(place) <= 2);
  if (near.length === 0) return [];
  const start = Math.min(...near.map(({ segment }) => segment.queryStart)) - truth.queryStart;
  const end = Math.max(...near.map(({ segment }) => segment.queryEnd)) - truth.queryEnd;
  const place = near.reduce((best, { place: other }) => (Math.abs(other) < Math.abs(best) ? other : best), near[0]!.place);
  return [{ start, end, place }];
}

import { describe, expect, test } from 'vitest';
import {
  bestPoint,
  microAveragePrecision,
  precisionRecallCurve,
  recallAtZeroFalse,
  risingPoints,
} from '../../../packages/bench/src/accuracy/metrics/average-precision.ts';
import { bootstrap } from '../../../packages/bench/src/accuracy/metrics/bootstrap.ts';
import { isFound, scorePairs } from '../../../packages/bench/src/accuracy/metrics/pairs.ts';
import type { Prediction } from '../../../packages/bench/src/accuracy/metrics/prediction.ts';
import { scoreSegments } from '../../../packages/bench/src/accuracy/metrics/segment-scores.ts';
import type { QueryTruth, TruthSegment } from '../../../packages/bench/src/accuracy/truth.ts';

const shows = (referenceId: string, queryStart = 0, queryEnd = 10, referenceStart = 100): TruthSegment => ({
  referenceId,
  queryStart,
  queryEnd,
  referenceStart,
  referenceEnd: referenceStart + queryEnd - queryStart,
  speed: 1,
  mirrored: false,
  channel: 'picture',
});

const query = (queryId: string, ...segments: TruthSegment[]): QueryTruth => ({
  queryId,
  path: `${queryId}.mp4`,
  attack: 'h264',
  negative: segments.length === 0,
  parameters: {},
  duration: 10,
  segments,
});

const says = (queryId: string, referenceId: string, score: number, segments: Prediction['segments'] = []): Prediction => ({
  queryId,
  referenceId,
  score,
  strong: score >= 6,
  segments,
});

describe('micro average precision', () => {
  const queries = [query('q1', shows('a')), query('q2', shows('b')), query('q3')];

  test('is 1 when every true pair is ranked above every false one', () => {
    const pairs = scorePairs(queries, [says('q1', 'a', 9), says('q2', 'b', 8), says('q3', 'a', 7)]);
    expect(microAveragePrecision(pairs)).toBe(1);
    expect(recallAtZeroFalse(pairs)).toBe(1);
  });

  test('weighs precision by the recall that each rank adds', () => {
    const pairs = scorePairs(queries, [says('q1', 'a', 9), says('q3', 'a', 8), says('q2', 'b', 7)]);
    // Recall 1/2 at precision 1, then recall 1 at precision 2/3.
    expect(microAveragePrecision(pairs)).toBeCloseTo(0.5 + 0.5 * (2 / 3), 12);
    expect(recallAtZeroFalse(pairs)).toBe(0.5);
  });

  test('counts true pairs of which nothing is said', () => {
    const pairs = scorePairs(queries, [says('q1', 'a', 9)]);
    expect(microAveragePrecision(pairs)).toBe(0.5);
  });

  test('takes or leaves predictions of equal score together', () => {
    const one = scorePairs(queries, [says('q1', 'a', 5), says('q3', 'a', 5)]);
    const other = scorePairs(queries, [says('q3', 'a', 5), says('q1', 'a', 5)]);
    expect(precisionRecallCurve(one)).toEqual([{ score: 5, recall: 0.5, precision: 0.5 }]);
    expect(microAveragePrecision(one)).toBe(microAveragePrecision(other));
    expect(recallAtZeroFalse(one)).toBe(0);
  });

  test('has its best point where recall and precision are high together, and points that add nothing true can be left out', () => {
    const curve = precisionRecallCurve(
      scorePairs(queries, [says('q1', 'a', 9), says('q3', 'a', 8), says('q2', 'b', 7), says('q3', 'b', 6), says('q1', 'b', 5)]),
    );
    // F1 is 2/3 at the first point, 1/2, then 4/5 with recall 1 at precision 2/3.
    expect(bestPoint(curve)).toEqual({ score: 7, recall: 1, precision: 2 / 3 });
    expect(bestPoint([])).toBeUndefined();
    expect(risingPoints(curve).map(({ score }) => score)).toEqual([9, 7, 5]);
  });

  test('counts a wrong reference for a true query as false', () => {
    const { truePairs, falsePairs } = scorePairs(queries, [says('q1', 'b', 9)]);
    expect(truePairs.every((pair) => pair.prediction === undefined)).toBe(true);
    expect(falsePairs).toHaveLength(1);
  });
});

describe('what counts as found', () => {
  test('a film that is seen must be matched strongly', () => {
    const [weak, strong] = [says('q', 'a', 3), says('q', 'a', 7)].map((said) => scorePairs([query('q', shows('a'))], [said]).truePairs[0]!);
    expect(isFound(weak!)).toBe(false);
    expect(isFound(strong!)).toBe(true);
  });

  test('a film with only its audio counts as found by any report, because audio alone needs review', () => {
    const audioOnly = query('q', { ...shows('a'), channel: 'sound' });
    expect(isFound(scorePairs([audioOnly], [says('q', 'a', 3)]).truePairs[0]!)).toBe(true);
    expect(isFound(scorePairs([audioOnly], []).truePairs[0]!)).toBe(false);
  });
});

describe('segment scores', () => {
  const score = (...segments: Prediction['segments']) =>
    scoreSegments(scorePairs([query('q', shows('a', 2, 8, 50))], [says('q', 'a', 9, segments)]).truePairs[0]!);

  test('a segment on the truth scores 1 and has no error', () => {
    const exact = score({ queryStart: 2, queryEnd: 8, referenceStart: 50, referenceEnd: 56 });
    expect(exact).toMatchObject({ iou: 1, precision: 1, recall: 1, startErrors: [0], endErrors: [0], placeErrors: [0] });
  });

  test('a segment that begins a second late has its share as IoU and a second as start error', () => {
    const late = score({ queryStart: 3, queryEnd: 8, referenceStart: 51, referenceEnd: 56 });
    expect(late.iou).toBeCloseTo(5 / 6, 2);
    expect(late.precision).toBe(1);
    expect(late.recall).toBeCloseTo(5 / 6, 12);
    expect(late.startErrors).toEqual([1]);
    expect(late.placeErrors[0]).toBeCloseTo(0, 12);
  });

  test('the right interval of the query at a wrong place of the reference is no overlap', () => {
    const elsewhere = score({ queryStart: 2, queryEnd: 8, referenceStart: 20, referenceEnd: 26 });
    expect(elsewhere).toMatchObject({ iou: 0, precision: 0, recall: 0, startErrors: [] });
  });

  test('two halves of one true segment count as the whole', () => {
    const halves = score(
      { queryStart: 2, queryEnd: 5, referenceStart: 50, referenceEnd: 53 },
      { queryStart: 5, queryEnd: 8, referenceStart: 53, referenceEnd: 56 },
    );
    expect(halves).toMatchObject({ iou: 1, precision: 1, recall: 1, startErrors: [0], endErrors: [0] });
  });

  test('a segment that is reported twice adds nothing', () => {
    const segment = { queryStart: 2, queryEnd: 5, referenceStart: 50, referenceEnd: 53 };
    expect(score(segment, segment).recall).toBeCloseTo(0.5, 12);
  });
});

describe('bootstrap', () => {
  const share = (units: readonly number[]) => units.reduce((sum, unit) => sum + unit, 0) / units.length;

  test('is the same for the same seed and holds the figure', () => {
    const units = Array.from({ length: 50 }, (_, at) => (at % 5 === 0 ? 0 : 1));
    const estimate = bootstrap(units, share);
    expect(estimate).toEqual(bootstrap(units, share));
    expect(estimate.value).toBe(0.8);
    // A share of 0.8 of 50 has a standard error of 0.057: the middle 95 % reach about 0.11 to each side.
    expect(estimate.low).toBeGreaterThan(0.64);
    expect(estimate.low).toBeLessThan(0.74);
    expect(estimate.high).toBeGreaterThan(0.86);
    expect(estimate.high).toBeLessThan(0.96);
  });
});

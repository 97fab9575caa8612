import type { ScoredPairs } from './pairs.ts';

/** A point of the precision–recall curve: all predictions with at least this score. */
export interface CurvePoint {
  /** The least score that counts. */
  readonly score: number;
  /** Share of the true pairs that are found, 0 to 1. */
  readonly recall: number;
  /** Share of the predictions that are true, 0 to 1. */
  readonly precision: number;
}

/**
 * The precision–recall curve over all query–reference pairs, ranked together by score: the micro view of the Image Similarity and Meta
 * Video Similarity challenges. Predictions of equal score are taken or left together, as no threshold can tell them apart.
 */
export function precisionRecallCurve({ truePairs, falsePairs }: ScoredPairs): CurvePoint[] {
  const ranked = [
    ...truePairs.flatMap(({ prediction }) => (prediction === undefined ? [] : [{ score: prediction.score, right: true }])),
    ...falsePairs.map(({ prediction }) => ({ score: prediction.score, right: false })),
  ].sort((one, other) => other.score - one.score);
  const curve: CurvePoint[] = [];
  let right = 0;
  for (const [at, prediction] of ranked.entries()) {
    if (prediction.right) right++;
    if (ranked[at + 1]?.score === prediction.score) continue;
    curve.push({ score: prediction.score, recall: right / truePairs.length, precision: right / (at + 1) });
  }
  return curve;
}

/** Micro average precision: the curve's precision, weighted by the recall that each step adds. 0 to 1; NaN without true pairs. */
export function microAveragePrecision(pairs: ScoredPairs): number {
  if (pairs.truePairs.length === 0) return Number.NaN;
  let recall = 0;
  let area = 0;
  for (const point of precisionRecallCurve(pairs)) {
    area += (point.recall - recall) * point.precision;
    recall = point.recall;
  }
  return area;
}

/** Share of the true pairs whose score is above that of every false prediction. 0 to 1; NaN without true pairs. */
export function recallAtZeroFalse({ truePairs, falsePairs }: ScoredPairs): number {
  if (truePairs.length === 0) return Number.NaN;
  const highest = Math.max(Number.NEGATIVE_INFINITY, ...falsePairs.map(({ prediction }) => prediction.score));
  return truePairs.filter(({ prediction }) => prediction !== undefined && prediction.score > highest).length / truePairs.length;
}

/** The curve without the points at which nothing true is added: a threshold there is worse than the one before. The last point stays. */
export function risingPoints(curve: readonly CurvePoint[]): CurvePoint[] {
  return curve.filter(({ recall }, at) => recall > (curve[at - 1]?.recall ?? 0) || at === curve.length - 1);
}

/**
 * The point of the curve at which the harmonic mean of recall and precision (F1) is highest: where a threshold does best that was chosen
 * with the truth in hand. undefined for an empty curve.
 */
export function bestPoint(curve: readonly CurvePoint[]): CurvePoint | undefined {
  const harmonic = ({ recall, precision }: CurvePoint) => (2 * recall * precision) / (recall + precision) || 0;
  return curve.reduce<CurvePoint | undefined>(
    (best, point) => (best === undefined || harmonic(point) > harmonic(best) ? point : best),
    undefined,
  );
}

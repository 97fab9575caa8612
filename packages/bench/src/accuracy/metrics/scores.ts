import { median } from '../../measure/figure.ts';
import { ALL_ATTACKS } from '../attacks/attacks.ts';
import { NEGATIVES } from '../negatives/negatives.ts';
import type { QueryTruth } from '../truth.ts';
import { type CurvePoint, microAveragePrecision, precisionRecallCurve, recallAtZeroFalse } from './average-precision.ts';
import { bootstrap, type Estimate } from './bootstrap.ts';
import { type FalsePair, isFound, joinPairs, pairsByQuery, type ScoredPairs, scorePairs, type TruePair } from './pairs.ts';
import type { Prediction } from './prediction.ts';
import { type SegmentScores, scoreSegments } from './segment-scores.ts';

/** Recall of one attack, or false positives of one kind of negative. */
export interface AttackScore {
  readonly name: string;
  /** True pairs of the attack, or queries of the negative. */
  readonly count: number;
  /** Share of the true pairs that are found at the program's threshold; NaN for a negative. */
  readonly recall: Estimate;
  /** What must be reached; undefined for a negative. */
  readonly leastRecall: number | undefined;
  /** Share of true pairs that are ranked above every false prediction. */
  readonly recallAtZeroFalse: number;
  /** Median IoU of the pairs found. */
  readonly medianIou: number;
  /** Strong predictions for references that the queries do not show. */
  readonly strongFalse: number;
}

/** Every figure of one program on one set. */
export interface Scores {
  readonly queries: number;
  readonly truePairs: number;
  /** Query–reference pairs that are not true: each a chance of a false positive. */
  readonly nullPairs: number;
  readonly microAveragePrecision: Estimate;
  readonly recallAtZeroFalse: Estimate;
  /** Recall over all true pairs at the program's threshold. */
  readonly recall: Estimate;
  /** Strong predictions that are false. */
  readonly strongFalse: readonly FalsePair[];
  /** The highest score of a false prediction, whether strong or not. */
  readonly highestFalseScore: number;
  /** Over the true pairs that are found. */
  readonly medianIou: Estimate;
  readonly segmentPrecision: Estimate;
  readonly segmentRecall: Estimate;
  /** Median of the absolute start error in the query, seconds. */
  readonly medianStartError: Estimate;
  /** Median of the absolute end error in the query, seconds. */
  readonly medianEndError: Estimate;
  /** Median of the absolute error of the reference time, seconds. */
  readonly medianPlaceError: Estimate;
  readonly attacks: readonly AttackScore[];
  /** Recall a reference, to see whether one film is behind all misses. */
  readonly films: readonly { readonly referenceId: string; readonly count: number; readonly recall: number }[];
  readonly curve: readonly CurvePoint[];
  readonly startErrors: readonly number[];
  /** Scores of the predictions that are true. */
  readonly trueScores: readonly number[];
  /** Scores of the predictions that are false. */
  readonly falseScores: readonly number[];
  /** True pairs that are not found. */
  readonly misses: readonly TruePair[];
}

/** Scores a program's predictions. `references` is how many films were enrolled. */
export function computeScores(queries: readonly QueryTruth[], references: number, predictions: readonly Prediction[]): Scores {
  const pairs = scorePairs(queries, predictions);
  const { truePairs, falsePairs } = pairs;
  const units = pairsByQuery(queries, pairs);
  const found = truePairs.filter(isFound);
  const segments = new Map(found.map((pair) => [pair, scoreSegments(pair)]));
  const overUnits = (figure: (pairs: ScoredPairs) => number) => bootstrap(units, (drawn) => figure(joinPairs(drawn)));
  const overFound = (figure: (scores: readonly SegmentScores[]) => number) => bootstrap([...segments.values()], (drawn) => figure(drawn));
  const absolute = (errors: readonly number[]) => median(errors.map(Math.abs));
  return {
    queries: queries.length,
    truePairs: truePairs.length,
    nullPairs: queries.length * references - truePairs.length,
    microAveragePrecision: overUnits(microAveragePrecision),
    recallAtZeroFalse: overUnits(recallAtZeroFalse),
    recall: bootstrap(truePairs, recallOf),
    strongFalse: falsePairs.filter(({ prediction }) => prediction.strong),
    highestFalseScore: Math.max(0, ...falsePairs.map(({ prediction }) => prediction.score)),
    medianIou: overFound((scores) => median(scores.map((score) => score.iou))),
    segmentPrecision: overFound((scores) => mean(scores.map((score) => score.precision))),
    segmentRecall: overFound((scores) => mean(scores.map((score) => score.recall))),
    medianStartError: overFound((scores) => absolute(scores.flatMap((score) => score.startErrors))),
    medianEndError: overFound((scores) => absolute(scores.flatMap((score) => score.endErrors))),
    medianPlaceError: overFound((scores) => absolute(scores.flatMap((score) => score.placeErrors))),
    attacks: attackScores(queries, pairs, segments),
    films: filmScores(truePairs),
    curve: precisionRecallCurve(pairs),
    startErrors: [...segments.values()].flatMap((score) => score.startErrors),
    trueScores: truePairs.flatMap(({ prediction }) => prediction?.score ?? []),
    falseScores: falsePairs.map(({ prediction }) => prediction.score),
    misses: truePairs.filter((pair) => !isFound(pair)),
  };
}

function attackScores(
  queries: readonly QueryTruth[],
  { truePairs, falsePairs }: ScoredPairs,
  segments: ReadonlyMap<TruePair, SegmentScores>,
): AttackScore[] {
  const names = new Set([...ALL_ATTACKS.map((attack) => attack.name), ...NEGATIVES.map((negative) => negative.name)]);
  return [...names].flatMap((name) => {
    const own = queries.filter((query) => query.attack === name);
    if (own.length === 0) return [];
    const pairs = truePairs.filter((pair) => pair.query.attack === name);
    const attack = ALL_ATTACKS.find((candidate) => candidate.name === name);
    return {
      name,
      count: attack === undefined ? own.length : pairs.length,
      recall: bootstrap(pairs, recallOf),
      leastRecall: attack === undefined ? undefined : (attack.leastRecall ?? 0.9),
      recallAtZeroFalse: recallAtZeroFalse({ truePairs: pairs, falsePairs }),
      medianIou: median(pairs.flatMap((pair) => segments.get(pair)?.iou ?? [])),
      strongFalse: falsePairs.filter((pair) => pair.query.attack === name && pair.prediction.strong).length,
    };
  });
}

function filmScores(truePairs: readonly TruePair[]): Scores['films'] {
  const ids = [...new Set(truePairs.map((pair) => pair.referenceId))].sort();
  return ids.map((referenceId) => {
    const own = truePairs.filter((pair) => pair.referenceId === referenceId);
    return { referenceId, count: own.length, recall: recallOf(own) };
  });
}

function recallOf(pairs: readonly TruePair[]): number {
  return pairs.length === 0 ? Number.NaN : pairs.filter(isFound).length / pairs.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

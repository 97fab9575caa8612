import type { QueryTruth, TruthSegment } from '../truth.ts';
import type { Prediction } from './prediction.ts';

/** A query that truly shows a reference, with the program's prediction. */
export interface TruePair {
  readonly query: QueryTruth;
  readonly referenceId: string;
  /** Where the reference is in the query. */
  readonly segments: readonly TruthSegment[];
  /** The program's prediction; undefined if there is none. */
  readonly prediction: Prediction | undefined;
}

/** A prediction for a query that does not show the reference. */
export interface FalsePair {
  readonly query: QueryTruth;
  readonly prediction: Prediction;
}

/** All true pairs and all false predictions. All other pairs are true negatives. */
export interface ScoredPairs {
  readonly truePairs: readonly TruePair[];
  readonly falsePairs: readonly FalsePair[];
}

/** Compares predictions with the truth, pair by pair. Of several predictions for one pair, the one with the highest score counts. */
export function scorePairs(queries: readonly QueryTruth[], predictions: readonly Prediction[]): ScoredPairs {
  const best = new Map<string, Prediction>();
  for (const prediction of predictions) {
    const key = pairKey(prediction.queryId, prediction.referenceId);
    const known = best.get(key);
    if (known === undefined || known.score < prediction.score) best.set(key, prediction);
  }
  const byId = new Map(queries.map((query) => [query.queryId, query]));
  const truePairs: TruePair[] = [];
  for (const query of queries) {
    for (const referenceId of new Set(query.segments.map((segment) => segment.referenceId))) {
      const segments = query.segments.filter((segment) => segment.referenceId === referenceId);
      const key = pairKey(query.queryId, referenceId);
      truePairs.push({ query, referenceId, segments, prediction: best.get(key) });
      best.delete(key);
    }
  }
  const falsePairs = [...best.values()].flatMap((prediction) => {
    const query = byId.get(prediction.queryId);
    return query === undefined ? [] : [{ query, prediction }];
  });
  return { truePairs, falsePairs };
}

/**
 * Whether a true pair counts as found at the program's own threshold. A film found by audio alone always needs a person's review, so any
 * report of it counts. A film found by its pictures must be a strong match.
 */
export function isFound({ prediction, segments }: TruePair): boolean {
  if (prediction === undefined) return false;
  return prediction.strong || segments.every((segment) => segment.channel === 'sound');
}

/** The pairs of each query: the units that the bootstrap draws, since the predictions of one query depend on each other. */
export function pairsByQuery(queries: readonly QueryTruth[], { truePairs, falsePairs }: ScoredPairs): ScoredPairs[] {
  return queries.map((query) => ({
    truePairs: truePairs.filter((pair) => pair.query === query),
    falsePairs: falsePairs.filter((pair) => pair.query === query),
  }));
}

/** Joins the pairs of several queries. */
export function joinPairs(units: readonly ScoredPairs[]): ScoredPairs {
  return { truePairs: units.flatMap((unit) => unit.truePairs), falsePairs: units.flatMap((unit) => unit.falsePairs) };
}

const pairKey = (queryId: string, referenceId: string): string => `${queryId}\n${referenceId}`;

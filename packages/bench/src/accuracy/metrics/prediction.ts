import type { Match } from '@streetdate/matcher';

/** An interval of a reference that a program finds in a query. It holds less than a matcher's segment, so that peers can give it too. */
export interface PredictedSegment {
  /** Start in the query, seconds. */
  readonly queryStart: number;
  /** End in the query, seconds, exclusive. */
  readonly queryEnd: number;
  /** Start in the reference, seconds. */
  readonly referenceStart: number;
  /** End in the reference, seconds, exclusive. */
  readonly referenceEnd: number;
}

/** A program's result for one query and one reference. Pairs without a result have none. */
export interface Prediction {
  /** The query's id. */
  readonly queryId: string;
  /** The reference's id. */
  readonly referenceId: string;
  /** Higher is surer; the same scale for all queries. */
  readonly score: number;
  /** Whether it is at or above the threshold that the program acts on. */
  readonly strong: boolean;
  /** The positions; empty for programs that give none. */
  readonly segments: readonly PredictedSegment[];
}

/** The prediction that a match of the matcher makes. */
export function predictionOf(queryId: string, match: Match): Prediction {
  const { referenceId, score, strength, segments } = match;
  return { queryId, referenceId, score, strong: strength === 'strong', segments };
}

import type { SetName } from '../film-sets.ts';
import type { PredictedSegment } from '../metrics/prediction.ts';
import type { TruthSegment } from '../truth.ts';
import type { QueryKind } from './draw-query.ts';

/** One reference that the search named. */
export interface Found {
  readonly referenceId: string;
  readonly score: number;
  readonly strong: boolean;
  readonly segments: readonly PredictedSegment[];
}

/** One query with its chain, its truth and what the search said: a line of the result. */
export interface QueryResult {
  readonly queryId: string;
  readonly number: number;
  readonly kind: QueryKind;
  /** The film that it shows. */
  readonly film: string;
  /** Strength of the chain, 0 to 1. */
  readonly strength: number;
  readonly chain: readonly { readonly operator: string; readonly strength: number }[];
  /** Seconds. */
  readonly duration: number;
  /** Where the film is; empty for one that is not enrolled. */
  readonly truth: readonly TruthSegment[];
  /** Best first. */
  readonly found: readonly Found[];
  /** Of a query for which nothing is reported: what would be next, best first. Their scores tell how near a false match is. */
  readonly doubtful: readonly Pick<Found, 'referenceId' | 'score'>[];
  /** Time that the search took, milliseconds. */
  readonly matchMs: number;
}

/** What another program found, at its best setting. */
export interface PeerResult {
  readonly name: string;
  readonly setting: string;
  readonly results: readonly QueryResult[];
}

/** A run. */
export interface RandomEdits {
  readonly set: SetName;
  /** Where the clips came from, without a machine's paths. */
  readonly clips: string;
  /** Number of the first query. */
  readonly first: number;
  readonly references: number;
  /** Films that copies are made of. */
  readonly copied: number;
  /** Whether references keep thumbnails. */
  readonly thumbnails: boolean;
  readonly results: readonly QueryResult[];
  /** Other programs on the same queries, if they were asked. */
  readonly peers: readonly PeerResult[];
}

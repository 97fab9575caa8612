import type { RunFacts } from '../../results/run-facts.ts';
import type { SetName } from '../film-sets.ts';

/** What one search of all queries found and cost. */
export interface AblationSearch {
  /** Micro average precision, 0 to 1. */
  readonly microAveragePrecision: number;
  /** Share of true pairs that are ranked above every false one, 0 to 1. */
  readonly recallAtZeroFalse: number;
  /** Strong predictions that are false. */
  readonly strongFalse: number;
  /** True pairs found at the shipped threshold: the query's id, its attack and the reference's id. */
  readonly found: readonly FoundPair[];
  /** CPU time of searching the copies, seconds. */
  readonly copiesCpu: number;
  /** CPU time of searching the queries that show nothing, seconds. */
  readonly nothingCpu: number;
}

/** A true pair that was found. */
export interface FoundPair {
  readonly queryId: string;
  readonly attack: string;
  readonly referenceId: string;
  /** Share of the query's instants that are right, 0 to 1. */
  readonly score: number;
}

/** A proposer or a channel that was left out, and what was found without it in each set. */
export interface AblationRow {
  readonly kind: 'proposer' | 'channel';
  readonly name: string;
  /** Lines of its source: its file or folder. */
  readonly lines: number;
  readonly without: Readonly<Partial<Record<SetName, AblationSearch>>>;
}

/** Everything that the ablation measured. */
export interface Ablation {
  readonly facts: RunFacts;
  readonly clips: string;
  readonly perAttack: number;
  readonly thumbnails: boolean;
  /** Hours of other films in the library. */
  readonly libraryHours: number;
  /** Queries of each set: copies, and queries that show nothing. */
  readonly queries: Readonly<Partial<Record<SetName, { readonly copies: number; readonly nothing: number; readonly pairs: number }>>>;
  /** With every proposer and channel. */
  readonly whole: Readonly<Partial<Record<SetName, AblationSearch>>>;
  readonly rows: readonly AblationRow[];
}

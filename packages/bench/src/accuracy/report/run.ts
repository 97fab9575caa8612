import type { RunFacts } from '../../results/run-facts.ts';
import type { SetName } from '../film-sets.ts';
import type { Scores } from '../metrics/scores.ts';
import type { PeerScores } from '../peers/score-peers.ts';
import type { NullPairs } from '../scan/null-pairs.ts';

/** One run of the accuracy benchmark: what was run, and every figure. */
export interface AccuracyRun {
  readonly set: SetName;
  /** Where the clips came from, without a machine's paths. */
  readonly clips: string;
  readonly seed: number;
  readonly perAttack: number;
  /** Whether queries were looked at from their key frames on, as a scan looks at long films. */
  readonly cascade: boolean;
  /** Films enrolled. */
  readonly references: number;
  /** Hours of other films in the library. Results from before there were any have none. */
  readonly libraryHours?: number;
  /** Whether the references were prioritised. @defaultValue false */
  readonly prioritised?: boolean;
  /** Films copied. */
  readonly copied: number;
  /** Where and when. */
  readonly facts: RunFacts;
  readonly scores: Scores;
  readonly nullPairs: NullPairs | undefined;
  /** What peers reach on the same queries; undefined when they were not asked. */
  readonly peers: PeerScores | undefined;
  /** Median time to match one query, milliseconds. */
  readonly medianMatchMs: number;
  readonly leftOut: readonly { readonly file: string; readonly reason: string }[];
}

/** What one proposer did in a search: the row of a proposer in its ledger. */
export interface SearchStep {
  /** Name of the proposer. */
  readonly proposer: string;
  /** Whether it ran. One that does not lacks something in the query, as its `requires` says, or in the references. */
  readonly ran: boolean;
  /** What searching the whole index would cost, by its own estimate, in comparisons of two frames. */
  readonly estimatedComparisons: number;
  /** What it drew from the budgets, in comparisons of two frames. What it looks up in tables, or verifies, draws nothing. */
  readonly comparisons: number;
  /** Time that it and the verification of its alignments took, seconds. */
  readonly seconds: number;
  /** Alignments that it proposed. */
  readonly proposed: number;
  /** Segments that were found at them. */
  readonly found: number;
  /** Score of the best of these segments, −log10 of the expected false matches; absent without any. */
  readonly bestScore?: number;
  /** Seconds of the query that a strong segment covers since then, and did not before. */
  readonly secondsExplained: number;
  /** Seconds of the query that were left for the proposers after it. */
  readonly secondsLeft: number;
}

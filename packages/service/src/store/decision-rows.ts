/** Tables of what people decided about verdicts. */
export interface DecisionTables {
  decision: DecisionTable;
  decided_verdict: DecidedVerdictTable;
  review_policy: ReviewPolicyTable;
}

/** What one person decided about a verdict. It is never changed: a later one of the same person counts instead. */
export interface DecisionTable {
  id: string;
  organisation_id: string;
  upload_id: string;
  verdict_id: string;
  /** The kind of the verdict. */
  verdict_kind: string;
  /** One of `DECISIONS`. */
  decision: string;
  reason: string;
  /** Who: an account, a key, or the local operator, whose id is empty. */
  by_kind: string;
  by_id: string;
  by_name: string;
  created_at: string;
}

/** What all decisions about a verdict come to. A verdict about which they come to nothing has no row. */
export interface DecidedVerdictTable {
  verdict_id: string;
  organisation_id: string;
  upload_id: string;
  verdict_kind: string;
  decision: string;
  /** Expected false matches of the best match as a power of ten, rounded down and turned: 3 for 1 in a thousand; null without a match. */
  power: number | null;
  /** 1 where that match is strong. */
  is_strong: number;
}

/** How an organisation reviews, where it is not as the service does by itself. */
export interface ReviewPolicyTable {
  organisation_id: string;
  /** How many different people have to agree. */
  people: number;
}

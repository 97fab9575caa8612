/** What a person can decide about a verdict that settles what the copy is. */
export const SETTLING = ['leak', 'published', 'released', 'not-ours'] as const;

/** What a person can decide about a verdict. Who is unsure leaves it open. */
export const DECISIONS = [...SETTLING, 'unsure'] as const;

/** One of {@link SETTLING}. */
export type Settling = (typeof SETTLING)[number];

/** One of {@link DECISIONS}. */
export type Decision = (typeof DECISIONS)[number];

/** What one person decided about a verdict. */
export interface Vote {
  /** `account`, `key` or `local`. */
  readonly byKind: string;
  /** Id of the account or key; empty for the local operator. */
  readonly byId: string;
  readonly decision: Decision;
}

/** What the decisions about a verdict come to. */
export interface Settlement {
  /** What was decided; undefined as long as too few agree. */
  readonly decided?: Settling;
  /** Whether people who are sure say different things. */
  readonly isDisputed: boolean;
}

/**
 * What decisions come to. The last one of each person counts. A verdict is decided when at least `people` of them agree, and more than agree
 * on anything else. Where two people are asked for, a key is nobody: who holds an account could make any number of keys.
 * @param votes - In the order in which they were made.
 */
export function settle(votes: readonly Vote[], people: number): Settlement {
  const last = new Map<string, Decision>();
  for (const { byKind, byId, decision } of votes) if (people === 1 || byKind !== 'key') last.set(`${byKind} ${byId}`, decision);
  const counts = SETTLING.map((decision) => ({ decision, count: [...last.values()].filter((each) => each === decision).length }));
  const [first, second] = counts.sort((one, other) => other.count - one.count);
  const isDecided = first!.count >= people && first!.count > second!.count;
  return { ...(isDecided && { decided: first!.decision }), isDisputed: second!.count > 0 };
}

import { checkList, checkObject, checkOneOf, checkText } from '@streetdate/core/internal';
import { readMoment } from './instant.ts';
import type { NeedsReviewVerdict, ReviewReason, Verdict } from './verdict.ts';
import { list } from './wording.ts';

/** What became of a dispute. */
export type DisputeOutcome = 'upheld' | 'rejected' | 'withdrawn';

/** A counter-notice: somebody says that the use of a copy is lawful. It has no name: a verdict is about a copy. */
export interface Dispute {
  /** Its id. */
  readonly id: string;
  /** Why the use is lawful, in the words of the one who disputes, or in short. */
  readonly ground: string;
  /** When it was received: ISO 8601 with an offset. */
  readonly receivedAt: string;
  /** Until when it is to be answered: ISO 8601 with an offset. */
  readonly deadline: string;
  /** How it ended. @defaultValue it is open */
  readonly outcome?: DisputeOutcome;
}

/** How disputes can end. */
export const DISPUTE_OUTCOMES = ['upheld', 'rejected', 'withdrawn'] as const satisfies readonly DisputeOutcome[];

/** Checks disputes. @throws TypeError or RangeError that names the wrong field. */
export function checkDisputes(name: string, disputes: unknown): asserts disputes is readonly Dispute[] {
  checkList(name, disputes, (each, dispute) => {
    checkObject(each, dispute);
    const { id, ground, receivedAt, deadline, outcome } = dispute as Dispute;
    checkText(`${each}.id`, id);
    checkText(`${each}.ground`, ground);
    for (const [field, value] of Object.entries({ receivedAt, deadline })) {
      checkText(`${each}.${field}`, value);
      readMoment(`${each}.${field}`, value);
    }
    if (outcome !== undefined) checkOneOf(`${each}.outcome`, outcome, DISPUTE_OUTCOMES);
  });
}

/** Verdicts by which somebody may act against a copy. The others are lawful already, and a dispute does not make them worse. */
const MAY_BE_ACTED_ON = new Set<Verdict['kind']>(['pre-release-leak', 'needs-review', 'released-copy']);

/**
 * Puts a verdict to review while somebody disputes it, and for good where a dispute was upheld. One that was rejected or withdrawn changes
 * nothing. What the verdict would be otherwise is named: nothing is hidden.
 */
export function putToReview(verdict: Verdict, disputes: readonly Dispute[]): Verdict {
  const upheld = disputes.filter(({ outcome }) => outcome === 'upheld');
  const open = disputes.filter(({ outcome }) => outcome === undefined);
  const standing = [...upheld, ...open];
  if (standing.length === 0 || !MAY_BE_ACTED_ON.has(verdict.kind)) return verdict;
  const before = verdict as Extract<Verdict, { kind: 'pre-release-leak' | 'needs-review' | 'released-copy' }>;
  const sentences = [
    ...(upheld.length > 0 ? [`Its use was disputed, and the dispute was upheld: ${list(upheld.map(wordsOf))}.`] : []),
    ...(open.length > 0 ? [`Its use is disputed, and nobody has decided yet: ${list(open.map(wordsOf))}.`] : []),
  ];
  const reasons: ReviewReason[] = [
    ...(upheld.length > 0 ? (['dispute-upheld'] as const) : []),
    ...(open.length > 0 ? (['disputed'] as const) : []),
    ...(before.kind === 'needs-review' ? before.reasons : []),
  ];
  const reviewed: NeedsReviewVerdict = {
    kind: 'needs-review',
    summary: `${sentences.join(' ')} Otherwise: ${before.summary}`,
    explain: [...sentences.map((sentence) => ({ speaks: 'against' as const, sentence })), ...before.explain],
    reasons,
    disputes: standing,
    otherwise: before.kind,
    ...('unpublished' in before && before.unpublished && { unpublished: before.unpublished }),
  };
  return reviewed;
}

/** Such as `“fair use” (dispute 0123456789ab, received 2026-03-01)`. */
function wordsOf({ id, ground, receivedAt }: Dispute): string {
  return `“${ground}” (dispute ${id}, received ${receivedAt.slice(0, 10)})`;
}

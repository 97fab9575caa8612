import type { Dispute } from './dispute.ts';
import { speaksAgainst } from './explain.ts';
import type { NeedsReviewVerdict, ReviewReason, Verdict } from './verdict.ts';

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
  const findings = [
    ...(upheld.length > 0 ? [speaksAgainst({ says: 'dispute-upheld', disputes: upheld })] : []),
    ...(open.length > 0 ? [speaksAgainst({ says: 'disputed', disputes: open })] : []),
  ];
  const reasons: ReviewReason[] = [
    ...(upheld.length > 0 ? (['dispute-upheld'] as const) : []),
    ...(open.length > 0 ? (['disputed'] as const) : []),
    ...(before.kind === 'needs-review' ? before.reasons : []),
  ];
  const reviewed: NeedsReviewVerdict = {
    kind: 'needs-review',
    summary: `${findings.map(({ sentence }) => sentence).join(' ')} Otherwise: ${before.summary}`,
    explain: [...findings, ...before.explain],
    reasons,
    disputes: standing,
    otherwise: before.kind,
    ...('unpublished' in before && before.unpublished && { unpublished: before.unpublished }),
  };
  return reviewed;
}

import type { ReportScan } from './content.ts';

/** Each verdict as a label, gravest first. */
export const VERDICT_LABELS = {
  'pre-release-leak': 'Pre-release leak',
  'needs-review': 'Needs review',
  authorised: 'Authorised',
  'released-copy': 'Released copy',
  'published-material': 'Published material',
  'no-match': 'No match',
} as const satisfies Record<ReportScan['verdict']['kind'], string>;

/** The kinds of verdict, gravest first. */
export const VERDICT_KINDS = Object.keys(VERDICT_LABELS) as readonly (keyof typeof VERDICT_LABELS)[];

/** Sorts scans by verdict, gravest first, then by their best score, then by path. */
export function bySeverity(one: ReportScan, other: ReportScan): number {
  const gravity = VERDICT_KINDS.indexOf(one.verdict.kind) - VERDICT_KINDS.indexOf(other.verdict.kind);
  const score = (other.matches[0]?.score ?? 0) - (one.matches[0]?.score ?? 0);
  // By code units, not by locale: the page must be the same on every computer.
  return gravity || score || (one.path < other.path ? -1 : one.path > other.path ? 1 : 0);
}

import { VERDICT_NAMES } from '@streetdate/matcher/internal';
import type { ReportScan } from './content.ts';

/** The kinds of verdict, gravest first. */
export const VERDICT_KINDS = Object.keys(VERDICT_NAMES) as readonly (keyof typeof VERDICT_NAMES)[];

/** Sorts scans by verdict, gravest first, then by their best score, then by path. */
export function bySeverity(one: ReportScan, other: ReportScan): number {
  const gravity = VERDICT_KINDS.indexOf(one.verdict.kind) - VERDICT_KINDS.indexOf(other.verdict.kind);
  const score = (other.matches[0]?.score ?? 0) - (one.matches[0]?.score ?? 0);
  // By code units, not by locale: the page must be the same on every computer.
  return gravity || score || (one.path < other.path ? -1 : one.path > other.path ? 1 : 0);
}

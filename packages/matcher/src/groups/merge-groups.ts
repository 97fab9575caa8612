import { joinSpans } from '@streetdate/core/internal';
import type { Fingerprint } from '@streetdate/core/portable';
import { matchesTogether } from '../find-matches.ts';
import type { Match } from '../match.ts';
import { type MatchOptions, resolveOptions } from '../search.ts';
import { type PassResult, WORTH_DECODING } from '../search-session.ts';
import type { ReferenceLookup } from '../shared-content/reference-lookup.ts';
import { undecidedOf } from '../undecided-intervals.ts';
import type { GroupFindings } from './search-group.ts';

/** The findings of a group, and its place among the groups of the library. */
export interface PlacedFindings {
  /** Its place: groups are merged in this order, in whatever order they answered. */
  readonly group: number;
  /** What was found in it. */
  readonly findings: GroupFindings;
}

/**
 * Merges what was found in the groups of a library.
 * @param options - Those of the groups' searches.
 * @param lookup - Answers questions about references of all groups.
 * @returns What one search of a pass tells.
 * @throws RangeError for an option out of its range.
 */
export function mergeGroups(
  query: Fingerprint,
  found: readonly PlacedFindings[],
  lookup: ReferenceLookup,
  options: MatchOptions,
): PassResult {
  const resolved = resolveOptions(options);
  const hours = Math.max(1, resolved.libraryHours ?? 1);
  const inOrder = found.toSorted((one, other) => one.group - other.group).map(({ findings }) => findings);
  const together = (matches: readonly Match[], reportBelow: number) =>
    matchesTogether(matches, query, lookup, hours, { ...resolved, reportBelow });
  const matches = together(
    inOrder.flatMap((group) => group.matches),
    resolved.reportBelow,
  );
  const doubtful = together(
    inOrder.flatMap((group) => group.doubtful),
    WORTH_DECODING,
  );
  return {
    undecided: undecidedOf(query, lookup.algorithm, nearestOf(inOrder), doubtful),
    matches,
    evidence: joinSpans(inOrder.flatMap(({ evidence }) => evidence)),
  };
}

function nearestOf(groups: readonly GroupFindings[]): ReadonlyMap<number, number> {
  const nearest = new Map<number, number>();
  for (const group of groups) {
    for (const [frame, distance] of group.nearest) nearest.set(frame, Math.min(distance, nearest.get(frame) ?? distance));
  }
  return nearest;
}

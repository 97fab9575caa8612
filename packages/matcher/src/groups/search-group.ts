import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { matchesAlone } from '../find-matches.ts';
import type { Match } from '../match.ts';
import { type MatchOptions, resolveOptions, runProposers } from '../search.ts';
import { WORTH_DECODING } from '../search-session.ts';
import { evidenceOf } from '../settled-intervals.ts';
import { asksForNearest } from '../undecided-intervals.ts';

/** What a query shows of one group of references. Plain data, so that it may come from another process. */
export interface GroupFindings {
  /** The matches of its references, each by itself, as `reportBelow` has them. */
  readonly matches: readonly Match[];
  /** The same up to one expected false match: what a pass over a film decides by. */
  readonly doubtful: readonly Match[];
  /** The intervals with evidence, seconds of the query. */
  readonly evidence: readonly TimeSpan[];
  /** The frames of the query that look like some frame of the group, with the least distance in bits; empty where nobody asks for them. */
  readonly nearest: readonly (readonly [frame: number, distance: number])[];
}

/**
 * Searches one group of a library's references.
 * @param index - The references of the group.
 * @param options - `libraryHours`: the hours of all groups together.
 * @param settled - Intervals that an earlier pass has settled, seconds. @defaultValue none
 * @throws As `findMatches`.
 */
export function searchGroup(
  query: Fingerprint,
  index: ReferenceIndex,
  options: MatchOptions,
  settled: readonly TimeSpan[] = [],
): GroupFindings {
  const resolved = resolveOptions(options);
  const found = runProposers(query, index, resolved, settled);
  return {
    matches: matchesAlone(found, resolved),
    doubtful: matchesAlone(found, { ...resolved, reportBelow: WORTH_DECODING }),
    evidence: evidenceOf(found),
    nearest: asksForNearest(query) ? [...found.nearest] : [],
  };
}

import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import type { MatchOptions } from '../search.ts';
import type { PassResult } from '../search-session.ts';
import { answerInGroup } from './group-questions.ts';
import { GroupsLookup } from './groups-lookup.ts';
import { mergeGroups } from './merge-groups.ts';
import { searchGroup } from './search-group.ts';

/** Hours of film in the groups of a library together: whole milliseconds, so that no order of sums shows. */
export function hoursOfGroups(groups: readonly Pick<ReferenceIndex, 'duration'>[]): number {
  return Math.round(1000 * groups.reduce((sum, { duration }) => sum + duration, 0)) / 3_600_000;
}

/**
 * Searches a library that lies in several groups, one after the other on this thread. What it finds is what processes find that have a group
 * each. With one group it is what `searchPass` finds in it.
 * @param groups - At least one. A reference is in one of them.
 * @param settled - Intervals that an earlier pass has settled, seconds. @defaultValue none
 * @throws RangeError without groups; as `findMatches`.
 */
export function searchInGroups(
  query: Fingerprint,
  groups: readonly ReferenceIndex[],
  options: MatchOptions = {},
  settled: readonly TimeSpan[] = [],
): PassResult {
  const [first] = groups;
  if (first === undefined) throw new RangeError('groups must be at least one, got none');
  const ofLibrary = { ...options, libraryHours: hoursOfGroups(groups) };
  const found = groups.map((index, group) => ({ group, findings: searchGroup(query, index, ofLibrary, settled) }));
  const fingerprintOf = (referenceId: string) => groups.find((index) => index.numberOf(referenceId) !== undefined)?.get(referenceId);
  const lookup = new GroupsLookup({
    algorithm: first.algorithm,
    view: first.view,
    ask: (question) => groups.map((index) => answerInGroup(question, index, fingerprintOf)),
    fingerprintOf,
  });
  return mergeGroups(query, found, lookup, ofLibrary);
}

import type { Fingerprint } from '@streetdate/core/portable';
import type { MatchOptions } from '../search.ts';
import type { PassResult } from '../search-session.ts';
import type { GroupAnswer, GroupQuestion } from './group-questions.ts';
import { GroupsLookup } from './groups-lookup.ts';
import { mergeGroups, type PlacedFindings } from './merge-groups.ts';

/** Groups of references that other processes hold. */
export interface RemoteGroups {
  /** The hash algorithm whose tracks are compared. */
  readonly algorithm: string;
  /** The view of the picture that is indexed. */
  readonly view: string;
  /** Asks all groups. @returns For each question the answers of the groups, in the order of the groups. */
  ask(questions: readonly GroupQuestion[]): Promise<readonly (readonly GroupAnswer[])[]>;
  /** Fetches the fingerprint of a reference; undefined when the library does not have it. */
  fetch(referenceId: string): Promise<Fingerprint | undefined>;
}

/**
 * Merges what was found in groups that other processes hold. The merge runs on what is known, and notes what it would have to know. That is
 * asked for all at once, and the merge runs again. A question depends on the answers to others about three times in a row. A search that
 * found nothing asks nothing.
 * @returns What {@link mergeGroups} gives with all answers at hand.
 * @throws As `findMatches`; what `groups` throws.
 */
export async function mergeFromAfar(
  query: Fingerprint,
  found: readonly PlacedFindings[],
  groups: RemoteGroups,
  options: MatchOptions,
): Promise<PassResult> {
  const { algorithm, view } = groups;
  const answers = new Map<string, readonly GroupAnswer[]>();
  const fingerprints = new Map<string, Fingerprint | undefined>();
  const toAsk = new Map<string, GroupQuestion>();
  const toFetch = new Set<string>();
  const lookup = new GroupsLookup({
    algorithm,
    view,
    ask: (question) => {
      const key = JSON.stringify(question);
      const known = answers.get(key);
      if (known === undefined) toAsk.set(key, question);
      return known;
    },
    fingerprintOf: (referenceId) => {
      if (!fingerprints.has(referenceId)) toFetch.add(referenceId);
      return fingerprints.get(referenceId);
    },
  });
  for (;;) {
    const merged = mergeGroups(query, found, lookup, options);
    if (toAsk.size === 0 && toFetch.size === 0) return merged;
    const [keys, ids] = [[...toAsk.keys()], [...toFetch]];
    const [given, fetched] = await Promise.all([
      keys.length === 0 ? [] : groups.ask([...toAsk.values()]),
      Promise.all(ids.map((id) => groups.fetch(id))),
    ]);
    for (const [at, key] of keys.entries()) answers.set(key, given[at] ?? []);
    for (const [at, id] of ids.entries()) fingerprints.set(id, fetched[at]);
    toAsk.clear();
    toFetch.clear();
  }
}

import type { LinkTrait } from './link-traits.ts';
import type { LinkedRelease } from './release.ts';

/** Compares two releases by one trait: a likelihood ratio of one group against two; undefined if the trait is not known of both. */
export type TraitRatio = (one: LinkedRelease, other: LinkedRelease) => number | undefined;

/** Two releases whose groups are known. */
export interface KnownPair {
  readonly one: LinkedRelease;
  readonly other: LinkedRelease;
  readonly isSame: boolean;
}

/** Learns what a trait is worth from releases whose groups are known. */
export function learnTrait(trait: LinkTrait, known: readonly LinkedRelease[], pairs: readonly KnownPair[]): TraitRatio {
  return 'habit' in trait ? learnHabit(trait, known, pairs) : learnDistance(trait, pairs);
}

/**
 * Two releases of one group have the same value with the chance *s*. A release of another group has the value *v* with the chance *f*, the mean
 * over the other groups of its share in each. The ratio is *s / f* for equal values, and *(1 − s) / (1 − f)* for different ones. Both chances
 * are smoothed by one case of each kind (Laplace), so that few groups cannot give a large ratio.
 */
function learnHabit(
  { habit, constancy }: Extract<LinkTrait, { habit: unknown }>,
  known: readonly LinkedRelease[],
  pairs: readonly KnownPair[],
): TraitRatio {
  let [equal, compared] = [0, 0];
  for (const { one, other, isSame } of pairs) {
    const [first, second] = [habit(one), habit(other)];
    if (!isSame || first === undefined || second === undefined) continue;
    compared++;
    if (first === second) equal++;
  }
  const same = constancy ?? (equal + 1) / (compared + 2);
  /** By group: how many releases have each value, and how many have any. */
  const groups = new Map<string, { readonly counts: Map<string, number>; total: number }>();
  for (const release of known) {
    const value = habit(release);
    if (value === undefined || release.group === undefined) continue;
    const group = groups.get(groupKey(release)) ?? { counts: new Map<string, number>(), total: 0 };
    groups.set(groupKey(release), group);
    group.counts.set(value, (group.counts.get(value) ?? 0) + 1);
    group.total++;
  }
  /** By value: the sum of its shares in all groups. */
  const shares = new Map<string, number>();
  for (const { counts, total } of groups.values()) {
    for (const [value, count] of counts) shares.set(value, (shares.get(value) ?? 0) + count / total);
  }
  return (one, other) => {
    const [first, second] = [habit(one), habit(other)];
    if (first === undefined || second === undefined) return undefined;
    // The groups of the two are left out: a habit of one group alone is rare, however many releases it has.
    const own = [...new Set([groupKey(one), groupKey(other)])].flatMap((key) => groups.get(key) ?? []);
    const shared = own.reduce((sum, { counts, total }) => sum + (counts.get(first) ?? 0) / total, 0);
    const elsewhere = ((shares.get(first) ?? 0) - shared + 1) / (groups.size - own.length + 2);
    return first === second ? same / elsewhere : (1 - same) / (1 - elsewhere);
  };
}

function learnDistance({ distance, bounds }: Extract<LinkTrait, { distance: unknown }>, pairs: readonly KnownPair[]): TraitRatio {
  const classOf = (apart: number) => bounds.filter((bound) => apart >= bound).length;
  const counts = { same: new Float64Array(bounds.length + 1).fill(1), different: new Float64Array(bounds.length + 1).fill(1) };
  for (const { one, other, isSame } of pairs) {
    const apart = distance(one, other);
    if (apart !== undefined) counts[isSame ? 'same' : 'different'][classOf(apart)]!++;
  }
  const total = (numbers: Float64Array) => numbers.reduce((sum, number) => sum + number, 0);
  const [same, different] = [total(counts.same), total(counts.different)];
  return (one, other) => {
    const apart = distance(one, other);
    if (apart === undefined) return undefined;
    const at = classOf(apart);
    return counts.same[at]! / same / (counts.different[at]! / different);
  };
}

/** The group that a release claims; its own id if it claims none. */
export function groupKey({ id, group }: LinkedRelease): string {
  return group === undefined ? `\0${id}` : group.toLowerCase();
}

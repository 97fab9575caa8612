import { checkList, checkObject } from '@streetdate/core/internal';
import { LINK_TRAITS, type LinkTrait } from './link-traits.ts';
import type { LinkedRelease } from './release.ts';
import { groupKey, type KnownPair, learnTrait, type TraitRatio } from './trait-ratios.ts';

/** Two releases that are linked. */
export interface ReleaseLink {
  /** Ids of the releases. */
  readonly releases: readonly [string, string];
  /** How many times likelier what they have in common is if one group made both than if two did. */
  readonly ratio: number;
  /** What each trait adds, strongest first: the product of these is the ratio. */
  readonly traits: readonly { readonly name: string; readonly ratio: number }[];
}

/** Links between releases. */
export interface ReleaseLinks {
  /** The links, strongest first. */
  readonly links: readonly ReleaseLink[];
  /** Releases that hang together by links, largest first: ids. */
  readonly clusters: readonly (readonly string[])[];
  /** Pairs that were compared. */
  readonly pairs: number;
  /** Most false links to be expected: by Markov's inequality, a pair of two groups reaches a ratio of k with a chance of at most 1 / k. */
  readonly mostFalse: number;
  /** The power to which the product of all traits was raised, because traits depend on each other: 1 if they do not. */
  readonly dependence: number;
  /** Groups and pairs of one group from which the ratios were learnt. */
  readonly learntFrom: { readonly groups: number; readonly pairs: number };
}

/** Options for {@link linkReleases}. */
export interface LinkOptions {
  /** Least ratio of a link. @defaultValue 1000 */
  readonly leastRatio?: number | undefined;
  /** Whether group tags count. They are claims. @defaultValue true */
  readonly withTags?: boolean | undefined;
  /** Stops the work. */
  readonly signal?: AbortSignal | undefined;
}

/** Most pairs of known releases that are learnt from, of each kind. */
const MOST_PAIRS = 100_000;
/** With as many groups, the fitted power is halved. */
const ENOUGH_GROUPS = 3;
const POWERS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/**
 * Links releases by likelihood ratios: one group made both, against two different groups did. Ratios are learnt from the releases whose names
 * claim a group. Traits of a group depend on each other, so their product is raised to the power that foretells the known pairs best, and to a smaller
 * one where few groups are known.
 * A link is not a proof: what looks alike is consistent with one source, and groups copy each other.
 * @throws RangeError if leastRatio is less than 1. The signal's reason.
 */
export function linkReleases(releases: readonly LinkedRelease[], options: LinkOptions = {}): ReleaseLinks {
  checkList('releases', releases, checkObject);
  checkObject('options', options);
  const { leastRatio = 1000, withTags = true, signal } = options;
  if (!(leastRatio >= 1)) throw new RangeError(`leastRatio must be at least 1, got ${leastRatio}`);
  const known = releases.filter(({ group }) => group !== undefined);
  const pairs = knownPairs(known);
  const learnt = LINK_TRAITS.map((trait) => ({ trait, ratioOf: learnTrait(trait, known, pairs) }));
  const habits = learnt.filter(({ trait }) => !isTag(trait));
  const groups = new Set(known.map(groupKey)).size;
  const logs = pairs.map(({ one, other, isSame }) => ({
    isSame,
    log: sum(ratiosOf(habits, one, other).map(({ ratio }) => Math.log(ratio))),
  }));
  // Few groups cannot show how traits depend on each other.
  const dependence = fitPower(logs) * (groups / (groups + ENOUGH_GROUPS));
  const links: ReleaseLink[] = [];
  let compared = 0;
  for (const [at, one] of releases.entries()) {
    signal?.throwIfAborted();
    for (const other of releases.slice(at + 1)) {
      compared++;
      const traits = ratiosOf(withTags ? learnt : habits, one, other).map(({ trait, ratio }) => ({
        name: trait.name,
        ratio: isTag(trait) ? ratio : ratio ** dependence,
      }));
      const ratio = Math.exp(sum(traits.map((each) => Math.log(each.ratio))));
      if (ratio < leastRatio) continue;
      links.push({ releases: [one.id, other.id], ratio, traits: traits.sort((first, second) => second.ratio - first.ratio) });
    }
  }
  return {
    links: links.sort((one, other) => other.ratio - one.ratio),
    clusters: clustersOf(links),
    pairs: compared,
    mostFalse: compared / leastRatio,
    dependence,
    learntFrom: { groups, pairs: pairs.filter(({ isSame }) => isSame).length },
  };
}

function isTag(trait: LinkTrait): boolean {
  return 'constancy' in trait;
}

function ratiosOf(
  learnt: readonly { readonly trait: LinkTrait; readonly ratioOf: TraitRatio }[],
  one: LinkedRelease,
  other: LinkedRelease,
): { readonly trait: LinkTrait; readonly ratio: number }[] {
  return learnt.flatMap(({ trait, ratioOf }) => {
    const ratio = ratioOf(one, other);
    return ratio === undefined ? [] : [{ trait, ratio }];
  });
}

/** Pairs of one group and of two: every n-th of those of two, where there are too many. */
function knownPairs(known: readonly LinkedRelease[]): KnownPair[] {
  const step = Math.max(1, Math.ceil((known.length * known.length) / 2 / MOST_PAIRS));
  const pairs: KnownPair[] = [];
  let [different, same] = [0, 0];
  for (const [at, one] of known.entries()) {
    for (const other of known.slice(at + 1)) {
      const isSame = groupKey(one) === groupKey(other);
      if (isSame ? same++ < MOST_PAIRS : different++ % step === 0) pairs.push({ one, other, isSame });
    }
  }
  return pairs;
}

/** The power of the product that gives known pairs the least logarithmic loss, pairs of one group and of two weighing the same. */
function fitPower(pairs: readonly { readonly isSame: boolean; readonly log: number }[]): number {
  const loss = (power: number) => {
    const kinds = [true, false].map((kind) => {
      const own = pairs.filter(({ isSame }) => isSame === kind);
      return sum(own.map(({ log }) => Math.log1p(Math.exp(Math.min(500, (kind ? -1 : 1) * power * log))))) / Math.max(1, own.length);
    });
    return sum(kinds);
  };
  if (!pairs.some(({ isSame }) => isSame)) return 0.5;
  return POWERS.reduce((best, power) => (loss(power) < loss(best) ? power : best));
}

function clustersOf(links: readonly ReleaseLink[]): string[][] {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    const above = parent.get(id) ?? id;
    if (above === id) return id;
    const root = rootOf(above);
    parent.set(id, root);
    return root;
  };
  for (const { releases } of links) {
    const [one, other] = releases.map(rootOf) as [string, string];
    if (one !== other) parent.set(one, other);
  }
  const clusters = new Map<string, Set<string>>();
  for (const id of links.flatMap(({ releases }) => releases)) {
    const root = rootOf(id);
    clusters.set(root, (clusters.get(root) ?? new Set()).add(id));
  }
  return [...clusters.values()]
    .map((ids) => [...ids].sort())
    .sort((one, other) => other.length - one.length || (one[0]! < other[0]! ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

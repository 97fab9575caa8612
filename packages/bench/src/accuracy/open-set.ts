import { basename, resolve } from 'node:path';
import type { AccuracyOptions } from './accuracy-options.ts';
import { ALL_ATTACKS } from './attacks/attacks.ts';
import { Cache } from './cache.ts';
import type { SetName } from './film-sets.ts';
import { NEGATIVES } from './negatives/negatives.ts';
import { type PreparedSet, prepare } from './prepare.ts';
import { FingerprintCache } from './scan/fingerprints.ts';
import { readScenario } from './scenario.ts';

/** The seeds that results are reported with. */
const SEEDS: Readonly<Record<SetName, number>> = { tuning: 1, reported: 20_001 };

/** A set of films and queries that is ready to be searched. */
export interface OpenSet {
  /** Which half of the footage. */
  readonly set: SetName;
  /** Seed of all draws. */
  readonly seed: number;
  /** Copies of each attack. */
  readonly perAttack: number;
  /** Where the clips came from, without a machine's paths. */
  readonly clips: string;
  /** Films, library and queries. */
  readonly prepared: PreparedSet;
  /** Their fingerprints, made when they are asked for. */
  readonly fingerprints: FingerprintCache;
  /** The folder that keeps films and fingerprints between runs. */
  readonly cache: Cache;
}

/**
 * Makes the films and queries of a set, or takes them from the cache.
 * @throws RangeError when the clips are too few, or an attack's name is unknown.
 */
export async function openSet(options: AccuracyOptions): Promise<OpenSet> {
  const { set = 'tuning', perAttack = options.clips === undefined ? 1 : 4, seed = SEEDS[set], keep = '.cache/accuracy' } = options;
  const only = options.attacks === undefined ? undefined : knownNames(options.attacks);
  const cache = await Cache.open(resolve(keep));
  const onProgress = options.onProgress ?? (() => {});
  const scenario = await readScenario();
  const prepared = await prepare({ clips: options.clips, set, seed, perAttack, only, scenario, onProgress }, cache);
  const fingerprints = await FingerprintCache.open(cache, { thumbnails: options.thumbnails });
  const clips = options.clips === undefined ? 'footage of npm packages' : basename(resolve(options.clips));
  return { set, seed, perAttack, clips, prepared, fingerprints, cache };
}

function knownNames(names: readonly string[]): ReadonlySet<string> {
  const known = new Set([...ALL_ATTACKS, ...NEGATIVES].map(({ name }) => name));
  for (const name of names) if (!known.has(name)) throw new RangeError(`attacks must be names of attacks and negatives, got ${name}`);
  return new Set(names);
}

import { basename, resolve } from 'node:path';
import { BandIndex } from '@streetdate/index';
import { findMatches, type MatchOptions } from '@streetdate/matcher';
import { Cache } from '../cache.ts';
import { readClipFolder, readPackagedClips } from '../clip-folder.ts';
import { planFilms } from '../film-sets.ts';
import { inOrder } from '../in-order.ts';
import { makeMaster } from '../master.ts';
import { FingerprintCache } from '../scan/fingerprints.ts';
import { type IntroCase, type IntroQuery, makeCase } from './make-cases.ts';

/** Options of {@link benchSharedIntros}. */
export interface SharedIntrosOptions {
  /** Folder of clips. @defaultValue the footage of npm packages */
  readonly clips?: string | undefined;
  /** Intros that are drawn. Each gives four queries that show nothing else, and two that show a film. @defaultValue 50 */
  readonly intros?: number | undefined;
  /** Seed of all draws. @defaultValue 1 */
  readonly seed?: number | undefined;
  /** Folder that keeps films, queries and fingerprints between runs. @defaultValue .cache/accuracy */
  readonly keep?: string | undefined;
  /** Passed to the matcher. */
  readonly match?: MatchOptions | undefined;
  /** Called with each line of progress. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** What the matcher reported for one query. */
export interface SharedIntroResult extends Omit<IntroQuery, 'path'>, Pick<IntroCase, 'kind' | 'seconds'> {
  /** How the intro stands before each film. */
  readonly treatments: readonly string[];
  /** Every match. */
  readonly matches: readonly { readonly referenceId: string; readonly score: number; readonly strong: boolean }[];
  /** CPU time of the search, milliseconds. */
  readonly cpuMs: number;
}

/** The results of a run. */
export interface SharedIntros {
  readonly clips: string;
  readonly seed: number;
  readonly intros: number;
  readonly results: readonly SharedIntroResult[];
}

/**
 * Draws intros of 3 to 30 s, puts each before two to four films, and searches for queries that show the intro. Films hold it re-encoded,
 * re-timed, letterboxed or cropped. Two further queries show a film as well, which must be found.
 */
export async function benchSharedIntros(options: SharedIntrosOptions = {}): Promise<SharedIntros> {
  const { clips: folder, intros = 50, seed = 1, keep = '.cache/accuracy', match, onProgress = () => {} } = options;
  const cache = await Cache.open(resolve(keep));
  const { clips } = folder === undefined ? await readPackagedClips() : await readClipFolder(folder);
  const plans = (['tuning', 'reported'] as const).flatMap((set) => planFilms(clips, set));
  const films = await inOrder(plans, 2, (plan) => makeMaster(plan, cache));
  onProgress(`${films.length} films`);
  const fingerprints = await FingerprintCache.open(cache);
  const results: SharedIntroResult[] = [];
  for (let at = 0; at < intros; at++) {
    const drawn = await makeCase(films, `shared-intros/${seed}/${at + 1}`, cache);
    results.push(...(await searchCase(drawn, fingerprints, match)));
    onProgress(`${at + 1} of ${intros} intros`);
  }
  return { clips: folder === undefined ? 'footage of npm packages' : basename(resolve(folder)), seed, intros, results };
}

async function searchCase(
  { references, queries, kind, seconds }: IntroCase,
  fingerprints: FingerprintCache,
  match: MatchOptions = {},
): Promise<SharedIntroResult[]> {
  const index = new BandIndex();
  for (const { id, path } of references) index.add(id, (await fingerprints.get(path, 'reference'))!);
  const treatments = references.map(({ treatment }) => treatment);
  // As a catalogue has them: each film is a title of its own, not an edition of another.
  const titles = new Map(references.map(({ id }) => [id, id]));
  const results: SharedIntroResult[] = [];
  for (const { path, ...query } of queries) {
    const fingerprint = await fingerprints.get(path, 'query');
    const before = process.cpuUsage();
    const found = fingerprint === undefined ? [] : findMatches(fingerprint, index, { titles, ...match });
    const { user, system } = process.cpuUsage(before);
    const matches = found.map(({ referenceId, score, strength }) => ({ referenceId, score, strong: strength === 'strong' }));
    results.push({ ...query, kind, seconds, treatments, matches, cpuMs: (user + system) / 1000 });
  }
  return results;
}

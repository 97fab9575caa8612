import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { MatchOptions } from '@streetdate/matcher';
import { median } from '../measure/figure.ts';
import { runFacts } from '../results/run-facts.ts';
import type { SetName } from './film-sets.ts';
import { scorePairs } from './metrics/pairs.ts';
import { predictionOf } from './metrics/prediction.ts';
import { computeScores } from './metrics/scores.ts';
import { openSet } from './open-set.ts';
import type { PeerTask } from './peers/peer.ts';
import { PEERS } from './peers/peers.ts';
import { scorePeers } from './peers/score-peers.ts';
import type { PreparedSet } from './prepare.ts';
import { cutFramePairs } from './report/frame-pairs.ts';
import { accuracyMarkdown } from './report/markdown.ts';
import { accuracyPage } from './report/page/page.ts';
import type { AccuracyRun } from './report/run.ts';
import type { FingerprintCache } from './scan/fingerprints.ts';
import { type NullFilm, scanNullPairs } from './scan/null-pairs.ts';
import { enrol, scanQueries } from './scan/scan.ts';
import { writeTruth } from './truth.ts';

export { type Ablation, runAblation } from './ablation/ablation.ts';
export { ablationMarkdown } from './ablation/markdown.ts';
export { accuracySummary } from './report/markdown.ts';

/** Options of {@link runAccuracy}. */
export interface AccuracyOptions {
  /** Folder of clips, every media file a film of its own. @defaultValue the footage of npm packages */
  readonly clips?: string | undefined;
  /** Which half of the footage to use. @defaultValue 'tuning' */
  readonly set?: SetName | undefined;
  /** Seed of all draws. @defaultValue 1 for the tuning set, 20001 for the reported set */
  readonly seed?: number | undefined;
  /** Names of attacks and negatives to run. @defaultValue all */
  readonly attacks?: readonly string[] | undefined;
  /** Copies of each attack. @defaultValue 1 of the packages' few films, 4 of a folder of clips */
  readonly perAttack?: number | undefined;
  /** Unrelated pairs to search as well; 0 for none. @defaultValue 0 */
  readonly nullPairs?: number | undefined;
  /** Whether references keep thumbnails. @defaultValue false */
  readonly thumbnails?: boolean | undefined;
  /** Whether queries are scanned by key frames first, as a scan does with long films. @defaultValue false */
  readonly cascade?: boolean | undefined;
  /** Whether to run the peers too. @defaultValue false */
  readonly peers?: boolean | undefined;
  /** Folder of the results. @defaultValue benchmarks/results/accuracy */
  readonly out?: string | undefined;
  /** Folder that keeps films, queries and fingerprints between runs. @defaultValue .cache/accuracy */
  readonly keep?: string | undefined;
  /** Passed to the matcher; empty for what the product ships with. */
  readonly match?: MatchOptions | undefined;
  /** Called with each line of progress. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/**
 * Runs the accuracy benchmark: makes the queries (or takes them from the cache), enrols, scans, scores, and writes `truth.jsonl`,
 * `accuracy.json`, `accuracy.md` and `accuracy.html` into the folder of the results.
 * @throws RangeError when the clips are too few, or an attack's name is unknown.
 */
export async function runAccuracy(options: AccuracyOptions = {}): Promise<AccuracyRun> {
  const { nullPairs = 0, out = 'benchmarks/results/accuracy', onProgress: tell = () => {} } = options;
  const { set, seed, perAttack, clips, prepared, fingerprints, cache } = await openSet(options);
  const { library, queries } = prepared;
  await mkdir(out, { recursive: true });
  await writeTruth(join(out, 'truth.jsonl'), queries);

  const references = await enrol(library.entries, fingerprints);
  tell(`enrolled ${references.size} references`);
  const scanned = await scanQueries(queries, references, fingerprints, {
    ...(options.match && { match: options.match }),
    cascade: options.cascade ? library.entries.map(({ path }) => path) : undefined,
    onProgress: (done, all) => tell(`scanned ${done} of ${all} queries`),
  });
  const predictions = scanned.flatMap(({ query, matches }) => matches.map((match) => predictionOf(query.queryId, match)));
  const nullResult =
    nullPairs === 0 ? undefined : scanNullPairs(await nullFilms(prepared, fingerprints), nullPairs, `${set}/${seed}`, options.match);
  const peers = options.peers
    ? await scorePeers(PEERS, { ...filmsOf(prepared), cache, onProgress: tell }, queries, predictions)
    : undefined;
  const run: AccuracyRun = {
    set,
    clips,
    seed,
    perAttack,
    cascade: options.cascade ?? false,
    references: references.size,
    copied: prepared.films.filter((film) => film.role === 'copied').length,
    facts: await runFacts(),
    scores: computeScores(queries, references.size, predictions),
    nullPairs: nullResult,
    peers,
    medianMatchMs: median(scanned.map(({ matchMs }) => matchMs)),
    leftOut: prepared.leftOut.map(({ path, reason }) => ({ file: basename(path), reason })),
  };
  await writeFile(join(out, 'accuracy.json'), `${JSON.stringify(run, undefined, 1)}\n`);
  await writeFile(join(out, 'accuracy.md'), accuracyMarkdown(run));
  const pairs = await cutFramePairs(run.scores, scorePairs(queries, predictions).truePairs, library.entries, cache);
  await writeFile(join(out, 'accuracy.html'), accuracyPage(run, pairs));
  return run;
}

function filmsOf({ library, queries }: PreparedSet): Pick<PeerTask, 'queries' | 'references'> {
  return {
    queries: queries.map(({ queryId, path }) => ({ id: queryId, path })),
    references: library.entries.map(({ referenceId, path }) => ({ id: referenceId, path })),
  };
}

/** All films of the set take part once, without added logos and credits: matches of those would not be false. */
async function nullFilms({ films }: PreparedSet, fingerprints: FingerprintCache): Promise<NullFilm[]> {
  const made: NullFilm[] = [];
  for (const { id, path } of films) {
    const query = await fingerprints.get(path, 'query');
    if (query !== undefined) made.push({ id, query, reference: await fingerprints.get(path, 'reference') });
  }
  return made;
}

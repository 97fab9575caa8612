import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { median } from '../measure/figure.ts';
import { runFacts } from '../results/run-facts.ts';
import type { AccuracyOptions } from './accuracy-options.ts';
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
import { makeNullFilms } from './scan/null-films.ts';
import { scanNullPairs } from './scan/null-pairs.ts';
import { enroll, scanQueries } from './scan/scan.ts';
import { writeTruth } from './truth.ts';

export type { AccuracyOptions } from './accuracy-options.ts';
export { accuracySummary } from './report/markdown.ts';

/**
 * Runs the accuracy benchmark: makes the queries (or takes them from the cache), enrolls, scans, scores, and writes `truth.jsonl`,
 * `accuracy.json`, `accuracy.md` and `accuracy.html` into the folder of the results.
 * @throws RangeError when the clips are too few, an attack's name is unknown, or `libraryHours` is given with `cascade`.
 */
export async function runAccuracy(options: AccuracyOptions = {}): Promise<AccuracyRun> {
  const { nullPairs = 0, nullVersions = 0, libraryHours = 0, out = 'benchmarks/results/accuracy', onProgress: tell = () => {} } = options;
  // What a scan by key frames finds is kept, and depends on the library.
  if (libraryHours > 0 && options.cascade) throw new RangeError('libraryHours must be 0 when queries are scanned by key frames');
  const { set, seed, perAttack, clips, prepared, fingerprints, cache } = await openSet(options);
  const { library, queries } = prepared;
  await mkdir(out, { recursive: true });
  await writeTruth(join(out, 'truth.jsonl'), queries);

  const references = await enroll(library.entries, fingerprints);
  tell(`enrolled ${references.size} references`);
  const scanned = await scanQueries(queries, references, fingerprints, {
    ...(options.match && { match: options.match }),
    libraryHours,
    prioritised: options.prioritised,
    cascade: options.cascade ? library.entries.map(({ path }) => path) : undefined,
    onProgress: (done, all) => tell(`scanned ${done} of ${all} queries`),
  });
  const predictions = scanned.flatMap(({ query, matches }) => matches.map((match) => predictionOf(query.queryId, match)));
  const searchNullPairs = async () => {
    const films = await makeNullFilms(prepared.films, fingerprints, cache, { versions: nullVersions, seed: `${set}/${seed}`, tell });
    return scanNullPairs(films, nullPairs, `${set}/${seed}`, options.match, tell);
  };
  const nullResult = nullPairs === 0 ? undefined : await searchNullPairs();
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
    libraryHours,
    ...(options.prioritised && { prioritised: true }),
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

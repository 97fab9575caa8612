import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fingerprint } from '@streetdate/core';
import type { ReferenceIndex } from '@streetdate/index';
import { EVIDENCE_CHANNELS, findMatches, type MatchOptions, PROPOSERS } from '@streetdate/matcher';
import { runFacts } from '../../results/run-facts.ts';
import type { AccuracyOptions } from '../accuracy-options.ts';
import { ALL_ATTACKS } from '../attacks/attacks.ts';
import type { SetName } from '../film-sets.ts';
import { isFound, scorePairs } from '../metrics/pairs.ts';
import { predictionOf } from '../metrics/prediction.ts';
import { computeScores } from '../metrics/scores.ts';
import { NEGATIVES } from '../negatives/negatives.ts';
import { openSet } from '../open-set.ts';
import { enroll, fill, indexOf } from '../scan/scan.ts';
import type { QueryTruth } from '../truth.ts';
import { ablationMarkdown } from './markdown.ts';
import type { Ablation, AblationRow, AblationSearch } from './result.ts';
import { sourceLines } from './source-lines.ts';

/** The reported set shows whether a part is needed; the tuning set shows what it was built for. */
const SETS: readonly SetName[] = ['reported', 'tuning'];

/** Options for {@link runAblation}. */
export interface AblationOptions extends AccuracyOptions {
  /** Names of the proposers and channels to leave out, each in turn. @defaultValue all */
  readonly leaveOut?: readonly string[] | undefined;
}

/**
 * Leaves out each proposer and each evidence channel in turn, and searches the queries of both sets without it. Writes `ablation.json` and
 * `ablation.md` into the folder of the results, anew after each row: a run takes hours. Each part gets its chance: the attacks that are otherwise made only when named are made too, and
 * references keep thumbnails.
 * @throws RangeError as {@link openSet}, and for a name in `leaveOut` that nothing has.
 */
export async function runAblation(options: AblationOptions = {}): Promise<Ablation> {
  const { out = 'benchmarks/results/accuracy', thumbnails = true, libraryHours = 0, onProgress: tell = () => {} } = options;
  const searches = ablations(options.match, options.leaveOut);
  const attacks = options.attacks ?? [...ALL_ATTACKS, ...NEGATIVES].map(({ name }) => name);
  const facts = await runFacts();
  const whole: Partial<Record<SetName, AblationSearch>> = {};
  const queries: Partial<Record<SetName, { copies: number; nothing: number; pairs: number }>> = {};
  const rows = new Map<string, AblationRow & { without: Partial<Record<SetName, AblationSearch>> }>();
  await mkdir(out, { recursive: true });
  let ablation: Ablation | undefined;
  for (const set of SETS) {
    const { prepared, fingerprints, clips, perAttack } = await openSet({ ...options, set, attacks, thumbnails });
    const references = await enroll(prepared.library.entries, fingerprints);
    const index = indexOf(references);
    fill(index, libraryHours, [...references.values()]);
    const asked: Asked[] = [];
    for (const query of prepared.queries) asked.push({ query, fingerprint: await fingerprints.get(query.path, 'query') });
    const search = (match: MatchOptions) => searchAll(asked, index, references.size, match);
    // The first search loads code and derives what the index keeps: it is not measured.
    search({ ...options.match });
    const all = search({ ...options.match });
    whole[set] = all;
    const nothing = prepared.queries.filter(({ segments }) => segments.length === 0).length;
    queries[set] = { copies: prepared.queries.length - nothing, nothing, pairs: all.pairs };
    for (const { part, kind, name, match } of searches) {
      const row = rows.get(part) ?? { kind, name, lines: await sourceLines(kind, name), without: {} };
      row.without[set] = search(match);
      rows.set(part, row);
      tell(`${set} set without ${part}: ${row.without[set].found.length} of ${all.found.length} pairs`);
      ablation = { facts, clips, perAttack, thumbnails, libraryHours, queries, whole, rows: [...rows.values()] };
      await writeFile(join(out, 'ablation.json'), `${JSON.stringify(ablation, undefined, 1)}\n`);
      await writeFile(join(out, 'ablation.md'), ablationMarkdown(ablation));
    }
  }
  return ablation!;
}

interface Asked {
  readonly query: QueryTruth;
  readonly fingerprint: Fingerprint | undefined;
}

/** A search without one proposer or channel. */
export interface AblatedSearch extends Pick<AblationRow, 'kind' | 'name'> {
  /** Kind and name together: a proposer and a channel may have one name. */
  readonly part: string;
  readonly match: MatchOptions;
}

/**
 * The searches, each without one proposer or channel.
 * @param leaveOut - Names of those to leave out. @defaultValue all
 * @throws RangeError for a name that nothing has.
 */
export function ablations(match: MatchOptions = {}, leaveOut?: readonly string[]): AblatedSearch[] {
  const all: AblatedSearch[] = [
    ...PROPOSERS.map((left) => ({
      part: `proposer ${left.name}`,
      kind: 'proposer' as const,
      name: left.name,
      match: { ...match, proposers: PROPOSERS.filter((proposer) => proposer !== left) },
    })),
    ...EVIDENCE_CHANNELS.map((left) => ({
      part: `channel ${left.name}`,
      kind: 'channel' as const,
      name: left.name,
      match: { ...match, channels: EVIDENCE_CHANNELS.filter((channel) => channel !== left) },
    })),
  ];
  for (const name of leaveOut ?? []) {
    if (!all.some((each) => each.name === name)) throw new RangeError(`leaveOut must be names of proposers and channels, got ${name}`);
  }
  return leaveOut === undefined ? all : all.filter(({ name }) => leaveOut.includes(name));
}

function searchAll(
  asked: readonly Asked[],
  index: ReferenceIndex,
  references: number,
  match: MatchOptions,
): AblationSearch & { pairs: number } {
  const cpu = { copies: 0, nothing: 0 };
  const predictions = asked.flatMap(({ query, fingerprint }) => {
    if (fingerprint === undefined) return [];
    const start = process.cpuUsage();
    const matches = findMatches(fingerprint, index, match);
    const { user, system } = process.cpuUsage(start);
    cpu[query.segments.length > 0 ? 'copies' : 'nothing'] += (user + system) / 1e6;
    return matches.map((each) => predictionOf(query.queryId, each));
  });
  const queries = asked.map(({ query }) => query);
  const scores = computeScores(queries, references, predictions);
  const { truePairs } = scorePairs(queries, predictions);
  return {
    microAveragePrecision: scores.microAveragePrecision.value,
    recallAtZeroFalse: scores.recallAtZeroFalse.value,
    strongFalse: scores.strongFalse.length,
    found: truePairs.filter(isFound).map(({ query, referenceId, prediction }) => ({
      queryId: query.queryId,
      attack: query.attack,
      referenceId,
      score: prediction!.score,
    })),
    copiesCpu: cpu.copies,
    nothingCpu: cpu.nothing,
    pairs: truePairs.length,
  };
}

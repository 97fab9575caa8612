import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Fingerprint } from '@streetdate/core';
import type { SegmentedIndex } from '@streetdate/index';
import { findMatches, type MatchOptions } from '@streetdate/matcher';
import { Cache } from '../cache.ts';
import type { Film } from '../film.ts';
import type { SetName } from '../film-sets.ts';
import { inOrder } from '../in-order.ts';
import { makeRecipe } from '../make-recipe.ts';
import { predictionOf } from '../metrics/prediction.ts';
import { prepareFilms } from '../prepare.ts';
import { FingerprintCache } from '../scan/fingerprints.ts';
import { enroll, indexOf } from '../scan/scan.ts';
import { readScenario } from '../scenario.ts';
import { drawQuery, type QueryKind, type RandomQuery } from './draw-query.ts';
import { makeHosts } from './hosts.ts';
import { askPeers } from './peers.ts';
import type { Found, QueryResult, RandomEdits } from './result.ts';

/** Expected false matches up to which a pair is kept that is not reported. */
const DOUBTFUL = 1e6;
/** So many of them are kept. */
const MOST_DOUBTFUL = 3;

/** Options of {@link benchRandomEdits}. */
export interface RandomEditsOptions {
  /** Folder of clips, every media file a film of its own. @defaultValue the footage of npm packages */
  readonly clips?: string | undefined;
  /** Which half of the footage, and which range of seeds. @defaultValue 'tuning' */
  readonly set?: SetName | undefined;
  /** Number of the first query. @defaultValue 1 */
  readonly first?: number | undefined;
  /** Copies of enrolled films. @defaultValue 60 */
  readonly copies?: number | undefined;
  /** Queries of films that are not enrolled. @defaultValue as many as copies */
  readonly others?: number | undefined;
  /** Whether references keep thumbnails. @defaultValue false */
  readonly thumbnails?: boolean | undefined;
  /** Whether to ask other programs too. @defaultValue false */
  readonly peers?: boolean | undefined;
  /** Folder that keeps films, queries and fingerprints between runs. @defaultValue a temporary folder, removed at the end */
  readonly keep?: string | undefined;
  /** Passed to the matcher; empty for what the product ships with. */
  readonly match?: MatchOptions | undefined;
  /** Called with each line of progress. */
  readonly onProgress?: ((line: string) => void) | undefined;
  /** Called with each query's result, in the order in which they end. */
  readonly onResult?: ((result: QueryResult) => void) | undefined;
}

/**
 * Draws queries, each a film under a random chain of simple edits, and searches for them. A query of a film that is enrolled for copies is
 * searched for without that film.
 * @throws RangeError when the clips are too few.
 */
export async function benchRandomEdits(options: RandomEditsOptions = {}): Promise<RandomEdits> {
  const { set = 'tuning', first = 1, copies = 60, others = copies, thumbnails = false, match, onProgress, onResult } = options;
  return withStock(options, async (stock) => {
    const fingerprints = await FingerprintCache.open(stock.cache, { thumbnails });
    const references = await enroll(stock.entries, fingerprints);
    onProgress?.(`enrolled ${references.size} references`);
    const whole = indexOf(references);
    const without = new Map<string, SegmentedIndex>();
    const indexFor = ({ kind, film }: RandomQuery) => {
      if (kind === 'copy' || !references.has(film.id)) return whole;
      const rest = without.get(film.id) ?? indexWithout(references, film.id);
      without.set(film.id, rest);
      return rest;
    };
    let done = 0;
    const paths = new Map<string, string>();
    // Copies and others in turn, so that the lines of a run that was stopped can be used.
    const all = Array.from({ length: Math.max(copies, others) }, (_, at) => [
      ...(at < copies ? [{ kind: 'copy' as const, number: first + at }] : []),
      ...(at < others ? [{ kind: 'other' as const, number: first + at }] : []),
    ]).flat();
    const results = await inOrder(all, 2, async ({ kind, number }) => {
      const query = stock.draw(kind, number);
      const { path, recipe } = await makeRecipe(query.draft, 'queries', stock.cache);
      paths.set(query.queryId, path);
      const fingerprint = await fingerprints.get(path, 'query');
      const start = performance.now();
      const matches = fingerprint === undefined ? [] : findMatches(fingerprint, indexFor(query), match);
      const matchMs = Math.round(performance.now() - start);
      const { queryId, film, chain } = query;
      const next =
        fingerprint === undefined || matches.length > 0
          ? []
          : findMatches(fingerprint, indexFor(query), { ...match, reportBelow: DOUBTFUL });
      const result: QueryResult = {
        ...{ queryId, number, kind, film: film.id, strength: chain.strength },
        chain: chain.links.map(({ operator, strength }) => ({ operator: operator.name, strength })),
        ...{ duration: recipe.duration, truth: kind === 'copy' ? recipe.segments : [], matchMs },
        found: matches.map((one): Found => {
          const { referenceId, score, strong, segments } = predictionOf(queryId, one);
          return { referenceId, score, strong, segments: segments.map(placesOf) };
        }),
        doubtful: next.slice(0, MOST_DOUBTFUL).map(({ referenceId, score }) => ({ referenceId, score })),
      };
      onResult?.(result);
      onProgress?.(`searched ${++done} of ${all.length}: ${lineOf(result)}`);
      return result;
    });
    const peers = options.peers ? await askPeers(results, paths, stock.entries, stock.cache, onProgress) : [];
    const { clips } = options;
    const where = clips === undefined ? 'footage of npm packages' : basename(resolve(clips));
    return { set, clips: where, first, references: references.size, copied: stock.copied.length, thumbnails, results, peers };
  });
}

/** Makes one query again and writes it to a file. @returns What was drawn, in lines. */
export async function writeRandomQuery(
  kind: QueryKind,
  number: number,
  out: string,
  options: Pick<RandomEditsOptions, 'clips' | 'set' | 'keep'> = {},
): Promise<string> {
  return withStock(options, async ({ draw, cache }) => {
    const { queryId, film, chain, draft } = draw(kind, number);
    const { path, recipe } = await makeRecipe(draft, 'queries', cache);
    await copyFile(cache.resolve(path), out);
    const links = chain.links.map(({ operator, strength }) => `  ${operator.name} ${strength}: at 1 ${operator.most}`);
    const shown = recipe.segments.map((segment) => {
      const { queryStart, queryEnd, referenceStart, referenceEnd, speed } = segment;
      const [from, to] = [
        `${queryStart.toFixed(2)} to ${queryEnd.toFixed(2)} s`,
        `${referenceStart.toFixed(2)} to ${referenceEnd.toFixed(2)} s`,
      ];
      return `  ${from} shows ${to}, speed ${speed.toFixed(3)}`;
    });
    const title = `${queryId} of ${film.id}, strength ${chain.strength}, ${recipe.duration.toFixed(2)} s`;
    return [title, ...links, ...shown].join('\n');
  });
}

interface RandomEditsStock {
  readonly cache: Cache;
  readonly copied: readonly Film[];
  readonly entries: Parameters<typeof enroll>[0];
  readonly draw: (kind: QueryKind, number: number) => RandomQuery;
}

async function withStock<T>(
  { clips, set = 'tuning', keep, onProgress }: RandomEditsOptions,
  use: (stock: RandomEditsStock) => Promise<T>,
): Promise<T> {
  const folder = keep === undefined ? await mkdtemp(join(tmpdir(), 'streetdate-random-edits-')) : resolve(keep);
  try {
    const cache = await Cache.open(folder);
    const scenario = await readScenario();
    const { library, copied, unenrolled } = await prepareFilms(
      { clips, set, scenario, ...(onProgress && { onProgress }) },
      `random-edits/${set}`,
      cache,
    );
    const hosts = [...unenrolled, ...(await makeHosts(cache))];
    // Films that are not enrolled are few in the packages: copied ones serve too, searched for without themselves.
    const notSearched = [...unenrolled, ...copied];
    const draw = (kind: QueryKind, number: number) => drawQuery({ set, number, kind }, kind === 'copy' ? copied : notSearched, hosts);
    return await use({ cache, copied, entries: library.entries, draw });
  } finally {
    if (keep === undefined) await rm(folder, { recursive: true, force: true });
  }
}

function indexWithout(references: ReadonlyMap<string, Fingerprint>, id: string): SegmentedIndex {
  return indexOf(new Map([...references].filter(([other]) => other !== id)));
}

function placesOf({ queryStart, queryEnd, referenceStart, referenceEnd }: Found['segments'][number]): Found['segments'][number] {
  const round = (time: number) => Math.round(time * 1000) / 1000;
  return {
    ...{ queryStart: round(queryStart), queryEnd: round(queryEnd) },
    ...{ referenceStart: round(referenceStart), referenceEnd: round(referenceEnd) },
  };
}

function lineOf({ queryId, film, strength, chain, found }: QueryResult): string {
  const best = found[0];
  const answer = best === undefined ? 'nothing' : `${best.strong ? 'strong' : 'weak'} ${best.referenceId} ${best.score.toFixed(1)}`;
  return `${queryId} of ${film}, ${strength.toFixed(2)} (${chain.map(({ operator }) => operator).join(', ')}): ${answer}`;
}

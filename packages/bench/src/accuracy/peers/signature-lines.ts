import { readFile } from 'node:fs/promises';
import type { Cache } from '../cache.ts';
import { inOrder } from '../in-order.ts';
import type { Prediction } from '../metrics/prediction.ts';
import { type Codes, distanceTable } from './codes.ts';
import { type LineSearch, searchLines } from './line-search.ts';
import { readVideoSignature, SIGNATURE_WORDS, thermometerCodes } from './mpeg7-signature.ts';
import type { Peer, PeerAnswer, PeerFilm, PeerTask } from './peer.ts';

/** Frames a second of a query, and of a reference: dense there, so that no query frame falls between two. */
const QUERY_RATE = 6;
const REFERENCE_RATE = 24;
/** Lengths of window to compare lines over, seconds; the last is longer than any query: all that overlaps. */
const WINDOWS = [3, 5, 10, 20, 3600];

/**
 * ffmpeg's filter `signature` (the MPEG-7 video signature) as a descriptor, in an exhaustive matcher: every start, every speed
 * and every window is compared. Geometry is not undone, since the descriptor is meant to tolerate it. The filter's own lookup is not used:
 * between a film and its re-encode it finds nothing.
 */
export const SIGNATURE_LINES: Peer = {
  name: 'ffmpeg signature',
  about: 'ternary region differences; every line in place and speed, scored by its mean distance',
  findObstacle: async () => undefined,
  answer: async (task) => answers(await searchAll(task), ({ best }) => -best.meanDistance),
};

/**
 * The same descriptor, scored as Streetdate scores alignments: against other alignments of the same query. No program does this. It tells how
 * much of a lead is due to the descriptor, and how much to the score.
 */
export const SIGNATURE_NORMALISED: Peer = {
  name: 'ffmpeg signature, normalised',
  about: 'the same lines, scored by how many standard deviations they lie below the mean of all lines of the query: a score like ours',
  isOurs: true,
  findObstacle: async () => undefined,
  answer: async (task) => answers(await searchAll(task), ({ best }, { mean, deviation }) => (mean - best.meanDistance) / deviation),
};

/** The lines of one query in every reference. */
interface SearchedQuery {
  readonly queryId: string;
  readonly references: readonly { readonly referenceId: string; readonly searches: readonly LineSearch[] }[];
}

/** What the lines of one query are like over all references. */
interface Background {
  readonly mean: number;
  readonly deviation: number;
}

// Both peers use the same alignments of the same task, so they are searched once.
const searched = new WeakMap<PeerTask, Promise<SearchedQuery[]>>();

function searchAll(task: PeerTask): Promise<SearchedQuery[]> {
  const pairs = searched.get(task) ?? searchPairs(task);
  searched.set(task, pairs);
  return pairs;
}

async function searchPairs({ queries, references, cache }: PeerTask): Promise<SearchedQuery[]> {
  const describe = (rate: number) => async (film: PeerFilm) => ({ id: film.id, codes: await readSignature(film.path, rate, cache) });
  const enrolled = await inOrder(references, 2, describe(REFERENCE_RATE));
  const asked = await inOrder(queries, 2, describe(QUERY_RATE));
  return asked.map((query) => ({
    queryId: query.id,
    references: enrolled.map((reference) => {
      const table = distanceTable(query.codes, reference.codes);
      return { referenceId: reference.id, searches: searchLines(query.codes, reference.codes, table, WINDOWS) };
    }),
  }));
}

async function readSignature(path: string, rate: number, cache: Cache): Promise<Codes> {
  const stored = await cache.make('peers', `signature/${rate}/${path}`, 'bin', (out, run) =>
    run(['-i', path, '-an', '-vf', `fps=${rate},signature=format=binary:filename=${out}`, '-f', 'null', '-']),
  );
  const signature = readVideoSignature(await readFile(cache.resolve(stored)));
  return { rate, words: SIGNATURE_WORDS, bits: thermometerCodes(signature) };
}

function answers(queries: readonly SearchedQuery[], scoreOf: (search: LineSearch, background: Background) => number): PeerAnswer[] {
  return WINDOWS.map((window, at) => ({
    setting: window === WINDOWS.at(-1) ? 'lines as long as they are' : `lines of ${window} s`,
    predictions: queries.flatMap((query) => predict(query, at, scoreOf)),
  }));
}

function predict(
  { queryId, references }: SearchedQuery,
  window: number,
  scoreOf: (search: LineSearch, background: Background) => number,
): Prediction[] {
  const found = references.flatMap(({ referenceId, searches }) => {
    const search = searches[window];
    return search === undefined || search.lines === 0 ? [] : [{ referenceId, search }];
  });
  const background = backgroundOf(found.map(({ search }) => search));
  return found.map(({ referenceId, search }) => ({
    ...{ queryId, referenceId, strong: false },
    score: scoreOf(search, background),
    segments: [search.best.segment],
  }));
}

function backgroundOf(searches: readonly LineSearch[]): Background {
  const total = (value: (search: LineSearch) => number) => searches.reduce((sum, search) => sum + value(search), 0);
  const lines = total((search) => search.lines);
  const mean = total((search) => search.sum) / lines;
  const variance = total((search) => search.squares) / lines - mean * mean;
  // A query of one colour is equally far from everything. A spread below one bit counts as none.
  return { mean, deviation: Math.sqrt(Math.max(1, variance)) };
}

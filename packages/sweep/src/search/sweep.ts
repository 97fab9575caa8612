import { checkInteger, checkRange, type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import { findMatches, type Match, type MatchOptions, type ReferenceIndex } from '@streetdate/matcher';
import { Engine, type EngineOptions } from '../engine/duckdb.ts';
import { parquetPath, readSql } from '../engine/sql-text.ts';
import { type ListedReference, openParquetLibrary } from '../parquet/parquet-library.ts';
import { NarrowedIndex } from './narrowed-index.ts';
import { addQueryBands, createQueryTables } from './query-bands.ts';
import { ReferenceDrawer } from './reference-drawer.ts';

/** A query of a sweep. Only what it is loaded by is kept while millions are in flight. */
export interface SweepQuery {
  /** Loads its fingerprint: once for its band keys, and once more where they hit something. */
  readonly load: () => Promise<Fingerprint>;
}

/** Options for {@link sweep}. */
export interface SweepOptions extends EngineOptions {
  /** Loads the fingerprint of a reference that was exported. */
  readonly loadReference: (reference: ListedReference) => Promise<Fingerprint>;
  /**
   * Lines that a window of ten seconds may share with the whole library by chance, for each look (turned, mirrored, re-timed). More find copies that
   * were changed more, and take longer. @defaultValue 0.02
   */
  readonly chanceLines?: number;
  /**
   * A Parquet file of what `pairs.sql` gave in another engine, over what `prepareSweep` wrote of the very same queries in the same order. Nothing is then
   * joined here.
   */
  readonly pairs?: string;
  /** Rows of band keys of queries that are joined at once: about 60 bytes each, in memory or in the temporary folder. @defaultValue 20 million */
  readonly rowsAtOnce?: number;
  /** References that are searched as well where this one is, by id: the other renditions of its title. @defaultValue none */
  readonly together?: (referenceId: string) => Iterable<string>;
  /** Options of the search on what the lines propose. @defaultValue those of `findMatches` */
  readonly match?: MatchOptions;
  /** Stops the sweep; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each query that was read, and after each batch. */
  readonly onProgress?: (progress: SweepProgress) => void;
}

/** How far a sweep is. */
export interface SweepProgress {
  /** Queries read. */
  queries: number;
  /** Their windows of ten seconds. */
  windows: number;
  /** Rows of band keys that they have. */
  rows: number;
  /** Pairs of a query and a reference that were compared frame by frame, of all there are. */
  pairs: number;
}

/** A query that shows something of the references. */
export interface SweepFinding<Query> {
  /** The query. */
  readonly query: Query;
  /** Its fingerprint. */
  readonly fingerprint: Fingerprint;
  /** What it shows, strongest first; never empty. */
  readonly matches: readonly Match[];
  /** The index that this was found in: it has the references that were compared, and is good until the next result. */
  readonly index: ReferenceIndex;
}

/** A query that could not be read. */
export interface SweepFailure<Query> {
  /** The query. */
  readonly query: Query;
  /** Why not. */
  readonly error: StreetdateError;
}

/** What became of a query. */
export type SweepResult<Query> = SweepFinding<Query> | SweepFailure<Query>;

/**
 * Matches queries against a whole exported library: one join on band keys for many queries at once, in SQL, says which references each may show;
 * these are then compared frame by frame as the online search does it, and weighed as in a search of the whole library.
 * @param folder - What {@link exportParquet} wrote.
 * @returns A result for each query that shows something, and for each that could not be read, in the order of the queries.
 * @throws StreetdateError `runtime-missing`, `file-not-found`, `bad-library`, `file-unwritable`, `out-of-memory`; what `loadReference` throws; the signal's
 * reason.
 */
export async function* sweep<Query extends SweepQuery>(
  folder: string,
  queries: AsyncIterable<Query> | Iterable<Query>,
  options: SweepOptions,
): AsyncGenerator<SweepResult<Query>> {
  const { chanceLines = 0.02, rowsAtOnce = 20_000_000, signal } = options;
  checkRange('chanceLines', chanceLines, Number.MIN_VALUE, 1e6);
  checkInteger('rowsAtOnce', rowsAtOnce, 1, 1e12);
  const engine = await Engine.open(options);
  const stop = () => engine.interrupt();
  signal?.addEventListener('abort', stop);
  try {
    const library = await openParquetLibrary(engine, folder);
    await createQueryTables(engine, library.manifest, chanceLines);
    const { algorithm, view } = library.manifest;
    const exported = new Map(library.references.map((reference) => [reference.id, reference]));
    const drawer = new ReferenceDrawer((id) => options.loadReference(exported.get(id)!), algorithm, view);
    const progress: SweepProgress = { queries: 0, windows: 0, rows: 0, pairs: 0 };
    let batch: Query[] = [];
    let faults = new Map<number, StreetdateError>();
    let rows = 0;
    const finish = async function* (): AsyncGenerator<SweepResult<Query>> {
      const pairs = await findPairs(engine, library.references);
      for (const [at, query] of batch.entries()) {
        signal?.throwIfAborted();
        const fault = faults.get(at);
        const result = fault === undefined ? await settle(query, pairs.get(at)) : { query, error: fault };
        if (result !== undefined) yield result;
      }
      options.onProgress?.(progress);
      [batch, faults, rows] = [[], new Map(), 0];
    };
    /** Undefined where the query shows nothing. */
    const settle = async (query: Query, hit: ReadonlySet<string> | undefined): Promise<SweepResult<Query> | undefined> => {
      if (hit === undefined) return undefined;
      const reading = await read(query);
      if ('error' in reading) return reading;
      const { fingerprint } = reading;
      const { frames, duration } = library.manifest;
      const ids = new Set([...hit].flatMap((id) => [id, ...(options.together?.(id) ?? [])]).filter((id) => exported.has(id)));
      progress.pairs += ids.size;
      const index = new NarrowedIndex(await drawer.with(ids), ids, { frameCount: frames, duration });
      const matches = findMatches(fingerprint, index, options.match);
      return matches.length === 0 ? undefined : { query, fingerprint, matches, index };
    };

    const known = options.pairs === undefined ? undefined : await readPairs(engine, pairsIn(options.pairs), library.references);
    for await (const query of queries) {
      signal?.throwIfAborted();
      if (known !== undefined) {
        const result = await settle(query, known.get(progress.queries++));
        if (result !== undefined) yield result;
        options.onProgress?.(progress);
        continue;
      }
      const reading = await read(query);
      if ('error' in reading) faults.set(batch.length, reading.error);
      else {
        const added = await addQueryBands(engine, batch.length, reading.fingerprint, library.manifest);
        rows += added;
        progress.rows += added;
        progress.windows += Math.max(1, Math.ceil(reading.fingerprint.duration / 10));
      }
      batch.push(query);
      progress.queries++;
      options.onProgress?.(progress);
      if (rows >= rowsAtOnce) yield* finish();
    }
    if (batch.length > 0) yield* finish();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    engine.close();
  }
}

async function read<Query extends SweepQuery>(query: Query): Promise<{ readonly fingerprint: Fingerprint } | SweepFailure<Query>> {
  try {
    return { fingerprint: await query.load() };
  } catch (error) {
    if (error instanceof StreetdateError) return { query, error };
    throw error;
  }
}

/** Runs the two queries of the folder `sql`, as they are, and empties the batch. */
async function findPairs(engine: Engine, references: readonly ListedReference[]): Promise<Map<number, Set<string>>> {
  await engine.run(`CREATE OR REPLACE TABLE lines AS ${await readSql('lines')}`);
  const pairs = await readPairs(engine, await readSql('pairs'), references);
  await engine.run('DELETE FROM query_bands');
  return pairs;
}

function pairsIn(path: string): string {
  return `SELECT query, reference FROM read_parquet(${parquetPath(path)})`;
}

/** Reads which references each query has to be compared with. @throws StreetdateError `bad-library` for one that the library has not. */
async function readPairs(engine: Engine, sql: string, references: readonly ListedReference[]): Promise<Map<number, Set<string>>> {
  const pairs = new Map<number, Set<string>>();
  for await (const [query, number] of engine.rows(sql)) {
    const reference = references[Number(number)];
    if (reference === undefined)
      throw new StreetdateError('bad-library', `a pair names reference ${Number(number)}, which is not in the library`);
    const known = pairs.get(Number(query)) ?? new Set();
    known.add(reference.id);
    pairs.set(Number(query), known);
  }
  return pairs;
}

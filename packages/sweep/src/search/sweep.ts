import { checkInteger, checkRange, type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import { findMatches, type Match, type MatchOptions, type ReferenceIndex } from '@streetdate/matcher';
import { looksOf } from '../bands/looks.ts';
import { Engine, type EngineOptions } from '../engine/duckdb.ts';
import { readSql } from '../engine/sql-text.ts';
import { type ListedReference, openParquetLibrary, type ParquetLibrary } from '../parquet/parquet-library.ts';
import { chooseGrids, WINDOW_TICKS } from './grids.ts';
import { NarrowedIndex } from './narrowed-index.ts';
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

const QUERY_BANDS = 'query INTEGER, part INTEGER, look INTEGER, medium INTEGER, code INTEGER, tick INTEGER, mark INTEGER';

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
    await makeTables(engine, library, chanceLines);
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
        const ids = pairs.get(at);
        const fault = faults.get(at);
        if (fault !== undefined) yield { query, error: fault };
        else if (ids !== undefined) {
          const reading = await read(query);
          const result = 'error' in reading ? reading : await compare(query, reading.fingerprint, ids);
          if ('error' in result || result.matches.length > 0) yield result;
        }
      }
      options.onProgress?.(progress);
      [batch, faults, rows] = [[], new Map(), 0];
    };
    const compare = async (query: Query, fingerprint: Fingerprint, hit: ReadonlySet<string>) => {
      const { frames, duration } = library.manifest;
      const ids = new Set([...hit].flatMap((id) => [id, ...(options.together?.(id) ?? [])]).filter((id) => exported.has(id)));
      progress.pairs += ids.size;
      const index = new NarrowedIndex(await drawer.with(ids), ids, { frameCount: frames, duration });
      return { query, fingerprint, matches: findMatches(fingerprint, index, options.match), index };
    };

    for await (const query of queries) {
      signal?.throwIfAborted();
      const reading = await read(query);
      if ('error' in reading) faults.set(batch.length, reading.error);
      else {
        const added = await addBands(engine, batch.length, reading.fingerprint, library);
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

async function makeTables(engine: Engine, { manifest }: ParquetLibrary, chanceLines: number): Promise<void> {
  const grids = chooseGrids(manifest, chanceLines).map(
    ({ medium, width, shift, fewest }, grid) => `(${grid}, ${medium}, ${width}, ${shift}, ${fewest})`,
  );
  await engine.run(
    `CREATE TABLE grids (grid INTEGER, medium INTEGER, width INTEGER, shift INTEGER, fewest INTEGER);
     INSERT INTO grids VALUES ${grids.join(', ')};
     CREATE TABLE query_bands (${QUERY_BANDS})`,
  );
}

/** @returns How many rows the query has. */
async function addBands(engine: Engine, number: number, fingerprint: Fingerprint, { manifest }: ParquetLibrary): Promise<number> {
  const { algorithm, view, keyBits } = manifest;
  let [look, sum] = [0, 0];
  for (const { medium, rows } of looksOf(fingerprint, algorithm, view, keyBits)) {
    const filled = (value: number) => new Int32Array(rows.count).fill(value);
    const parts = Int32Array.from({ length: rows.count }, (_, row) => Math.floor(rows.ticks[row]! / WINDOW_TICKS));
    const columns = [filled(number), parts, filled(look++), filled(medium), rows.codes, rows.ticks, rows.marks];
    await engine.append('query_bands', columns, rows.count);
    sum += rows.count;
  }
  return sum;
}

/** Runs the two queries of the folder `sql`, as they are, and empties the batch. */
async function findPairs(engine: Engine, references: readonly ListedReference[]): Promise<Map<number, Set<string>>> {
  await engine.run(`CREATE OR REPLACE TABLE lines AS ${await readSql('lines')}`);
  const pairs = new Map<number, Set<string>>();
  for await (const [query, reference] of engine.rows(await readSql('pairs'))) {
    const known = pairs.get(Number(query)) ?? new Set();
    known.add(references[Number(reference)]!.id);
    pairs.set(Number(query), known);
  }
  await engine.run('DELETE FROM query_bands');
  return pairs;
}

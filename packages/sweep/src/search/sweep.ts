import { checkInteger, checkRange } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, StreetdateError } from '@streetdate/core/portable';
import { findMatches, type Match, type MatchOptions, type ReferenceIndex } from '@streetdate/matcher';
import { type Look, looksOf } from '../bands/looks.ts';
import { bandCount } from '../bands/picture-bands.ts';
import { Engine, type EngineOptions } from '../engine/duckdb.ts';
import { type ListedReference, openParquetLibrary } from '../parquet/parquet-library.ts';
import { checkLines } from './check-lines.ts';
import { DEFAULT_CHANCE_LINES } from './grids.ts';
import { NarrowedIndex } from './narrowed-index.ts';
import { joinBands, useLines } from './proposed-lines.ts';
import { addQueryBands, createQueryTables } from './query-bands.ts';
import { ReferenceDrawer } from './reference-drawer.ts';

/** A query of a sweep. Of the millions that are in flight only one batch is in memory. */
export interface SweepQuery {
  /** Loads its fingerprint; called once. */
  readonly load: () => Promise<Fingerprint>;
}

/** Options for {@link sweep}. */
export interface SweepOptions extends EngineOptions {
  /** Loads the fingerprint of a reference that was exported. */
  readonly loadReference: (reference: ListedReference) => Promise<Fingerprint>;
  /**
   * Lines that the join may propose by chance for a window of ten seconds, for each look (turned, mirrored, re-timed), if hits were independent: as they are not, it proposes more.
   * The higher it is, the more are the copies that are found however much they were changed, and the more lines have to be looked at. @defaultValue 1
   */
  readonly chanceLines?: number;
  /**
   * A Parquet file of what `lines.sql` gave in another engine, over what `prepareSweep` wrote of the very same queries in the same order. Nothing is then
   * joined here.
   */
  readonly lines?: string;
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
  /** Lines that the join proposed. */
  lines: number;
  /** Pairs of a query and a reference that were searched, as they have a line that is more than chance. */
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
 * Matches queries against a whole exported library: one join on band keys for many queries at once, in SQL, proposes lines; what lies on each is compared;
 * and the references that are left, few, are searched as the online search does it, and weighed as in a search of the whole library.
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
  const { chanceLines = DEFAULT_CHANCE_LINES, rowsAtOnce = 20_000_000, lines, signal } = options;
  checkRange('chanceLines', chanceLines, Number.MIN_VALUE, 1e6);
  checkInteger('rowsAtOnce', rowsAtOnce, 1, 1e12);
  const engine = await Engine.open(options);
  const stop = () => engine.interrupt();
  signal?.addEventListener('abort', stop);
  try {
    const { manifest, references } = await openParquetLibrary(engine, folder);
    await createQueryTables(engine, manifest, chanceLines);
    const { algorithm, view, keyBits, bits } = manifest;
    const exported = new Map(references.map((reference) => [reference.id, reference]));
    const drawer = new ReferenceDrawer((id) => options.loadReference(exported.get(id)!), algorithm, view);
    const progress: SweepProgress = { queries: 0, windows: 0, rows: 0, lines: 0, pairs: 0 };
    let batch: Batch<Query> = new Map();
    let rows = 0;
    const finish = async function* (): AsyncGenerator<SweepResult<Query>> {
      if (lines === undefined) await joinBands(engine);
      else await useLines(engine, lines, Math.min(...batch.keys()), progress.queries);
      const looks = new Map([...batch].flatMap(([number, each]) => ('error' in each ? [] : [[number, each.looks]])));
      const loadTrack = async (reference: ListedReference) => findTrack(await options.loadReference(reference), algorithm, view);
      const checked = await checkLines(engine, references, looks, loadTrack, signal);
      progress.lines += checked.lines;
      for (const [number, each] of batch) {
        signal?.throwIfAborted();
        const result = 'error' in each ? each : await settle(each, checked.pairs.get(number));
        if (result !== undefined) yield result;
      }
      options.onProgress?.(progress);
      [batch, rows] = [new Map(), 0];
    };
    /** Undefined where the query shows nothing. */
    const settle = async (
      { query, fingerprint }: LoadedQuery<Query>,
      hit: ReadonlySet<string> = new Set(),
    ): Promise<SweepFinding<Query> | undefined> => {
      if (hit.size === 0) return undefined;
      const { frames, duration } = manifest;
      const ids = new Set([...hit].flatMap((id) => [id, ...(options.together?.(id) ?? [])]).filter((id) => exported.has(id)));
      progress.pairs += ids.size;
      const index = new NarrowedIndex(await drawer.with(ids), ids, { frameCount: frames, duration });
      const matches = findMatches(fingerprint, index, options.match);
      return matches.length === 0 ? undefined : { query, fingerprint, matches, index };
    };

    for await (const query of queries) {
      signal?.throwIfAborted();
      const number = progress.queries++;
      const reading = await read(query);
      if ('error' in reading) batch.set(number, reading);
      else {
        const { fingerprint } = reading;
        const looks = [...looksOf(fingerprint, algorithm, view, keyBits)];
        batch.set(number, { query, fingerprint, looks });
        // Where they were joined elsewhere, batches are about as large.
        const added =
          lines === undefined
            ? await addQueryBands(engine, number, looks)
            : looks.reduce((sum, { track }) => sum + track.timesMs.length * bandCount(bits), 0);
        rows += added;
        progress.rows += added;
        progress.windows += Math.max(1, Math.ceil(fingerprint.duration / 10));
      }
      options.onProgress?.(progress);
      if (rows >= rowsAtOnce) yield* finish();
    }
    if (batch.size > 0) yield* finish();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    engine.close();
  }
}

/** A query that was read. */
interface LoadedQuery<Query> {
  readonly query: Query;
  readonly fingerprint: Fingerprint;
  readonly looks: readonly Look[];
}

/** The queries that are joined at once, by number. */
type Batch<Query> = Map<number, LoadedQuery<Query> | SweepFailure<Query>>;

async function read<Query extends SweepQuery>(query: Query): Promise<{ readonly fingerprint: Fingerprint } | SweepFailure<Query>> {
  try {
    return { fingerprint: await query.load() };
  } catch (error) {
    if (error instanceof StreetdateError) return { query, error };
    throw error;
  }
}

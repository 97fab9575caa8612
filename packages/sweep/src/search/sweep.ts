import { checkInteger, checkIterable, checkObject, checkPath, checkRange } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, StreetdateError } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { findMatches, type Match, type MatchOptions } from '@streetdate/matcher';
import { bandCount } from '../bands/picture-bands.ts';
import { type QueryVariant, variantsOf } from '../bands/query-variants.ts';
import { Engine, type EngineOptions } from '../engine/duckdb.ts';
import { type ListedReference, openParquetLibrary } from '../parquet/parquet-library.ts';
import { checkAlignments } from './check-alignments.ts';
import { DEFAULT_CHANCE_LINES } from './grids.ts';
import { NarrowedIndex } from './narrowed-index.ts';
import { importAlignments, joinBands } from './proposed-alignments.ts';
import { addQueryBands, createQueryTables } from './query-bands.ts';
import { ReferenceCache } from './reference-cache.ts';

/** A query of a sweep. Only one batch of the queries is in memory. */
export interface SweepQuery {
  /** Loads its fingerprint; called once. */
  readonly load: () => Promise<Fingerprint>;
}

/** Options for {@link sweep}. */
export interface SweepOptions extends EngineOptions {
  /** Loads the fingerprint of an exported reference. */
  readonly loadReference: (reference: ListedReference) => Promise<Fingerprint>;
  /**
   * Expected false alignments for each window of ten seconds and each query variant (rotated, mirrored, re-timed), if hits were
   * independent. Real hits are not, so the join proposes more. A higher value finds stronger changes and costs more comparisons.
   * @defaultValue 1
   */
  readonly chanceLines?: number;
  /**
   * A Parquet file with the result of `lines.sql` from another engine, run on the output of `prepareSweep` for the same queries in the same
   * order. The join is then skipped.
   */
  readonly lines?: string;
  /** Query rows in one join: about 60 bytes each, in memory or in the temporary folder. @defaultValue 20 million */
  readonly rowsAtOnce?: number;
  /** Further references to search together with this one, by id: the other renditions of its title. @defaultValue none */
  readonly together?: (referenceId: string) => Iterable<string>;
  /** Search options for the pairs that the join proposes. @defaultValue those of `findMatches` */
  readonly match?: MatchOptions;
  /** Stops the sweep; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each query and each batch. */
  readonly onProgress?: (progress: SweepProgress) => void;
}

/** Progress of a sweep. */
export interface SweepProgress {
  /** Queries read. */
  queries: number;
  /** Their windows of ten seconds. */
  windows: number;
  /** Rows of their band keys. */
  rows: number;
  /** Alignments that the join proposed. */
  lines: number;
  /** Pairs of a query and a reference that were searched, because an alignment exceeded chance. */
  pairs: number;
}

/** A query that matches references. */
export interface SweepFinding<Query> {
  /** The query. */
  readonly query: Query;
  /** Its fingerprint. */
  readonly fingerprint: Fingerprint;
  /** Its matches, strongest first; never empty. */
  readonly matches: readonly Match[];
  /** The index of this search, with the compared references. Valid until the next result. */
  readonly index: ReferenceIndex;
}

/** A query whose loading failed. */
export interface SweepFailure<Query> {
  /** The query. */
  readonly query: Query;
  /** The reason. */
  readonly error: StreetdateError;
}

/** Outcome of a query. */
export type SweepResult<Query> = SweepFinding<Query> | SweepFailure<Query>;

/**
 * Matches queries against a whole exported library. One SQL join on band keys proposes alignments for many queries at once. The frames on
 * each alignment are compared. The few remaining pairs are searched as the online search does, with scores normalised by the whole library.
 * @param folder - A folder written by {@link exportParquet}.
 * @returns A result for each query with matches and for each that failed to load, in query order.
 * @throws StreetdateError `runtime-missing`, `file-not-found`, `bad-library`, `file-unwritable`, `out-of-memory`; errors of
 * `loadReference`; the signal's reason.
 */
export async function* sweep<Query extends SweepQuery>(
  folder: string,
  queries: AsyncIterable<Query> | Iterable<Query>,
  options: SweepOptions,
): AsyncGenerator<SweepResult<Query>> {
  checkPath('folder', folder);
  checkIterable('queries', queries);
  checkObject('options', options);
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
    const cache = new ReferenceCache((id) => options.loadReference(exported.get(id)!), algorithm, view);
    const progress: SweepProgress = { queries: 0, windows: 0, rows: 0, lines: 0, pairs: 0 };
    let batch: Batch<Query> = new Map();
    let rows = 0;
    const finish = async function* (): AsyncGenerator<SweepResult<Query>> {
      if (lines === undefined) await joinBands(engine);
      else await importAlignments(engine, lines, Math.min(...batch.keys()), progress.queries);
      const variants = new Map([...batch].flatMap(([number, each]) => ('error' in each ? [] : [[number, each.variants]])));
      const loadTrack = async (reference: ListedReference) => findTrack(await options.loadReference(reference), algorithm, view);
      const checked = await checkAlignments(engine, references, variants, loadTrack, signal);
      progress.lines += checked.proposed;
      for (const [number, each] of batch) {
        signal?.throwIfAborted();
        const result = 'error' in each ? each : await settle(each, checked.pairs.get(number));
        if (result !== undefined) yield result;
      }
      options.onProgress?.(progress);
      [batch, rows] = [new Map(), 0];
    };
    /** Undefined for a query without matches. */
    const settle = async (
      { query, fingerprint }: LoadedQuery<Query>,
      hit: ReadonlySet<string> = new Set(),
    ): Promise<SweepFinding<Query> | undefined> => {
      if (hit.size === 0) return undefined;
      const { frames, duration } = manifest;
      const ids = new Set([...hit].flatMap((id) => [id, ...(options.together?.(id) ?? [])]).filter((id) => exported.has(id)));
      progress.pairs += ids.size;
      const index = new NarrowedIndex(await cache.with(ids), ids, { frameCount: frames, duration });
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
        const variants = [...variantsOf(fingerprint, algorithm, view, keyBits)];
        batch.set(number, { query, fingerprint, variants });
        // After a join elsewhere, batches have about the same size.
        const added =
          lines === undefined
            ? await addQueryBands(engine, number, variants)
            : variants.reduce((sum, { track }) => sum + track.timesMs.length * bandCount(bits), 0);
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

/** A query with its loaded fingerprint. */
interface LoadedQuery<Query> {
  readonly query: Query;
  readonly fingerprint: Fingerprint;
  readonly variants: readonly QueryVariant[];
}

/** The queries of one join, by number. */
type Batch<Query> = Map<number, LoadedQuery<Query> | SweepFailure<Query>>;

async function read<Query extends SweepQuery>(query: Query): Promise<{ readonly fingerprint: Fingerprint } | SweepFailure<Query>> {
  try {
    return { fingerprint: await query.load() };
  } catch (error) {
    if (error instanceof StreetdateError) return { query, error };
    throw error;
  }
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkIterable, checkObject, checkPath, checkRange, writeFault } from '@streetdate/core/internal';
import { makeFolder } from '@streetdate/core/internal/files';
import { variantsOf } from '../bands/query-variants.ts';
import { Engine, type EngineOptions } from '../engine/duckdb.ts';
import { literal, readLinesSql } from '../engine/sql-text.ts';
import { openParquetLibrary } from '../parquet/parquet-library.ts';
import { DEFAULT_CHANCE_LINES } from './grids.ts';
import { addQueryBands, createQueryTables } from './query-bands.ts';
import type { SweepQuery } from './sweep.ts';

/** Options for {@link prepareSweep}. */
export interface PrepareOptions extends EngineOptions {
  /** As in `sweep`. @defaultValue 1 */
  readonly chanceLines?: number;
  /** Stops it; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Writes the queries of a sweep for another engine: `query_bands.parquet`, `grids.parquet` and `lines.sql`. The other engine runs
 * `lines.sql` on them and the library's `bands.parquet`. Its result goes into the option `lines` of `sweep`.
 * @param folder - The library, as written by `exportParquet`.
 * @param into - The folder to write to. It is created if missing.
 * @throws StreetdateError as `sweep`, and errors of `load`.
 */
export async function prepareSweep(
  folder: string,
  queries: AsyncIterable<SweepQuery> | Iterable<SweepQuery>,
  into: string,
  options: PrepareOptions,
): Promise<void> {
  checkPath('folder', folder);
  checkIterable('queries', queries);
  checkPath('into', into);
  checkObject('options', options);
  const { chanceLines = DEFAULT_CHANCE_LINES, signal } = options;
  checkRange('chanceLines', chanceLines, Number.MIN_VALUE, 1e6);
  const engine = await Engine.open(options);
  try {
    const { manifest } = await openParquetLibrary(engine, folder);
    await createQueryTables(engine, manifest, chanceLines);
    const { algorithm, view, keyBits } = manifest;
    let number = 0;
    for await (const query of queries) {
      signal?.throwIfAborted();
      await addQueryBands(engine, number++, [...variantsOf(await query.load(), algorithm, view, keyBits)]);
    }
    try {
      await makeFolder(into);
      await writeFile(join(into, 'lines.sql'), await readLinesSql());
    } catch (cause) {
      throw writeFault(into, cause);
    }
    for (const table of ['grids', 'query_bands'])
      await engine.run(`COPY ${table} TO ${literal(join(into, `${table}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`);
  } finally {
    engine.close();
  }
}

import { SOUND, STILL } from '../bands/query-variants.ts';
import type { Engine } from '../engine/duckdb.ts';
import { parquetPath, readLinesSql } from '../engine/sql-text.ts';
import type { ProposedAlignment } from './alignment-evidence.ts';

/** A proposed alignment with the numbers of its query and its reference. */
export interface PairAlignment extends ProposedAlignment {
  readonly query: number;
  readonly look: number;
  readonly reference: number;
  /** Whether frames can be compared on it: not for sound or a single picture. */
  readonly isOfFrames: boolean;
}

/** Runs `lines.sql` on the band keys of the added queries, then removes these. */
export async function joinBands(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE lines AS ${await readLinesSql()}`);
  await engine.run('DELETE FROM query_bands');
}

/** Imports the alignments of some queries from a Parquet file of another engine. @param end - The last query's number plus 1. */
export async function importAlignments(engine: Engine, path: string, start: number, end: number): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE lines AS FROM read_parquet(${parquetPath(path)}) WHERE query >= ${start} AND query < ${end}`);
}

/** The proposed alignments, grouped by reference. */
export async function* readAlignments(engine: Engine): AsyncGenerator<PairAlignment> {
  const sql = `SELECT query, part, look, reference, lag, width, medium FROM lines JOIN grids USING (grid) ORDER BY reference, query, signs DESC`;
  for await (const row of engine.rows(sql)) {
    const [query, part, look, reference, lag, width, medium] = row.map(Number) as [number, number, number, number, number, number, number];
    yield { query, part, look, reference, shift: lag, width, isOfFrames: medium !== SOUND && medium !== STILL };
  }
}

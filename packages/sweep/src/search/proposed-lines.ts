import { SOUND, STILL } from '../bands/looks.ts';
import type { Engine } from '../engine/duckdb.ts';
import { parquetPath, readLinesSql } from '../engine/sql-text.ts';
import type { ProposedLine } from './line-check.ts';

/** A line with the query and the reference, by number, that may lie on it. */
export interface LineOfPair extends ProposedLine {
  readonly query: number;
  readonly look: number;
  readonly reference: number;
  /** Whether pictures can be compared on it: not those of sound, nor a single one. */
  readonly isOfFrames: boolean;
}

/** Runs `lines.sql`, as it is, on the band keys of queries that have been added, and removes these. */
export async function joinBands(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE lines AS ${await readLinesSql()}`);
  await engine.run('DELETE FROM query_bands');
}

/** Takes the lines of some queries from a Parquet file that another engine made. @param end - The number after that of the last one. */
export async function useLines(engine: Engine, path: string, start: number, end: number): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE lines AS FROM read_parquet(${parquetPath(path)}) WHERE query >= ${start} AND query < ${end}`);
}

/** The proposed lines, those of one reference after those of another. */
export async function* readLines(engine: Engine): AsyncGenerator<LineOfPair> {
  const sql = `SELECT query, part, look, reference, lag, width, medium FROM lines JOIN grids USING (grid) ORDER BY reference, query, signs DESC`;
  for await (const row of engine.rows(sql)) {
    const [query, part, look, reference, lag, width, medium] = row.map(Number) as [number, number, number, number, number, number, number];
    yield { query, part, look, reference, shift: lag, width, isOfFrames: medium !== SOUND && medium !== STILL };
  }
}

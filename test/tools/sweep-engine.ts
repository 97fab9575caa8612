/** The SQL engine of a sweep: for tests that read or damage exported Parquet files. */
export { Engine } from '../../packages/sweep/src/engine/duckdb.ts';
export { literal, readLinesSql } from '../../packages/sweep/src/engine/sql-text.ts';

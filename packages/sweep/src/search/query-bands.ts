import type { QueryVariant } from '../bands/query-variants.ts';
import type { Engine } from '../engine/duckdb.ts';
import type { SweepManifest } from '../parquet/manifest.ts';
import { chooseGrids, WINDOW_TICKS } from './grids.ts';

const COLUMNS = 'query INTEGER, part INTEGER, look INTEGER, medium INTEGER, code INTEGER, tick INTEGER, mark INTEGER';

/** Creates the two tables that `lines.sql` joins with a library: `grids` with its rows, and an empty `query_bands`. */
export async function createQueryTables(engine: Engine, manifest: SweepManifest, chanceLines: number): Promise<void> {
  const grids = chooseGrids(manifest, chanceLines).map(
    ({ medium, width, shift, fewest }, grid) => `(${grid}, ${medium}, ${width}, ${shift}, ${fewest})`,
  );
  await engine.run(
    `CREATE TABLE grids (grid INTEGER, medium INTEGER, width INTEGER, shift INTEGER, fewest INTEGER);
     INSERT INTO grids VALUES ${grids.join(', ')};
     CREATE TABLE query_bands (${COLUMNS})`,
  );
}

/** Adds the band keys of a query's variants. @returns The number of rows. */
export async function addQueryBands(engine: Engine, number: number, variants: readonly QueryVariant[]): Promise<number> {
  let sum = 0;
  for (const [variant, { medium, list }] of variants.entries()) {
    const rows = list();
    const filled = (value: number) => new Int32Array(rows.count).fill(value);
    const parts = Int32Array.from({ length: rows.count }, (_, row) => Math.floor(rows.ticks[row]! / WINDOW_TICKS));
    const columns = [filled(number), parts, filled(variant), filled(medium), rows.codes, rows.ticks, rows.marks];
    await engine.append('query_bands', columns, rows.count);
    sum += rows.count;
  }
  return sum;
}

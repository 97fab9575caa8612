import { checkFields, checkInteger, checkPath } from '@streetdate/core/internal';
import { CALL_CHECKS, SIGHTING_CHECKS, withRead } from '../scan/check-scan-options.ts';
import type { ParquetOptions } from '../transfer/export-parquet.ts';
import type { SweepOptions } from './sweep-paths.ts';

/** DuckDB needs some megabytes for its tables. */
const MEMORY = (name: string, value: unknown) => checkInteger(name, value, 1, Number.MAX_SAFE_INTEGER);

/** Checks the options of a sweep. @throws TypeError or RangeError that names the option. */
export function readSweepOptions(options: SweepOptions): SweepOptions {
  const { concurrency, signal, onProgress } = CALL_CHECKS;
  checkFields<SweepOptions>(options, {
    ...SIGHTING_CHECKS,
    ...{ concurrency, signal, onProgress },
    parquet: checkPath,
    memoryBytes: MEMORY,
  });
  return withRead(options);
}

/** Checks the options of an export as Parquet. @throws TypeError or RangeError that names the option. */
export function checkParquetOptions(options: ParquetOptions): void {
  checkFields<ParquetOptions>(options, { memoryBytes: MEMORY, signal: CALL_CHECKS.signal });
}

import { oneLine } from '@streetdate/core/internal';
import { StreetdateError, type StreetdateErrorCode } from '@streetdate/core/portable';

/** Meanings of the engine's errors, by the start of the message or a word in it. The first that fits counts. */
const MEANINGS: readonly (readonly [pattern: RegExp, code: StreetdateErrorCode, meaning: string])[] = [
  [/no space left on device|disk quota|ENOSPC/i, 'file-unwritable', 'the disk is full'],
  [
    /^Out of Memory Error.*max_temp_directory_size|failed to offload/is,
    'file-unwritable',
    'there is no room left for what does not fit into memory',
  ],
  [/^Out of Memory Error|could not allocate block/i, 'out-of-memory', 'the work does not fit into the memory that it may take; allow more'],
  [/Cannot open file .*(Permission denied|Read-only)|Could not create directory/i, 'file-unwritable', 'it cannot be written'],
  [
    /No magic bytes|too small to be a Parquet|Parquet|thrift|TProtocol|Snappy|ZSTD|corrupt/i,
    'bad-library',
    'it is damaged, or no Parquet file',
  ],
  [/^IO Error/, 'file-unreadable', 'it cannot be read or written'],
];

/**
 * Converts an error of the SQL engine into a StreetdateError about the file that it names, or else `path`. An error that is neither a full
 * disk, lack of memory nor a damaged file is a bug and is returned unchanged.
 */
export function engineFault(cause: unknown, path: string): unknown {
  if (cause instanceof StreetdateError || !(cause instanceof Error)) return cause;
  const [, code, meaning] = MEANINGS.find(([pattern]) => pattern.test(cause.message)) ?? [];
  if (code === undefined) return cause;
  const named = /["'](\/[^"']+|[A-Za-z]:\\[^"']+)["']/.exec(cause.message)?.[1] ?? path;
  return new StreetdateError(code, `${oneLine(named)}: ${meaning} (${oneLine(cause.message.split('\n', 1)[0] ?? '')})`, {
    path: named,
    cause,
  });
}

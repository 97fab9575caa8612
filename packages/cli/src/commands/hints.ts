import { StreetdateError } from '@streetdate/core/portable';
import type { RefusalReason, RefusedError } from '@streetdate/engine';

/** What to type after a refusal. The engine itself names no options, because its caller may be a program. */
const HINT_OF_REFUSAL: Readonly<Record<RefusalReason, string>> = {
  'unnamed-disc': 'give --title',
  'unknown-disc-title': '`streetdate disc show --all` lists them',
};

/** What to type for a file without a stored scan. */
export const SCAN_FIRST = '`streetdate scan` does that';

/** What to type for a row that cannot be read. */
export const MEND_FIRST = '`streetdate db check --repair` does that';

/** What to do for a folder without a library, where a backup is wanted. */
export const SERVERS_OWN_MEANS = 'one in PostgreSQL and S3 is backed up by pg_dump and a copy of the bucket';

/** What to type for a scan that the ledger does not have. */
export const RECORD_FIRST = '`streetdate ledger record` adds it';

/** The message of a refusal, with what to type. */
export function refusalText({ message, reason }: RefusedError): string {
  return reason === undefined ? message : `${message}; ${HINT_OF_REFUSAL[reason]}`;
}

/** The same failure with what to type. */
export function withHint(error: StreetdateError, hint: string): StreetdateError {
  return new StreetdateError(error.code, `${error.message}; ${hint}`, {
    ...(error.path !== undefined && { path: error.path }),
    cause: error,
  });
}

/** The failure of a judgement: a file without a scan is to be scanned first, and a row that cannot be read to be mended. */
export function withScanHint(error: StreetdateError): StreetdateError {
  if (error.code === 'file-not-found') return withHint(error, SCAN_FIRST);
  return error.code === 'bad-library' ? withHint(error, MEND_FIRST) : error;
}

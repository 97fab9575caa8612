import { StreetdateError, type StreetdateErrorCode } from '@streetdate/core/portable';
import { NETWORK_FAULTS } from '../network-faults.ts';

type Fault = readonly [code: StreetdateErrorCode, reason: string];

/** Meanings of the names that S3 gives its errors. */
const NAMED: Readonly<Record<string, Fault>> = {
  NoSuchBucket: ['store-unavailable', 'there is no such bucket'],
  NoSuchKey: ['file-not-found', 'there is no such object'],
  NotFound: ['file-not-found', 'there is no such object'],
  AccessDenied: ['store-unavailable', 'the storage refuses access'],
  InvalidAccessKeyId: ['store-unavailable', 'the storage does not know the access key'],
  SignatureDoesNotMatch: ['store-unavailable', 'the storage refuses the secret of the access key'],
  ExpiredToken: ['store-unavailable', 'the credentials have expired'],
  CredentialsProviderError: ['store-unavailable', 'there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'],
  QuotaExceeded: ['file-unwritable', 'the storage is full'],
  XMinioStorageFull: ['file-unwritable', 'the storage is full'],
  TimeoutError: ['store-unavailable', 'the storage does not answer in time'],
};

/** The caller's error for one of the storage's, or the error itself if it is a bug. */
export function s3Fault(error: unknown, address: string): unknown {
  if (!(error instanceof Error) || error instanceof StreetdateError) return error;
  const fault = faultOf(error);
  if (fault === undefined) return error;
  // The package's error holds the whole connection, with the headers of the request. None of that belongs into a log.
  const cause = Object.assign(new Error(error.message), { name: error.name, status: statusOf(error) });
  return new StreetdateError(fault[0], `${address}: ${fault[1]}`, { path: address, cause });
}

/** The status of an answer that is an error; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const { $metadata: metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return metadata?.httpStatusCode;
}

function faultOf(error: Error): Fault | undefined {
  const code = 'code' in error ? String(error.code) : '';
  const known =
    NAMED[error.name] ?? (NETWORK_FAULTS[code] === undefined ? undefined : (['store-unavailable', NETWORK_FAULTS[code]] as const));
  if (known) return known;
  const status = statusOf(error);
  if (status === undefined) return undefined;
  if (status === 404) return NAMED.NotFound;
  if (status === 401 || status === 403) return NAMED.AccessDenied;
  if (status === 507) return NAMED.QuotaExceeded;
  return ['store-unavailable', `the storage answers with an error (${status} ${error.name})`];
}

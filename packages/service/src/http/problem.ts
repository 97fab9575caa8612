import { StreetdateError, type StreetdateErrorCode } from '@streetdate/core/portable';
import { RefusedError } from '@streetdate/engine';
import { z } from './schema.ts';

/** What is wrong with a request, as RFC 9457 has it: the body of every answer of 400 and above. */
export const problemRecord = z.object({
  type: z.string().describe('What kind of problem it is: the code of an error, or about:blank'),
  title: z.string().describe('The same in words'),
  status: z.number().int().describe('The status of the answer'),
  detail: z.string().optional().describe('What happened this time'),
});

/** A request that is refused, with its status. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** Status of the answer, 400 to 599. */
  readonly status: number;
  /** The kind of problem, a short word with hyphens. */
  readonly kind: string;

  constructor(status: number, kind: string, detail: string) {
    super(detail);
    this.status = status;
    this.kind = kind;
  }
}

/** The status of each error code. The table lists every code, so that a new one does not compile without a status. */
const STATUS_OF_ERROR: Readonly<Record<StreetdateErrorCode, number>> = {
  'decoder-missing': 503,
  'decoder-failed': 422,
  'decoder-stalled': 422,
  'decoder-limit': 422,
  'decoder-unconfined': 503,
  'file-not-found': 404,
  'file-unreadable': 422,
  'file-unwritable': 507,
  'empty-file': 422,
  'not-media': 422,
  'refused-playlist': 422,
  'no-video': 422,
  'bad-picture-size': 422,
  'nothing-to-fingerprint': 422,
  'not-a-fingerprint': 422,
  'newer-fingerprint': 422,
  'unknown-algorithm': 422,
  'not-a-disc': 422,
  'damaged-disc': 422,
  'disc-scrambled': 422,
  'archive-damaged': 422,
  'archive-encrypted': 422,
  'archive-unsupported': 422,
  'archive-bomb': 422,
  'runtime-missing': 503,
  'bad-model': 500,
  'out-of-memory': 503,
  'thread-failed': 503,
  'bad-library': 503,
  'store-unavailable': 503,
  'bad-evidence': 422,
};

/** The body of an answer. */
export type ProblemRecord = z.infer<typeof problemRecord>;

/** Puts an error into the form of RFC 9457. One that nobody expected says nothing about itself: it may hold what a caller must not see. */
export function problemOf(error: unknown): ProblemRecord {
  if (error instanceof Problem)
    return { type: error.kind, title: TITLES[error.status] ?? 'Error', status: error.status, detail: error.message };
  if (error instanceof StreetdateError) {
    const status = STATUS_OF_ERROR[error.code];
    return { type: error.code, title: TITLES[status] ?? 'Error', status, detail: error.message };
  }
  if (error instanceof RefusedError) return { type: 'refused', title: TITLES[409]!, status: 409, detail: error.message };
  const status = statusOf(error);
  if (status < 500) return { type: 'bad-request', title: TITLES[status] ?? 'Bad request', status, detail: (error as Error).message };
  return { type: 'about:blank', title: TITLES[500]!, status: 500 };
}

/** The status that the server's own checks give to an error. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not as it must be',
  401: 'Say who you are',
  403: 'You may not do that',
  404: 'There is no such thing here',
  409: 'That contradicts what is stored',
  413: 'That is too large',
  422: 'That cannot be used',
  429: 'Too many requests',
  500: 'A fault of the service',
  503: 'The service cannot do that now',
  507: 'There is no room left',
};

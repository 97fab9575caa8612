import { StreetdateError, type StreetdateErrorCode } from '@streetdate/core/portable';
import { RefusedError } from '@streetdate/engine';
import { HeldError } from '../organisations/holds.ts';
import { QuotaError } from '../organisations/limits.ts';
import { z } from './schema.ts';

/** What is wrong with a request, as RFC 9457 has it: the body of every answer of 400 and above. */
export const problemRecord = z
  .object({
    type: z.string().describe('What kind of problem it is: a short word with hyphens, or about:blank'),
    title: z.string().describe('What the status means here, in words'),
    status: z.number().int().describe('The status of the answer'),
    detail: z.string().optional().describe('What happened this time'),
  })
  .meta({
    id: 'Problem',
    description: 'What is wrong with a request (RFC 9457)',
    examples: [
      {
        type: 'unknown-upload',
        title: 'There is no such thing here',
        status: 404,
        detail: 'there is no upload 019a3a1e-0000-7000-8000-000000000000',
      },
    ],
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

/** A request of somebody who has to sign in first. A browser is led to the page for that. */
export class SignInFirst extends Problem {
  constructor(kind: string, detail: string) {
    super(401, kind, detail);
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
  'image-altered': 422,
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

/** What each status means here. */
const TITLES = {
  400: 'The request is not as it must be',
  401: 'Say who you are',
  403: 'You may not do that',
  404: 'There is no such thing here',
  405: 'That cannot be done here',
  408: 'That came too slowly',
  409: 'That contradicts what is stored',
  410: 'That is no longer here',
  412: 'A condition of the request is not met',
  413: 'That is too large',
  415: 'A body of that kind is not taken here',
  422: 'That cannot be used',
  429: 'Too many requests',
  431: 'The header is too large',
  500: 'A fault of the service',
  503: 'The service cannot do that now',
  507: 'There is no room left',
} as const;

/** A status that a problem may have. */
export type ProblemStatus = keyof typeof TITLES;

/** What a status means here, in words. */
export function titleOf(status: number): string {
  return TITLES[status as ProblemStatus] ?? (status < 500 ? TITLES[400] : TITLES[500]);
}

/** Puts an error into the form of RFC 9457. One that nobody expected says nothing about itself: it may hold what a caller must not see. */
export function problemOf(error: unknown): ProblemRecord {
  if (error instanceof Problem) return problem(error.kind, error.status, error.message);
  if (error instanceof StreetdateError) return problem(error.code, statusOfError(error), withoutPlaces(error.message, error.path));
  if (error instanceof RefusedError) return problem('refused', 409, withoutPlaces(error.message));
  if (error instanceof HeldError) return problem('held', 409, error.message);
  if (error instanceof QuotaError) return problem('quota', 507, error.message);
  const status = statusOf(error);
  if (status < 500) return problem('bad-request', status, (error as Error).message);
  return { type: 'about:blank', title: TITLES[500], status: 500 };
}

/** Absolute paths of files, and addresses of servers with what follows. */
const PLACES = /(?<![\w./:~-])(?:\/[\w.@~+-]+){2,}\/?|\b(?:postgres(?:ql)?|rediss?|s3|file):\/\/[^\s,;'"]+/g;

/**
 * A message for those who are not at the server: where its files lie and where its servers are is nobody's business.
 * @param path - The place that the message is about, which may have spaces.
 */
export function withoutPlaces(message: string, path?: string): string {
  const isPlace = path !== undefined && (path.startsWith('/') || /^[a-z][a-z0-9+.-]*:\/\//i.test(path));
  return (isPlace ? message.replaceAll(path, 'the service’s store') : message).replace(PLACES, 'the service’s store');
}

function problem(type: string, status: number, detail: string): ProblemRecord {
  return { type, title: titleOf(status), status, detail };
}

/** A place that is read-only is another matter than one that is full. */
function statusOfError({ code, cause }: StreetdateError): number {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'file-unwritable' && /^(EROFS|EACCES|EPERM|SQLITE_READONLY)/.test(reason)) return 503;
  return STATUS_OF_ERROR[code];
}

/** The status that the server's own checks give to an error. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status in TITLES ? status : 500;
}

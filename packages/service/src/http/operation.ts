import type { Action } from '../accounts/permissions.ts';
import { type ProblemStatus, problemRecord, titleOf } from './problem.ts';
import { z } from './schema.ts';

/** Groups of operations in the document. */
export const TAGS = {
  uploads: 'Files and fingerprints sent in, what becomes of them, and their verdicts',
  titles: 'Works, their release windows, and where copies of them are allowed',
  references: 'Enrolled renditions, and the discs that they come from',
  webhooks: 'Who is told of verdicts',
  accounts: 'Who may do what',
  work: 'Jobs, and those that failed for good',
  service: 'Whether the service is well, and what it is',
} as const;

/** What a request and its answers look like. */
export interface OperationShape {
  /** Parts of the path. */
  readonly params?: z.ZodType;
  /** What follows the question mark. */
  readonly querystring?: z.ZodType;
  /** The body, as JSON. */
  readonly body?: z.ZodType;
  /** Header fields. */
  readonly headers?: z.ZodType;
  /** Answers below 400, by status. */
  readonly response: Readonly<Record<number, z.ZodType>>;
}

/** What the document says about an operation. */
export interface OperationFacts {
  /** Its name in programs, such as `listUploads`. */
  readonly id: string;
  /** One line. */
  readonly summary: string;
  /** Some sentences. */
  readonly description: string;
  /** Its group. */
  readonly tag: keyof typeof TAGS;
  /** What it is among the things that a role may do; `public` needs no account. */
  readonly action: Action | 'public';
  /** Problems that it may answer with, beside those that every operation may. */
  readonly problems?: readonly ProblemStatus[];
  /** The body is the bytes of a file, in this media type. */
  readonly rawBody?: string;
  /** Answers that are no JSON: their media type. */
  readonly rawAnswer?: string;
  /** For answers without a body: what each of their header fields says. */
  readonly answerFields?: Readonly<Record<string, string>>;
  /** Problems that another protocol answers with, as a line of text. */
  readonly textProblems?: readonly ProblemStatus[];
}

/** A route's settings: what it takes and gives, who may use it, and every status that it can give. */
export function operation<const Shape extends OperationShape>(facts: OperationFacts, shape: Shape) {
  const { id, summary, description, tag, action, problems = [], textProblems = [], rawBody, rawAnswer, answerFields } = facts;
  const withoutActor: ProblemStatus[] = action === 'public' ? [] : [401, 403];
  const withBody: ProblemStatus[] = shape.body ? [413, 415] : [];
  const statuses = new Set<ProblemStatus>([
    400,
    ...withoutActor,
    ...withBody,
    ...(shape.params ? [404 as const] : []),
    ...(shape.params || shape.querystring || shape.body ? [422 as const] : []),
    429,
    500,
    503,
    ...problems,
    ...textProblems,
  ]);
  const answers = Object.fromEntries(
    Array.from(statuses, (status) => [
      status,
      {
        description: titleOf(status),
        content: {
          'application/problem+json': { schema: problemRecord },
          ...(textProblems.includes(status) && { 'text/plain': { schema: z.string() } }),
        },
      },
    ]),
  );
  const documented: Shape & { operationId: string; summary: string; description: string; tags: string[] } = {
    operationId: id,
    summary,
    description,
    tags: [tag],
    ...(rawBody !== undefined && { 'x-raw-body': rawBody }),
    ...(rawAnswer !== undefined && { 'x-raw-answer': rawAnswer }),
    ...(answerFields !== undefined && { 'x-answer-fields': answerFields }),
    ...shape,
    response: { ...answers, ...shape.response },
  };
  return { config: { action }, schema: documented };
}

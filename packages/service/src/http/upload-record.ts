import { VERDICT_KINDS } from '@streetdate/matcher/internal';
import { SETTLING } from '../reviews/settle.ts';
import type { Service } from '../service.ts';
import { currentVerdicts, findUpload, type StoredVerdict, type Upload } from '../uploads/uploads.ts';
import { Problem } from './problem.ts';
import { id, instant, SCAN_EXAMPLE, scan } from './records.ts';
import { z } from './schema.ts';

/** States of an upload. */
export const uploadState = z.enum(['waiting', 'working', 'done', 'failed', 'cancelled']);

/** What people can settle about a verdict. */
export const settledDecision = z.enum(SETTLING);

/** Kinds of verdicts. */
export const verdictKind = z.enum(VERDICT_KINDS);

const VERDICT_EXAMPLE = {
  id: '019a3a1e-9b20-7000-8000-1f0d2c3b4a55',
  createdAt: '2027-02-07T12:00:03.000Z',
  outcome: SCAN_EXAMPLE,
};

/** A verdict of an upload. */
export const verdict = z.object({ id, createdAt: instant, supersededBy: id.optional(), outcome: scan }).meta({
  id: 'Verdict',
  description: 'What was found in an upload at one time. It is superseded by a later one, never changed',
  examples: [VERDICT_EXAMPLE],
});

/** An upload. */
export const upload = z
  .object({
    id,
    name: z.string().describe('Its name, as the sender gave it'),
    kind: z.enum(['film', 'fingerprint']).describe('Media to decode, or a fingerprint'),
    bytes: z.number().int().describe('Size of its content'),
    sha256: z.string().describe('SHA-256 of its content'),
    state: uploadState,
    progress: z.number().min(0).max(1).describe('Share of the work that is done, 0 to 1'),
    error: z.object({ code: z.string(), message: z.string() }).optional().describe('Why it failed'),
    seenAt: z.string().optional().describe('When it was seen, by the sender’s word'),
    territory: z.string().optional().describe('Where it was seen: ISO 3166-1 alpha-2'),
    link: z.string().optional().describe('The address that it was seen at. It is text, and never opened'),
    host: z.string().optional().describe('The server that it was seen on'),
    batch: z.string().optional().describe('What its sender calls the uploads that it was sent with'),
    createdAt: instant,
    finishedAt: instant.optional(),
    verdict: verdict.optional().describe('The current verdict, once there is one'),
    decided: settledDecision.optional().describe('What people decided about the current verdict; absent as long as they have not'),
  })
  .meta({
    id: 'Upload',
    description: 'A file or fingerprint that was sent in, and what has become of it',
    examples: [
      {
        id: '019a3a1e-7c11-7000-8000-5d1f0c3b2a11',
        name: 'copy.sdfp',
        kind: 'fingerprint',
        bytes: 48213,
        sha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
        state: 'done',
        progress: 1,
        seenAt: '2027-02-07T12:00:00Z',
        territory: 'US',
        link: 'https://host.example/v/1',
        host: 'cdn7.host.example',
        createdAt: '2027-02-07T12:00:01.000Z',
        finishedAt: '2027-02-07T12:00:03.000Z',
        verdict: VERDICT_EXAMPLE,
      },
    ],
  });

/** An upload, as it is answered. */
export type UploadAnswer = z.infer<typeof upload>;

/** The upload of an organisation with that id. @throws Problem 404 */
export async function knownUpload({ database }: Service, organisationId: string, uploadId: string): Promise<Upload> {
  const found = await findUpload(database, organisationId, uploadId);
  if (found === undefined) throw new Problem(404, 'unknown-upload', `there is no upload ${uploadId}`);
  return found;
}

/** The record of an upload, with its current verdict. */
export async function uploadAnswer(service: Service, upload: Upload): Promise<UploadAnswer> {
  const [answer] = await uploadAnswers(service, upload.organisationId, [upload]);
  return answer!;
}

/** The records of uploads of an organisation, with their current verdicts. */
export async function uploadAnswers({ database }: Service, organisationId: string, uploads: readonly Upload[]): Promise<UploadAnswer[]> {
  const done = uploads.filter(({ state }) => state === 'done').map(({ id }) => id);
  const verdicts = await currentVerdicts(database, organisationId, done);
  return uploads.map((upload) => answerOf(upload, verdicts.get(upload.id)));
}

function answerOf(facts: Upload, current: StoredVerdict | undefined): UploadAnswer {
  const { id, name, kind, bytes, sha256, state, progress, error, seenAt, territory, link, host, batch, createdAt, finishedAt, decided } =
    facts;
  return {
    ...{ id, name, kind, bytes, sha256, state, progress },
    ...(error && { error }),
    ...(seenAt !== undefined && { seenAt }),
    ...(territory !== undefined && { territory }),
    ...(link !== undefined && { link }),
    ...(host !== undefined && { host }),
    ...(batch !== undefined && { batch }),
    createdAt,
    ...(finishedAt !== undefined && { finishedAt }),
    ...(current && { verdict: verdictAnswer(current) }),
    ...(decided !== undefined && { decided: decided as z.infer<typeof settledDecision> }),
  };
}

/** The record of a verdict. */
export function verdictAnswer({ uploadId: _, ...facts }: StoredVerdict): z.infer<typeof verdict> {
  return facts;
}

/** Whether nothing more becomes of an upload by itself. */
export function hasEnded({ state }: Pick<Upload, 'state'>): boolean {
  return state !== 'waiting' && state !== 'working';
}

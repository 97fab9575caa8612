import { audited } from '../../accounts/audit.ts';
import {
  addDecision,
  lastDecisions,
  listDecisions,
  putPeople,
  readPeople,
  type StoredDecision,
  settlementOf,
} from '../../reviews/decisions.ts';
import { precisionOf } from '../../reviews/precision.ts';
import { DECISIONS } from '../../reviews/settle.ts';
import type { Service } from '../../service.ts';
import { currentVerdicts, type Upload } from '../../uploads/uploads.ts';
import { addJob } from '../../work/jobs.ts';
import { recordDecisionJobOf } from '../../work/record-decision.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { cutPage, next, pageQuery, uuidCursor } from '../paging.ts';
import { Problem } from '../problem.ts';
import { id, instant } from '../records.ts';
import { z } from '../schema.ts';
import { knownUpload, settledDecision, verdictKind } from '../upload-record.ts';

const params = z.object({ id });

const EXAMPLE = {
  id: '019a3a1e-7c11-7000-8000-5d1f0c3b2a21',
  uploadId: '019a3a1e-7c11-7000-8000-5d1f0c3b2a11',
  verdictId: '019a3a1e-9b20-7000-8000-1f0d2c3b4a55',
  verdict: 'needs-review',
  decision: 'leak',
  reason: 'the disc is not out, and the subtitles are those of the screener',
  by: { kind: 'account', name: 'Grace' },
  at: '2027-02-07T13:00:00.000Z',
} as const;

const decision = z
  .object({
    id,
    uploadId: id,
    verdictId: id,
    verdict: verdictKind.describe('The kind of that verdict'),
    decision: z.enum(DECISIONS),
    reason: z.string(),
    by: z.object({ kind: z.string().describe('account, key or local'), id: z.string().optional(), name: z.string() }),
    at: instant,
  })
  .meta({
    id: 'Decision',
    description: 'What one person decided about a verdict. It is never changed: a later one of the same person counts instead',
    examples: [EXAMPLE],
  });

const newDecision = z
  .strictObject({
    verdictId: id.describe('The verdict that the person has seen. Once another has taken its place, the decision is refused'),
    decision: z.enum(DECISIONS).describe('What the copy is. `unsure` leaves it open'),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .describe('Why')
      .meta({ examples: [EXAMPLE.reason] }),
  })
  .meta({
    id: 'NewDecision',
    description: 'What a person decides about a verdict',
    examples: [{ verdictId: EXAMPLE.verdictId, decision: 'leak', reason: EXAMPLE.reason }],
  });

const people = z.union([z.literal(1), z.literal(2)]).describe('How many different people have to agree');

const standing = z
  .object({
    people,
    decided: settledDecision.optional().describe('What was decided about the current verdict; absent as long as too few agree'),
    isDisputed: z.boolean().describe('Whether people who are sure say different things about it'),
    current: z.array(decision).describe('The last decision of each person about the current verdict'),
  })
  .meta({
    id: 'DecisionStanding',
    description: 'What the decisions about an upload come to',
    examples: [{ people: 2, isDisputed: false, current: [EXAMPLE] }],
  });

const share = z.object({
  right: z.number().int(),
  of: z.number().int(),
  low: z.number().describe('The 95 % interval of the share (Wilson), 0 to 1'),
  high: z.number(),
});

const policy = z.strictObject({ people }).meta({ id: 'ReviewPolicy', description: 'How verdicts are reviewed', examples: [{ people: 2 }] });

const precision = z
  .object({
    people,
    decided: z
      .array(z.object({ verdict: verdictKind, decision: settledDecision, count: z.number().int() }))
      .describe('How many verdicts of each kind were decided how'),
    leaks: share.describe('Verdicts of a leak that people called a leak, of those about which they decided'),
    matches: share.describe('Strong matches that are of enrolled footage, of those about which people decided'),
    thresholds: z
      .array(
        z.object({
          power: z.number().int().describe('The threshold: one expected false match in 10 to this power of searches'),
          right: z.number().int().describe('Strong matches of enrolled footage'),
          wrong: z.number().int().describe('Strong matches that are not'),
          missed: z.number().int().describe('Matches of enrolled footage that would be weak'),
        }),
      )
      .describe('What of the decided matches other thresholds would have let through. 3 is the one in use'),
  })
  .meta({
    id: 'Precision',
    description: 'How often verdicts were right, by what people decided about them',
    examples: [
      {
        people: 1,
        decided: [{ verdict: 'needs-review', decision: 'leak', count: 3 }],
        leaks: { right: 0, of: 0, low: 0, high: 1 },
        matches: { right: 3, of: 3, low: 0.438, high: 1 },
        thresholds: [{ power: 3, right: 3, wrong: 0, missed: 0 }],
      },
    ],
  });

/** What people decide about verdicts. */
export const decisionRoutes: Routes = (server, { service }) => {
  const { database, now } = service;

  server.get(
    '/v1/uploads/:id/decisions',
    operation(
      {
        id: 'listUploadDecisions',
        summary: 'List what people decided about an upload, latest first',
        description: 'About its current verdict and earlier ones, with what the decisions about the current one come to.',
        tag: 'uploads',
        action: 'decisions.read',
      },
      {
        params,
        querystring: z.object({ ...pageQuery, cursor: uuidCursor }),
        response: { 200: z.object({ standing, decisions: z.array(decision), next }) },
      },
    ),
    async ({ params, query: { cursor, most }, actor: { organisationId } }) => {
      const upload = await knownUpload(service, organisationId, params.id);
      const found = await listDecisions(database, organisationId, { uploadId: upload.id, before: cursor, most: most + 1 });
      const { page, ...rest } = cutPage(found, most);
      return { standing: await standingOf(service, upload), decisions: page.map(answerOf), ...rest };
    },
  );

  server.post(
    '/v1/uploads/:id/decisions',
    operation(
      {
        id: 'addDecision',
        summary: 'Decide about the current verdict of an upload',
        description:
          'One’s last decision counts. The verdict is decided once enough people agree, and stays as it is. What was decided goes into the ledger of the ' +
          'library. Where two have to agree, a key counts as nobody.',
        tag: 'uploads',
        action: 'decisions.write',
        problems: [409, 415],
      },
      { params, body: newDecision, response: { 200: standing } },
    ),
    async (request) => {
      const { params, body, actor } = request;
      const upload = await knownUpload(service, actor.organisationId, params.id);
      const verdict = (await currentVerdicts(database, actor.organisationId, [upload.id])).get(upload.id);
      const detail = { decision: body.decision, verdictId: body.verdictId };
      const event = { action: 'decisions.write', target: { kind: 'upload', id: upload.id }, detail };
      await audited(database, auditSource(request), event, now(), async (transaction) => {
        const { verdictId, ...given } = body;
        const done = await addDecision(transaction, upload, verdictId, { ...given, actor }, now());
        if (done === 'superseded' || verdict === undefined)
          throw new Problem(409, 'superseded', `the current verdict of upload ${upload.id} is another one: look at it first`);
        const { added, settled } = done;
        if (settled === undefined) return;
        const agreed = (await lastDecisions(transaction, verdictId)).filter((each) => each.decision === settled);
        const ledgerLine = {
          ...{ scanId: verdict.outcome.scanId, decided: settled },
          by: agreed.map(({ by: { name } }) => name).join(', '),
          reason: agreed.map((each) => each.reason).join('; '),
        };
        await addJob(transaction, recordDecisionJobOf(upload, added.id, ledgerLine), now());
      });
      return standingOf(service, upload);
    },
  );

  server.get(
    '/v1/decisions',
    operation(
      {
        id: 'listDecisions',
        summary: 'List what people decided, latest first',
        description: 'Decisions of the organisation about all uploads that are there.',
        tag: 'uploads',
        action: 'decisions.read',
      },
      { querystring: z.object({ ...pageQuery, cursor: uuidCursor }), response: { 200: z.object({ decisions: z.array(decision), next }) } },
    ),
    async ({ query: { cursor, most }, actor }) => {
      const { page, ...rest } = cutPage(await listDecisions(database, actor.organisationId, { before: cursor, most: most + 1 }), most);
      return { decisions: page.map(answerOf), ...rest };
    },
  );

  server.get(
    '/v1/precision',
    operation(
      {
        id: 'getPrecision',
        summary: 'Get how often verdicts were right',
        description:
          'By what people decided about them, also about verdicts that were superseded later. Only what somebody looked at is counted, so that ' +
          'the shares hold for uploads of that sort.',
        tag: 'uploads',
        action: 'decisions.read',
      },
      { response: { 200: precision } },
    ),
    ({ actor }) => precisionAnswer(service, actor.organisationId),
  );

  server.put(
    '/v1/review-policy',
    operation(
      {
        id: 'putReviewPolicy',
        summary: 'Set how many people have to agree about a verdict',
        description: 'It holds for decisions from then on. What is decided stays so until somebody decides about it again.',
        tag: 'uploads',
        action: 'decisions.policy',
      },
      {
        body: policy,
        response: { 200: precision },
      },
    ),
    async (request) => {
      const { body, actor } = request;
      const event = { action: 'decisions.policy', detail: { people: body.people } };
      await audited(database, auditSource(request), event, now(), (transaction) =>
        putPeople(transaction, actor.organisationId, body.people),
      );
      return precisionAnswer(service, actor.organisationId);
    },
  );
};

async function precisionAnswer({ database }: Service, organisationId: string): Promise<z.infer<typeof precision>> {
  const { decided, leaks, matches, thresholds } = await precisionOf(database, organisationId);
  return {
    people: (await readPeople(database, organisationId)) as 1 | 2,
    decided: decided.map(({ verdict, ...each }) => ({ ...each, verdict: verdict as z.infer<typeof verdictKind> })),
    ...{ leaks, matches, thresholds: [...thresholds] },
  };
}

async function standingOf({ database }: Service, { id: uploadId, organisationId }: Upload): Promise<z.infer<typeof standing>> {
  const people = (await readPeople(database, organisationId)) as 1 | 2;
  const verdict = (await currentVerdicts(database, organisationId, [uploadId])).get(uploadId);
  if (verdict === undefined) return { people, isDisputed: false, current: [] };
  const { decided, isDisputed } = await settlementOf(database, organisationId, verdict.id);
  const current = (await lastDecisions(database, verdict.id)).map(answerOf);
  return { people, ...(decided !== undefined && { decided }), isDisputed, current };
}

function answerOf({ verdict, by, ...rest }: StoredDecision): z.infer<typeof decision> {
  return { ...rest, verdict: verdict as z.infer<typeof verdictKind>, by: { ...by } };
}

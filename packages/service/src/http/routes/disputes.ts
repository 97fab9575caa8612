import type { StoredDispute } from '@streetdate/engine';
import { disputesOf } from '@streetdate/engine/internal';
import { DISPUTE_OUTCOMES } from '@streetdate/matcher/internal';
import { type AuditEvent, audited } from '../../accounts/audit.ts';
import type { Service } from '../../service.ts';
import { listCorrections } from '../../uploads/corrections.ts';
import { uploadsOfContents } from '../../uploads/upload-list.ts';
import { currentVerdicts, type Upload } from '../../uploads/uploads.ts';
import { addJob } from '../../work/jobs.ts';
import { judgeAgainJobOf } from '../../work/search-again-job.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { next, pageOf, pageQuery, uuidCursor } from '../paging.ts';
import { Problem } from '../problem.ts';
import { sayingWhatIsWrong } from '../reading.ts';
import { id, instant } from '../records.ts';
import { z } from '../schema.ts';
import { knownUpload, verdictKind } from '../upload-record.ts';
import { chosenId } from './titles.ts';

const ofUpload = z.object({ id });

/** A dispute. */
const dispute = z
  .object({
    id: z.string(),
    by: z.string().describe('Who disputes it'),
    ground: z.string().describe('Why the use is lawful. Verdicts quote it'),
    text: z.string().optional().describe('The counter-notice'),
    receivedAt: instant,
    deadline: instant.describe('Until when it is to be answered'),
    recordedAt: instant,
    outcome: z.enum(DISPUTE_OUTCOMES).optional().describe('How it ended; absent while it is open'),
    outcomeReason: z.string().optional(),
    endedAt: instant.optional(),
    secondsLeft: z.number().int().optional().describe('Until the deadline, negative after it; absent once it has ended'),
  })
  .meta({
    id: 'Dispute',
    description: 'A counter-notice: somebody says that the use of a file is lawful',
    examples: [
      {
        id: '3f1c09a7be42',
        by: 'A. Uploader',
        ground: 'licensed by the festival',
        receivedAt: '2027-02-08T09:00:00.000Z',
        deadline: '2027-02-22T09:00:00.000Z',
        recordedAt: '2027-02-08T09:00:00.000Z',
        secondsLeft: 1_209_600,
      },
    ],
  });

/** A dispute with what it is about. */
const openDispute = dispute
  .extend({
    uploads: z.array(z.object({ id, name: z.string() })).describe('Uploads of the content, latest first; none once they are removed'),
  })
  .meta({
    id: 'OpenDispute',
    description: 'A dispute that is open, with the uploads that it is about',
    examples: [
      {
        ...{ id: '3f1c09a7be42', by: 'A. Uploader', ground: 'licensed by the festival', receivedAt: '2027-02-08T09:00:00.000Z' },
        ...{ deadline: '2027-02-22T09:00:00.000Z', recordedAt: '2027-02-08T09:00:00.000Z', secondsLeft: 1_209_600 },
        uploads: [{ id: '019a3a1e-7c11-7000-8000-5d1f0c3b2a11', name: 'copy.mkv' }],
      },
    ],
  });

const text = (most: number, what: string, example: string) =>
  z
    .string()
    .min(1)
    .max(most)
    .describe(what)
    .meta({ examples: [example] });

const newDispute = z
  .strictObject({
    by: text(1000, 'Who disputes it', 'A. Uploader'),
    ground: text(1000, 'Why the use is lawful, in short', 'licensed by the festival'),
    text: text(100_000, 'The counter-notice', 'Dear all, …').optional(),
    receivedAt: text(100, 'When it was received; by default now', '2027-02-08T09:00:00Z').optional(),
    deadline: text(100, 'Until when it is to be answered; by default 10 working days later', '2027-02-22T09:00:00Z').optional(),
  })
  .meta({
    id: 'NewDispute',
    description: 'A counter-notice to record. Without a deadline it has 10 working days, after 17 U.S.C. 512(g)(2)(C)',
    examples: [{ by: 'A. Uploader', ground: 'licensed by the festival', receivedAt: '2027-02-08T09:00:00Z' }],
  });

const disputeEnd = z.strictObject({ outcome: z.enum(DISPUTE_OUTCOMES), reason: text(1000, 'Why', 'the festival confirmed it') }).meta({
  id: 'DisputeEnd',
  description: 'How a dispute ended. After upheld, no verdict accuses the file; after the others, it is what it was',
  examples: [{ outcome: 'upheld', reason: 'the festival confirmed it' }],
});

/** A verdict of a leak that no longer holds. */
const correction = z
  .object({
    id: id.describe('The upload'),
    verdictId: id.describe('The verdict of a leak'),
    kind: verdictKind.describe('What the current verdict is'),
    told: z
      .array(
        z.object({
          webhookId: id,
          deliveryId: id,
          state: z.enum(['waiting', 'delivered', 'failed']).describe('A failed one may have arrived all the same'),
          at: instant,
        }),
      )
      .describe('Messages to webhooks that carry the old verdict'),
  })
  .meta({
    id: 'Correction',
    description: 'An upload that was called a leak and no longer is, and who was told of the old verdict',
    examples: [
      {
        id: '019a3a1e-7c11-7000-8000-5d1f0c3b2a11',
        verdictId: '019a3a1e-9b20-7000-8000-1f0d2c3b4a55',
        kind: 'published-material',
        told: [
          {
            webhookId: '019a3a1e-7c11-7000-8000-5d1f0c3b2a12',
            deliveryId: '019a3a1e-7c11-7000-8000-5d1f0c3b2a13',
            state: 'delivered',
            at: '2027-02-07T12:00:04.000Z',
          },
        ],
      },
    ],
  });

/** Disputes about uploads, and verdicts that no longer hold. */
export const disputeRoutes: Routes = (server, { service }) => {
  const { database, libraries, now } = service;

  server.get(
    '/v1/uploads/:id/disputes',
    operation(
      {
        id: 'listDisputes',
        summary: 'List the disputes about an upload',
        description: 'In order of their receipt. Uploads of the same content share them.',
        tag: 'uploads',
        action: 'disputes.read',
      },
      { params: ofUpload, querystring: z.object(pageQuery), response: { 200: z.object({ disputes: z.array(dispute), next }) } },
    ),
    async ({ params, query, actor }) => {
      const scanId = await scanOf(service, await knownUpload(service, actor.organisationId, params.id));
      return libraries.use(actor.organisationId, async (library) => {
        const scan = await library.catalogue.scan(scanId);
        const { page, ...rest } = pageOf(scan === undefined ? [] : disputesOf(scan, await library.disputes()), query);
        return { disputes: page.map((each) => answerOf(each, now())), ...rest };
      });
    },
  );

  server.post(
    '/v1/uploads/:id/disputes',
    operation(
      {
        id: 'addDispute',
        summary: 'Record a counter-notice about an upload',
        description: 'Until it ends, the verdict needs review, and says what it would be otherwise. The same one again is refused.',
        tag: 'uploads',
        action: 'disputes.write',
        problems: [409, 415, 422],
      },
      { params: ofUpload, body: newDispute, response: { 200: dispute } },
    ),
    async (request) => {
      const { params, body, actor } = request;
      const upload = await knownUpload(service, actor.organisationId, params.id);
      const scanId = await scanOf(service, upload);
      const added = await libraries.use(actor.organisationId, (library) => sayingWhatIsWrong(() => library.addDispute(scanId, body)));
      const event = disputeEvent(added.id, { uploadId: upload.id, isAdded: true });
      await audited(database, auditSource(request), event, now(), async (transaction) => {
        await addJob(transaction, judgeAgainJobOf(upload, `dispute ${added.id}`), now());
      });
      return answerOf(added, now());
    },
  );

  server.post(
    '/v1/uploads/:id/disputes/:dispute/end',
    operation(
      {
        id: 'endDispute',
        summary: 'Record how a dispute ended',
        description: 'It ends once. The upload is judged again.',
        tag: 'uploads',
        action: 'disputes.write',
        problems: [409, 415, 422],
      },
      { params: ofUpload.extend({ dispute: chosenId }), body: disputeEnd, response: { 200: dispute } },
    ),
    async (request) => {
      const { params, body, actor } = request;
      const upload = await knownUpload(service, actor.organisationId, params.id);
      const scanId = await scanOf(service, upload);
      const ended = await libraries.use(actor.organisationId, async (library) => {
        const scan = await library.catalogue.scan(scanId);
        const known = scan === undefined ? [] : disputesOf(scan, await library.disputes());
        if (!known.some((each) => each.id === params.dispute)) {
          throw new Problem(404, 'unknown-dispute', `there is no dispute ${JSON.stringify(params.dispute)} about this upload`);
        }
        return sayingWhatIsWrong(() => library.endDispute(params.dispute, body));
      });
      const event = disputeEvent(ended.id, { uploadId: upload.id, outcome: body.outcome });
      await audited(database, auditSource(request), event, now(), async (transaction) => {
        await addJob(transaction, judgeAgainJobOf(upload, `dispute ${ended.id} ${body.outcome}`), now());
      });
      return answerOf(ended, now());
    },
  );

  server.get(
    '/v1/disputes',
    operation(
      {
        id: 'listOpenDisputes',
        summary: 'List disputes that are open, the one with the earliest deadline first',
        description: 'Each with the uploads whose content it is about.',
        tag: 'uploads',
        action: 'disputes.read',
      },
      { querystring: z.object(pageQuery), response: { 200: z.object({ disputes: z.array(openDispute), next }) } },
    ),
    async ({ query, actor: { organisationId } }) => {
      const all = await libraries.use(organisationId, (library) => library.disputes());
      const open = all.filter(({ outcome }) => outcome === undefined).sort((one, other) => (one.deadline < other.deadline ? -1 : 1));
      const { page, ...rest } = pageOf(open, query);
      // The content of an upload names the folder that it was scanned in.
      const sha256Of = ({ path }: StoredDispute) => /[0-9a-f]{64}/.exec(path)?.[0] ?? '';
      const uploads = await uploadsOfContents(database, organisationId, page.map(sha256Of));
      return { disputes: page.map((each) => ({ ...answerOf(each, now()), uploads: uploads.get(sha256Of(each)) ?? [] })), ...rest };
    },
  );

  server.get(
    '/v1/corrections',
    operation(
      {
        id: 'listCorrections',
        summary: 'List uploads that were called a leak and no longer are, latest first',
        description:
          'Each with the messages to webhooks that carry the old verdict. Webhooks are told of the new one by verdict.superseded.',
        tag: 'uploads',
        action: 'disputes.read',
      },
      {
        querystring: z.object({ ...pageQuery, cursor: uuidCursor }),
        response: { 200: z.object({ corrections: z.array(correction), next }) },
      },
    ),
    async ({ query, actor }) => {
      const { page, ...rest } = pageOf(await listCorrections(database, actor.organisationId), query);
      return { corrections: page.map(({ told, ...each }) => ({ ...each, told: [...told] })), ...rest };
    },
  );
};

function disputeEvent(id: string, detail: NonNullable<AuditEvent['detail']>): AuditEvent {
  return { action: 'disputes.write', target: { kind: 'dispute', id }, detail };
}

/** The scan that an upload's verdict is by. @throws Problem 409 where it has none yet */
async function scanOf({ database }: Service, { id: uploadId, organisationId }: Upload): Promise<string> {
  const verdict = (await currentVerdicts(database, organisationId, [uploadId])).get(uploadId);
  if (verdict === undefined) throw new Problem(409, 'no-verdict', `upload ${uploadId} has no verdict that could be disputed`);
  return verdict.outcome.scanId;
}

function answerOf(stored: StoredDispute, now: Date): z.infer<typeof dispute> {
  const { id, by, ground, text, receivedAt, deadline, recordedAt, outcome, outcomeReason, endedAt } = stored;
  return {
    ...{ id, by, ground, receivedAt, deadline, recordedAt },
    ...(text !== undefined && { text }),
    ...(outcome === undefined
      ? { secondsLeft: Math.round((Date.parse(deadline) - now.getTime()) / 1000) }
      : { outcome, ...(outcomeReason !== undefined && { outcomeReason }), ...(endedAt !== undefined && { endedAt }) }),
  };
}

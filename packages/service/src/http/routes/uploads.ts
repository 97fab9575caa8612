import { recordAudit } from '../../accounts/audit.ts';
import { SETTLING } from '../../reviews/settle.ts';
import { countBatch, countUploads, listUploads } from '../../uploads/upload-list.ts';
import { listVerdicts } from '../../uploads/uploads.ts';
import { cancelUpload } from '../../work/cancel-upload.ts';
import { eraseUpload } from '../../work/erase-upload.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { cutPage, next, pageQuery, uuidCursor } from '../paging.ts';
import { Problem } from '../problem.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { knownUpload, upload, uploadAnswer, uploadAnswers, uploadState, verdict, verdictAnswer, verdictKind } from '../upload-record.ts';
import { batchName, sightingFields } from './send-upload.ts';
import { chosenId } from './titles.ts';

const params = z.object({ id });

const time = (what: string, example: string) =>
  z.iso
    .datetime({ offset: true })
    .optional()
    .describe(what)
    .meta({ examples: [example] });

/** What narrows a list of uploads. */
const choice = {
  state: uploadState.optional().describe('Only those in this state'),
  verdict: verdictKind.optional().describe('Only those whose current verdict is of this kind'),
  from: time('Only those that came in at this time or later', '2027-02-07T00:00:00Z'),
  until: time('Only those that came in before this time', '2027-02-08T00:00:00Z'),
  host: sightingFields.host.describe('Only those that were seen on this server'),
  title: chosenId.optional().describe('Only those whose best match is the title with this id'),
  score: z.coerce
    .number()
    .min(0)
    .max(1e6)
    .optional()
    .describe('Only those whose best match has this score or a higher one')
    .meta({ examples: [100] }),
  source: z
    .enum(['disc', 'digital', 'broadcast', 'camera', 'screener'])
    .optional()
    .describe('Only those that were most likely copied from this kind of source'),
  decided: z
    .enum([...SETTLING, 'none'])
    .optional()
    .describe('Only those of which people decided this about their current verdict; `none` for those that are undecided'),
  batch: sightingFields.batch.describe('Only those that were sent under this name'),
};

const counted = z
  .object({
    count: z.number().int().describe('How many there are'),
    isMore: z.boolean().describe('Whether there are more: no more than 10,000 are counted'),
  })
  .meta({ id: 'UploadCount', description: 'How many uploads there are of some', examples: [{ count: 41, isMore: false }] });

const batch = z
  .object({
    name: z.string(),
    count: z.number().int().describe('Its uploads'),
    ended: z.number().int().describe('Those that nothing more becomes of'),
    states: z.record(z.string(), z.number().int()).describe('How many are in each state'),
    verdicts: z.record(z.string(), z.number().int()).describe('How many have each kind of current verdict'),
  })
  .meta({
    id: 'Batch',
    description: 'How far the uploads are that were sent under one name',
    examples: [{ name: 'crawl 2027-02-07', count: 3, ended: 2, states: { done: 2, waiting: 1 }, verdicts: { 'no-match': 2 } }],
  });

/** A choice with its times as rows have them: UTC. */
function plain<T extends { readonly from?: string | undefined; readonly until?: string | undefined }>(asked: T): T {
  const utc = (text: string | undefined) => text && new Date(text).toISOString();
  return { ...asked, from: utc(asked.from), until: utc(asked.until) };
}

/** Lists uploads and their verdicts, cancels and removes them. */
export const uploadRoutes: Routes = (server, { service }) => {
  server.get(
    '/v1/uploads',
    operation(
      {
        id: 'listUploads',
        summary: 'List uploads, latest first',
        description:
          'Uploads of the organisation with their current verdicts. Each further parameter narrows the list. An upload has a title, a score and a ' +
          'source once it has a verdict with a match.',
        tag: 'uploads',
        action: 'uploads.read',
      },
      {
        querystring: z.object({ ...pageQuery, cursor: uuidCursor, ...choice }),
        response: { 200: z.object({ uploads: z.array(upload), next }) },
      },
    ),
    async ({ query, actor }) => {
      const { cursor, most, ...filter } = query;
      const found = await listUploads(service.database, actor.organisationId, { before: cursor, most: most + 1, ...plain(filter) });
      const { page, ...rest } = cutPage(found, most);
      return { uploads: await uploadAnswers(service, actor.organisationId, page), ...rest };
    },
  );

  server.get(
    '/v1/upload-counts',
    operation(
      {
        id: 'countUploads',
        summary: 'Count uploads',
        description: 'How many uploads the list with the same parameters has, up to 10,000.',
        tag: 'uploads',
        action: 'uploads.read',
      },
      { querystring: z.object(choice), response: { 200: counted } },
    ),
    async ({ query, actor }) => countUploads(service.database, actor.organisationId, plain(query)),
  );

  server.get(
    '/v1/batches/:name',
    operation(
      {
        id: 'getBatch',
        summary: 'Say how far the uploads are that were sent under one name',
        description: 'Give `batch` when you send them. The list of uploads can be narrowed to it too.',
        tag: 'uploads',
        action: 'uploads.read',
      },
      { params: z.object({ name: batchName }), response: { 200: batch } },
    ),
    async ({ params: { name }, actor }) => {
      const rows = await countBatch(service.database, actor.organisationId, name);
      if (rows.length === 0) throw new Problem(404, 'unknown-batch', `there is no upload of the batch ${JSON.stringify(name)}`);
      const states: Record<string, number> = {};
      const verdicts: Record<string, number> = {};
      for (const { state, verdict: kind, count } of rows) {
        states[state] = (states[state] ?? 0) + count;
        if (kind !== null) verdicts[kind] = (verdicts[kind] ?? 0) + count;
      }
      const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);
      const { waiting = 0, working = 0 } = states;
      const count = sum(Object.values(states));
      return { name, count, ended: count - waiting - working, states, verdicts };
    },
  );

  server.get(
    '/v1/uploads/:id',
    operation(
      {
        id: 'getUpload',
        summary: 'Get an upload with its current verdict',
        description: 'Ask again until `state` is `done`, `failed` or `cancelled`, or read the events of the upload instead.',
        tag: 'uploads',
        action: 'uploads.read',
      },
      { params, response: { 200: upload } },
    ),
    async ({ params, actor }) => uploadAnswer(service, await knownUpload(service, actor.organisationId, params.id)),
  );

  server.delete(
    '/v1/uploads/:id',
    operation(
      {
        id: 'deleteUpload',
        summary: 'Remove an upload and all that was kept of it',
        description:
          'Its verdicts, the messages about them, its jobs and its name go at once; its bytes, its fingerprint and the scans of it within seconds. ' +
          'What another upload has as well stays. The audit log keeps that it was sent and removed. One under a legal hold is refused.',
        tag: 'uploads',
        action: 'uploads.delete',
        problems: [409, 415],
      },
      { params, response: { 204: z.any() } },
    ),
    async (request, reply) => {
      const { params, actor } = request;
      const event = { action: 'uploads.delete', target: { kind: 'upload', id: params.id } };
      const erased = await eraseUpload(service, actor.organisationId, params.id, (transaction) =>
        recordAudit(transaction, auditSource(request), event, service.now()),
      );
      if (erased === undefined) throw new Problem(404, 'unknown-upload', `there is no upload ${params.id}`);
      return reply.code(204).send();
    },
  );

  server.post(
    '/v1/uploads/:id/cancel',
    operation(
      {
        id: 'cancelUpload',
        summary: 'Cancel an upload',
        description: 'Its work ends as soon as the worker looks. One that is cancelled already stays so. One that has ended is refused.',
        tag: 'uploads',
        action: 'uploads.cancel',
        problems: [409, 415],
      },
      { params, response: { 200: upload } },
    ),
    async (request) => {
      const { params, actor } = request;
      const event = { action: 'uploads.cancel', target: { kind: 'upload', id: params.id } };
      const cancelled = await cancelUpload(service, actor.organisationId, params.id, (transaction) =>
        recordAudit(transaction, auditSource(request), event, service.now()),
      );
      const ended = cancelled ?? (await knownUpload(service, actor.organisationId, params.id));
      if (ended.state !== 'cancelled') throw new Problem(409, 'has-ended', `upload ${ended.id} has ended: it is ${ended.state}`);
      return uploadAnswer(service, ended);
    },
  );

  server.get(
    '/v1/uploads/:id/verdicts',
    operation(
      {
        id: 'listVerdicts',
        summary: 'List all verdicts of an upload, latest first',
        description: 'The first one is current. The others were superseded: by a later window, a new reference or a newer search.',
        tag: 'uploads',
        action: 'uploads.read',
      },
      {
        params,
        querystring: z.object({ ...pageQuery, cursor: uuidCursor }),
        response: { 200: z.object({ verdicts: z.array(verdict), next }) },
      },
    ),
    async ({ params, query, actor }) => {
      const known = await knownUpload(service, actor.organisationId, params.id);
      const { cursor, most } = query;
      const found = await listVerdicts(service.database, actor.organisationId, known.id, { before: cursor, most: most + 1 });
      const { page, ...rest } = cutPage(found, most);
      return { verdicts: page.map(verdictAnswer), ...rest };
    },
  );
};

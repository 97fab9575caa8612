import { recordAudit } from '../../accounts/audit.ts';
import { listUploads, listVerdicts } from '../../uploads/uploads.ts';
import { cancelUpload } from '../../work/cancel-upload.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { cutPage, next, pageQuery, uuidCursor } from '../paging.ts';
import { Problem } from '../problem.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { knownUpload, upload, uploadAnswer, uploadAnswers, uploadState, verdict, verdictAnswer, verdictKind } from '../upload-record.ts';

const params = z.object({ id });

/** Lists uploads and their verdicts, and cancels them. */
export const uploadRoutes: Routes = (server, { service }) => {
  server.get(
    '/v1/uploads',
    operation(
      {
        id: 'listUploads',
        summary: 'List uploads, latest first',
        description: 'Uploads of the organisation with their current verdicts. It can be narrowed to a state and to a kind of verdict.',
        tag: 'uploads',
        action: 'uploads.read',
      },
      {
        querystring: z.object({
          ...pageQuery,
          cursor: uuidCursor,
          state: uploadState.optional().describe('Only those in this state'),
          verdict: verdictKind.optional().describe('Only those whose current verdict is of this kind'),
        }),
        response: { 200: z.object({ uploads: z.array(upload), next }) },
      },
    ),
    async ({ query, actor }) => {
      const { cursor, most, ...filter } = query;
      const found = await listUploads(service.database, actor.organisationId, { before: cursor, most: most + 1, ...filter });
      const { page, ...rest } = cutPage(found, most);
      return { uploads: await uploadAnswers(service, actor.organisationId, page), ...rest };
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
        id: 'cancelUpload',
        summary: 'Cancel an upload',
        description: 'Its work ends as soon as the worker looks. One that is cancelled already stays so. One that has ended is refused.',
        tag: 'uploads',
        action: 'uploads.cancel',
        problems: [409],
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

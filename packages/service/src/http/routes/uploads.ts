import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { scanRecord } from '@streetdate/engine/records';
import type { Service } from '../../service.ts';
import { findUpload, listUploads, listVerdicts, type Upload } from '../../uploads/uploads.ts';
import { acceptUpload } from '../../work/accept-upload.ts';
import type { Routes } from '../fastify.ts';
import { Problem, problemRecord } from '../problem.ts';
import { z } from '../schema.ts';

/** Time between two looks at an upload that a request waits for, milliseconds. */
const LOOK_MS = 100;

const verdictRecord = z.object({
  id: z.string(),
  createdAt: z.string(),
  supersededBy: z.string().optional(),
  outcome: scanRecord,
});

const uploadRecord = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['film', 'fingerprint']),
  bytes: z.number().int(),
  sha256: z.string(),
  state: z.enum(['waiting', 'working', 'done', 'failed', 'cancelled']),
  progress: z.number().describe('Share of the work that is done, 0 to 1'),
  error: z.object({ code: z.string(), message: z.string() }).optional().describe('Why it failed'),
  seenAt: z.string().optional(),
  territory: z.string().optional(),
  createdAt: z.string(),
  finishedAt: z.string().optional(),
  verdict: verdictRecord.optional().describe('The current verdict, once there is one'),
});

const sightingQuery = {
  seenAt: z.iso.datetime({ offset: true }).optional().describe('When it was seen: ISO 8601 with an offset'),
  territory: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .describe('Where it was seen: ISO 3166-1 alpha-2'),
};
const wait = z.coerce.number().min(0).max(600).default(0).describe('Seconds to wait for the verdict');
const params = z.object({ id: z.uuid() });

/** Uploads and their verdicts. */
export const uploadRoutes: Routes = (server, { service, mostUploadBytes }) => {
  server.post(
    '/v1/uploads',
    {
      bodyLimit: mostUploadBytes,
      config: { action: 'uploads.send' },
      schema: {
        summary: 'Send in a film, a still, or a fingerprint (.sdfp)',
        consumes: ['application/octet-stream'],
        querystring: z.object({ name: z.string().min(1).max(1024).describe('Name of the file'), wait, ...sightingQuery }),
        response: { 200: uploadRecord, 202: uploadRecord, '4xx': problemRecord },
      },
    },
    async (request, reply) => {
      const { name, seenAt, territory, wait: seconds } = request.query;
      if (request.body === undefined || request.body === null) throw new Problem(400, 'no-content', 'the body must be the bytes of a file');
      const content = await service.files.keep(request.body as Readable, name, mostUploadBytes).catch((error: unknown) => {
        throw error instanceof RangeError ? new Problem(413, 'too-large', error.message) : error;
      });
      const { organisationId } = request.actor;
      const kind = name.toLowerCase().endsWith('.sdfp') ? ('fingerprint' as const) : ('film' as const);
      const sighting = { ...(seenAt !== undefined && { seenAt }), ...(territory !== undefined && { territory }) };
      const upload = await acceptUpload(service, { organisationId, name, kind, ...content, ...sighting });
      const record = await waitFor(service, upload, seconds);
      return reply.code(record.state === 'waiting' || record.state === 'working' ? 202 : 200).send(record);
    },
  );

  server.get(
    '/v1/uploads',
    {
      config: { action: 'uploads.read' },
      schema: {
        summary: 'Uploads, latest first',
        querystring: z.object({
          before: z.uuid().optional().describe('Only older ones than this upload'),
          most: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.object({ uploads: z.array(uploadRecord), next: z.uuid().optional() }), '4xx': problemRecord },
      },
    },
    async ({ query, actor }) => {
      const uploads = await listUploads(service.database, actor.organisationId, query);
      const records = await Promise.all(uploads.map((upload) => recordOf(service, upload)));
      const last = uploads.length === query.most ? uploads.at(-1)?.id : undefined;
      return { uploads: records, ...(last !== undefined && { next: last }) };
    },
  );

  server.get(
    '/v1/uploads/:id',
    {
      config: { action: 'uploads.read' },
      schema: { summary: 'An upload with its current verdict', params, response: { 200: uploadRecord, '4xx': problemRecord } },
    },
    async ({ params, actor }) => recordOf(service, await known(service, actor.organisationId, params.id)),
  );
};

async function known({ database }: Service, organisationId: string, id: string): Promise<Upload> {
  const upload = await findUpload(database, organisationId, id);
  if (upload === undefined) throw new Problem(404, 'unknown-upload', `there is no upload ${id}`);
  return upload;
}

async function recordOf(service: Service, { organisationId, ...upload }: Upload): Promise<z.infer<typeof uploadRecord>> {
  const [current] = upload.state === 'done' ? await listVerdicts(service.database, organisationId, upload.id) : [];
  if (current === undefined) return upload;
  const { uploadId, ...verdict } = current;
  return { ...upload, verdict };
}

/** The record of an upload, once it has ended or the time is over. */
async function waitFor(service: Service, upload: Upload, seconds: number): Promise<z.infer<typeof uploadRecord>> {
  const last = performance.now() + 1000 * seconds;
  for (let now = upload; ; now = await known(service, upload.organisationId, upload.id)) {
    if (performance.now() >= last || !(now.state === 'waiting' || now.state === 'working')) return recordOf(service, now);
    await setTimeout(LOOK_MS);
  }
}

import { setTimeout } from 'node:timers/promises';
import { type AuditEvent, recordAuditSoon } from '../../accounts/audit.ts';
import { checkQuota } from '../../organisations/limits.ts';
import type { Service } from '../../service.ts';
import type { Upload } from '../../uploads/uploads.ts';
import { acceptUpload, placeOfUpload } from '../../work/accept-upload.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { createOnce, idempotencyHeader } from '../idempotency.ts';
import { operation } from '../operation.ts';
import { bytesOf, sayingWhatIsWrong } from '../reading.ts';
import { receive } from '../receive.ts';
import { z } from '../schema.ts';
import { hasEnded, knownUpload, type UploadAnswer, upload, uploadAnswer } from '../upload-record.ts';

/** Time between two looks at an upload that a request waits for, milliseconds. */
const LOOK_MS = 100;

/** A name that uploads are sent under. */
export const batchName = z
  .string()
  .min(1)
  .max(200)
  .describe('A name for the uploads that belong together: `/v1/batches/{name}` tells how far they are')
  .meta({ examples: ['crawl 2027-02-07'] });

/** What is said about an upload when it is sent. */
export const sightingFields = {
  name: z
    .string()
    .min(1)
    .max(1024)
    .describe('Name of the file. Its extension says how it is read')
    .meta({ examples: ['copy.mp4'] }),
  seenAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When it was seen: ISO 8601 with an offset')
    .meta({ examples: ['2027-02-07T12:00:00Z'] }),
  territory: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .describe('Where it was seen: ISO 3166-1 alpha-2')
    .meta({ examples: ['US'] }),
  link: z
    .string()
    .min(1)
    .max(8192)
    .optional()
    .describe('The address that it was seen at. It is kept as text and never opened')
    .meta({ examples: ['https://host.example/v/1'] }),
  host: z
    .string()
    .min(1)
    .max(253)
    .optional()
    .describe('The server that it was seen on')
    .meta({ examples: ['cdn7.host.example'] }),
  batch: batchName.optional(),
};

/** How soon an upload is scanned. */
export const urgencyFields = {
  priority: z.coerce
    .number()
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe('Lower numbers come first; 100 is usual. By default titles that open soon come first')
    .meta({ examples: [100] }),
  title: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('Id or name of the title that it may show; it sets the priority')
    .meta({ examples: ['film'] }),
};

/** What is sent about an upload. */
export interface SentUpload {
  readonly name: string;
  readonly seenAt?: string | undefined;
  readonly territory?: string | undefined;
  readonly link?: string | undefined;
  readonly host?: string | undefined;
  readonly batch?: string | undefined;
}

/** Takes uploads in as bytes. */
export const sendUploadRoutes: Routes = (server, { service, mostUploadBytes, metrics }) => {
  server.post(
    '/v1/uploads',
    {
      bodyLimit: mostUploadBytes,
      ...operation(
        {
          id: 'sendUpload',
          summary: 'Send in a film, a still or a fingerprint',
          description:
            'The body is the bytes of the file. A fingerprint (`.sdfp`, or lines of vPDQ in a file `.vpdq.txt`) is a query too, so that a ' +
            'film need not leave its owner. The same content is stored once. The answer has the verdict if it is there within `wait` seconds.',
          tag: 'uploads',
          action: 'uploads.send',
          problems: [409, 413, 415, 422, 507],
          rawBody: 'application/octet-stream',
        },
        {
          headers: idempotencyHeader,
          querystring: z.object({
            ...sightingFields,
            ...urgencyFields,
            wait: z.coerce
              .number()
              .min(0)
              .max(600)
              .default(0)
              .describe('Seconds to wait for the verdict')
              .meta({ examples: [60] }),
          }),
          response: {
            200: upload.describe('It has ended'),
            202: upload.describe('It waits or is being worked on'),
          },
        },
      ),
    },
    async (request, reply) => {
      const { wait, priority, title, ...sent } = request.query;
      const announced = request.headers['content-length'];
      const { organisationId } = request.actor;
      // What is wrong with it is said before its bytes are taken.
      const place = await sayingWhatIsWrong(() => placeOfUpload(service, organisationId, { priority, title }));
      await checkQuota(service.database, organisationId, Number(announced ?? 0));
      const content = await receive(service, bytesOf(request.body), sent.name, { announced, mostBytes: mostUploadBytes, organisationId });
      metrics.countBytes(content.bytes);
      const { resourceId, isRepeated } = await createOnce(service, request, content.sha256, async (note) => {
        const sender = newUploadOf(organisationId, { ...sent, name: content.name }, content);
        const { id } = await sayingWhatIsWrong(() =>
          acceptUpload(service, sender, { priority: place }, async (transaction, added) => {
            await note(transaction, added.id);
            await recordAuditSoon(transaction, auditSource(request), sentEvent(added), service.now());
          }),
        );
        return id;
      });
      if (isRepeated) reply.header('idempotency-replayed', 'true');
      const answer = await waitFor(service, await knownUpload(service, organisationId, resourceId), wait);
      return reply.code(hasEnded(answer) ? 200 : 202).send(answer);
    },
  );
};

/** The upload to add for what was sent. */
export function newUploadOf(
  organisationId: string,
  { name, seenAt, territory, link, host, batch }: SentUpload,
  content: { readonly sha256: string; readonly bytes: number },
) {
  const sighting = {
    ...(seenAt !== undefined && { seenAt }),
    ...(territory !== undefined && { territory }),
    ...(link !== undefined && { link }),
    ...(host !== undefined && { host }),
    ...(batch !== undefined && { batch }),
  };
  return { organisationId, name, kind: kindOf(name), sha256: content.sha256, bytes: content.bytes, ...sighting };
}

/** What stands in the audit log of an upload that was sent in, by whatever way. */
export function sentEvent({ id, name, sha256 }: Upload): AuditEvent {
  return { action: 'uploads.send', target: { kind: 'upload', id }, detail: { name, sha256 } };
}

function kindOf(name: string): Upload['kind'] {
  return name.toLowerCase().endsWith('.sdfp') ? 'fingerprint' : 'film';
}

/** The answer for an upload, once it has ended or the time is over. */
async function waitFor(service: Service, sent: Upload, seconds: number): Promise<UploadAnswer> {
  const last = performance.now() + 1000 * seconds;
  for (let now = sent; ; now = await knownUpload(service, sent.organisationId, sent.id)) {
    if (performance.now() >= last || hasEnded(now)) return uploadAnswer(service, now);
    await setTimeout(LOOK_MS);
  }
}

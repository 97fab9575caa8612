import { join } from 'node:path';
import { type AuditSource, recordAudit } from '../../accounts/audit.ts';
import { findEarlier, noteKey } from '../../requests/idempotency-keys.ts';
import { newId } from '../../store/ids.ts';
import { roomFor } from '../../uploads/room.ts';
import { acceptUpload } from '../../work/accept-upload.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { Problem, problemOf } from '../problem.ts';
import { sayingWhatIsWrong } from '../reading.ts';
import { receive, tooLarge } from '../receive.ts';
import { z } from '../schema.ts';
import { newPartsServer, PartsRefused, type SentParts } from '../tus.ts';
import { knownUpload, upload, uploadAnswer } from '../upload-record.ts';
import { newUploadOf, sentEvent, sightingFields, urgencyFields } from './send-upload.ts';

/** Where files are sent in parts. */
const PATH = '/v1/resumable-uploads';

const { name: filename, ...sighting } = sightingFields;

/** What a sender says about a file, in the protocol's metadata. */
const metadata = z.object({
  filename,
  ...sighting,
  ...urgencyFields,
});

/**
 * Uploads in parts, by tus 1.0: a broken connection or a restart costs only the part under way. A complete file becomes an upload as any
 * other. Its parts lie on this process's disk, so that a balancer must send a file's parts to one process.
 */
export const resumableRoutes: Routes = (server, { service, mostUploadBytes, metrics }) => {
  const { database, files, now } = service;
  const organisationOf = (partsId: string) => partsId.split('.', 1)[0]!;
  const keyOf = ({ id }: Pick<SentParts, 'id'>) => ({ organisationId: organisationOf(id), key: `resumable ${id}`, requestSha256: id });

  const parts = newPartsServer<AuditSource>({
    path: PATH,
    folder: join(service.folder, 'resumable'),
    newId: ({ organisationId }) => `${organisationId}.${newId()}`,
    async begin(begun) {
      const read = metadata.safeParse(begun.metadata);
      const fault = read.error?.issues[0];
      if (fault) throw new PartsRefused(400, `Upload-Metadata: ${fault.path.join('.')}: ${fault.message}\n`);
      if (begun.bytes === undefined) throw new PartsRefused(400, 'Upload-Length must be known from the start\n');
      const room = await roomFor(files, mostUploadBytes);
      if (begun.bytes > room.bytes) {
        const { status, message } = tooLarge(room);
        throw new PartsRefused(status, `${message}\n`);
      }
    },
    async finish(complete, sender) {
      try {
        return { 'streetdate-upload': await accept(complete, sender) };
      } catch (error) {
        const { status, detail = '' } = problemOf(error);
        throw new PartsRefused(status, `${detail}\n`);
      }
    },
  });

  /** Takes a complete file in, once, whoever asks how often. @returns The upload's id. */
  const accept = async (complete: SentParts, sender: AuditSource): Promise<string> => {
    const keyed = keyOf(complete);
    const earlier = await findEarlier(database, keyed, now());
    if (earlier !== undefined) return earlier.resourceId;
    const { filename: name, priority, title, ...seen } = metadata.parse(complete.metadata);
    const content = await receive(files, parts.read(complete.id), name, { announced: String(complete.bytes), mostBytes: mostUploadBytes });
    metrics.countBytes(content.bytes);
    const sent = newUploadOf(keyed.organisationId, { ...seen, name: content.name }, content);
    const accepted = await sayingWhatIsWrong(() =>
      acceptUpload(service, sent, { priority, title }, async (transaction, added) => {
        await recordAudit(transaction, sender, sentEvent(added), now());
        if (!(await noteKey(transaction, keyed, added.id, now()))) throw new Problem(409, 'has-ended', 'the file was taken in already');
      }),
    );
    await parts.remove(complete.id);
    return accepted.id;
  };

  server.get(
    `${PATH}/:id/upload`,
    operation(
      {
        id: 'getResumedUpload',
        summary: 'Get the upload that a file sent in parts became',
        description:
          'The last answer of tus names the upload in its header field Streetdate-Upload. Who has lost that answer asks here, with the ' +
          'last part of the address that the file was sent to.',
        tag: 'uploads',
        action: 'uploads.send',
        problems: [409, 413, 422, 507],
      },
      {
        params: z.object({
          id: z
            .string()
            .regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/)
            .meta({ examples: ['019a3a1e-7c11-7000-8000-5d1f0c3b2a11.019a3a1e-7c12-7000-8000-5d1f0c3b2a11'] }),
        }),
        response: { 200: upload },
      },
    ),
    async (request) => {
      const { params, actor } = request;
      const unknown = new Problem(404, 'unknown-upload', `there is no file ${params.id}`);
      if (organisationOf(params.id) !== actor.organisationId) throw unknown;
      const earlier = await findEarlier(database, keyOf(params), now());
      const waiting = earlier === undefined ? await parts.find(params.id) : undefined;
      if (earlier === undefined && waiting === undefined) throw unknown;
      if (waiting !== undefined && waiting.offset !== waiting.bytes)
        throw new Problem(409, 'incomplete', `${waiting.offset} of ${waiting.bytes} bytes have come`);
      const id = earlier?.resourceId ?? (await accept(waiting!, auditSource(request)));
      return uploadAnswer(service, await knownUpload(service, actor.organisationId, id));
    },
  );

  server.register(async (scope) => {
    // The protocol's server reads the body itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.addHook('onReady', async () => {
      await parts.clean();
    });
    for (const url of [PATH, `${PATH}/:id`]) {
      scope.route({
        method: ['OPTIONS', 'POST', 'HEAD', 'PATCH', 'DELETE'],
        url,
        config: { action: 'uploads.send' },
        schema: { hide: true },
        handler: async (request, reply) => {
          const { actor, params, raw } = request;
          const { id } = params as { readonly id?: string };
          if (id !== undefined && organisationOf(id) !== actor.organisationId)
            throw new Problem(404, 'unknown-upload', `there is no file ${id}`);
          reply.hijack();
          await parts.handle(auditSource(request), raw, reply.raw);
        },
      });
    }
  });
};

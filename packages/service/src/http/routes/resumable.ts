import { join } from 'node:path';
import { mayDo } from '../../accounts/actor.ts';
import { type AuditSource, recordAudit, recordAuditSoon } from '../../accounts/audit.ts';
import { checkQuota } from '../../organisations/limits.ts';
import { findEarlier, noteKey } from '../../requests/idempotency-keys.ts';
import { newId } from '../../store/ids.ts';
import { roomFor } from '../../uploads/room.ts';
import { findUpload } from '../../uploads/uploads.ts';
import { acceptUpload, placeOfUpload } from '../../work/accept-upload.ts';
import { eraseUpload } from '../../work/erase-upload.ts';
import { auditSource } from '../actor.ts';
import { refuseControlCharacters } from '../control-characters.ts';
import type { FastifyReply, FastifyRequest, Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { Problem, problemOf } from '../problem.ts';
import { sayingWhatIsWrong } from '../reading.ts';
import { receive, tooLarge } from '../receive.ts';
import { z } from '../schema.ts';
import { newPartsServer, PartsRefused, type SentParts } from '../tus.ts';
import { knownUpload, upload, uploadAnswer } from '../upload-record.ts';
import { newUploadOf, sentEvent, sightingFields, urgencyFields } from './send-upload.ts';

/** Time between two looks for files that nobody has gone on with, milliseconds. */
const CLEAN_MS = 3_600_000;

/** Does what a file asks for. What is wrong with it is said as the protocol's server does. @throws PartsRefused */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { status, detail = '' } = problemOf(error);
    throw new PartsRefused(status, `${detail}\n`);
  }
}

/** Where files are sent in parts. */
const PATH = '/v1/resumable-uploads';

const { name: filename, ...sighting } = sightingFields;

/** What a sender says about a file, in the protocol's metadata. */
const metadata = z.object({
  filename,
  ...sighting,
  ...urgencyFields,
});

const params = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/)
    .meta({ examples: ['019a3a1e-7c11-7000-8000-5d1f0c3b2a11.019a3a1e-7c12-7000-8000-5d1f0c3b2a11'] }),
});

// What the document says about the protocol. The protocol's server checks the header fields itself, and answers by its own rules.
const version = z
  .string()
  .optional()
  .describe('Version of tus: 1.0.0')
  .meta({ examples: ['1.0.0'] });
const byTus = { tag: 'uploads', action: 'uploads.send' } as const;
const OFFSET = { 'upload-offset': 'Bytes that have come' };

const BEGIN = operation(
  {
    ...byTus,
    id: 'beginResumableUpload',
    summary: 'Begin a file that is sent in parts',
    description:
      'By tus 1.0 (https://tus.io/protocols/resumable-upload). What is wrong with the file is said before a byte of it is sent. A file that is not ' +
      'complete after a day is removed.',
    problems: [409, 422],
    textProblems: [400, 412, 413, 415, 422, 500, 507],
    answerFields: { location: 'The address that its parts are sent to' },
  },
  {
    headers: z.looseObject({
      'tus-resumable': version,
      'upload-length': z
        .string()
        .optional()
        .describe('Size of the whole file, bytes. It may be told with a later part instead: `Upload-Defer-Length: 1`')
        .meta({ examples: ['48213'] }),
      'upload-defer-length': z
        .string()
        .optional()
        .describe('1 where the size is not known yet')
        .meta({ examples: ['1'] }),
      'upload-metadata': z
        .string()
        .optional()
        .describe(
          'Names with values in base64, separated by commas: filename, and if known seenAt, territory, link, host, batch, title and priority. They mean ' +
            'the same as for `POST /v1/uploads`',
        )
        .meta({ examples: ['filename Y29weS5zZGZw,territory VVM='] }),
    }),
    response: { 201: z.any().describe('It was begun') },
  },
);

const ASK = operation(
  {
    ...byTus,
    id: 'askResumableUpload',
    summary: 'Ask how much of a file has come',
    description: 'By tus 1.0. After a broken connection the sender goes on from there.',
    textProblems: [400, 403, 404, 410, 412, 500],
    answerFields: { ...OFFSET, 'upload-length': 'Size of the whole file, bytes' },
  },
  { params, headers: z.looseObject({ 'tus-resumable': version }), response: { 200: z.any().describe('As its header fields say') } },
);

const SEND = operation(
  {
    ...byTus,
    id: 'sendPart',
    summary: 'Send the next part of a file',
    description: 'By tus 1.0. The last part makes the file an upload, which the answer names.',
    problems: [422],
    textProblems: [400, 403, 404, 409, 410, 412, 413, 415, 500, 507],
    rawBody: 'application/offset+octet-stream',
    answerFields: { ...OFFSET, 'streetdate-upload': 'Id of the upload; with the last part only' },
  },
  {
    params,
    headers: z.looseObject({
      'tus-resumable': version,
      'upload-offset': z
        .string()
        .optional()
        .describe('Where the part begins: the bytes that have come')
        .meta({ examples: ['0'] }),
      'upload-length': z
        .string()
        .optional()
        .describe('Size of the whole file, bytes, where it was not told before')
        .meta({ examples: ['48213'] }),
    }),
    response: { 204: z.any().describe('The part has come') },
  },
);

const DROP = operation(
  {
    ...byTus,
    id: 'dropResumableUpload',
    summary: 'Give up a file, complete or not',
    description:
      'By tus 1.0. What has come of it is removed. One that has become an upload is removed as `DELETE /v1/uploads/{id}` does, for a day, by who may do that.',
    problems: [409, 415],
    textProblems: [400, 403, 404, 410, 412, 500],
  },
  { params, headers: z.looseObject({ 'tus-resumable': version }), response: { 204: z.any().describe('It is gone') } },
);

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
      try {
        refuseControlCharacters({ params: undefined, query: begun.metadata, body: undefined });
      } catch (error) {
        throw new PartsRefused(422, `Upload-Metadata: ${(error as Error).message}\n`);
      }
      const read = metadata.safeParse(begun.metadata);
      const fault = read.error?.issues[0];
      if (fault) throw new PartsRefused(400, `Upload-Metadata: ${fault.path.join('.')}: ${fault.message}\n`);
      const organisationId = organisationOf(begun.id);
      const { priority, title } = read.data!;
      await refusing(async () => {
        await sayingWhatIsWrong(() => placeOfUpload(service, organisationId, { priority, title }));
        await checkQuota(database, organisationId, begun.bytes ?? 0);
      });
      const room = await roomFor(files, mostUploadBytes);
      if (room.bytes === 0 || (begun.bytes ?? 0) > room.bytes) {
        const { status, message } = tooLarge(room);
        throw new PartsRefused(status, `${message}\n`);
      }
    },
    mostBytes: async () => (await roomFor(files, mostUploadBytes)).bytes,
    finish: (complete, sender) => refusing(async () => ({ 'streetdate-upload': await accept(complete, sender) })),
  });

  /** Takes a complete file in, once, whoever asks how often. @returns The upload's id. */
  const accept = async (complete: SentParts, sender: AuditSource): Promise<string> => {
    const keyed = keyOf(complete);
    const earlier = await findEarlier(database, keyed, now());
    if (earlier !== undefined) return earlier.resourceId;
    const { filename: name, priority, title, ...seen } = metadata.parse(complete.metadata);
    const { organisationId } = keyed;
    const facts = { announced: String(complete.bytes), mostBytes: mostUploadBytes, organisationId };
    const content = await receive(service, parts.read(complete.id), name, facts);
    metrics.countBytes(content.bytes);
    const sent = newUploadOf(keyed.organisationId, { ...seen, name: content.name }, content);
    const accepted = await sayingWhatIsWrong(() =>
      acceptUpload(service, sent, { priority, title }, async (transaction, added) => {
        await recordAuditSoon(transaction, sender, sentEvent(added), now());
        if (!(await noteKey(transaction, keyed, added.id, now()))) throw new Problem(409, 'has-ended', 'the file was taken in already');
      }),
    );
    await parts.remove(complete.id);
    return accepted.id;
  };

  /** Removes the upload that a file became. @returns Whether it became one that is still there. */
  const removeTaken = async (id: string, request: FastifyRequest): Promise<boolean> => {
    const taken = await findEarlier(database, keyOf({ id }), now());
    const upload = taken && (await findUpload(database, request.actor.organisationId, taken.resourceId));
    if (upload === undefined) return false;
    if (!mayDo(request.actor, 'uploads.delete'))
      throw new Problem(
        403,
        'not-allowed',
        `the file has become the upload ${upload.id}, and the role ${request.actor.role} may not remove it`,
      );
    const event = { action: 'uploads.delete', target: { kind: 'upload', id: upload.id } };
    await eraseUpload(service, upload.organisationId, upload.id, (transaction) =>
      recordAudit(transaction, auditSource(request), event, now()),
    );
    return true;
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
        params,
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
      const cleaning = setInterval(() => void parts.clean(), CLEAN_MS).unref();
      scope.addHook('onClose', async () => clearInterval(cleaning));
    });
    const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const { id } = (request.params ?? {}) as { readonly id?: string };
      if (id !== undefined && organisationOf(id) !== request.actor.organisationId)
        throw new Problem(404, 'unknown-upload', `there is no file ${id}`);
      if (request.method === 'DELETE' && id !== undefined && (await removeTaken(id, request))) {
        await reply.code(204).header('tus-resumable', '1.0.0').send();
        return;
      }
      reply.hijack();
      await parts.handle(auditSource(request), request.raw, reply.raw);
    };
    scope.route({ method: 'POST', url: PATH, ...BEGIN, handler: handle });
    const asked = { ...ASK, config: { ...ASK.config, swagger: { exposeHeadRoute: true } } };
    scope.route({ method: 'HEAD', url: `${PATH}/:id`, ...asked, handler: handle });
    scope.route({ method: 'PATCH', url: `${PATH}/:id`, ...SEND, handler: handle });
    scope.route({ method: 'DELETE', url: `${PATH}/:id`, ...DROP, handler: handle });
    for (const url of [PATH, `${PATH}/:id`]) {
      scope.route({ method: 'OPTIONS', url, config: { action: 'uploads.send' }, schema: { hide: true }, handler: handle });
    }
  });
};

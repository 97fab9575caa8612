import { type PromoForm, parsePublication, type Reference } from '@streetdate/matcher';
import { PROMO_FORMS, REFERENCE_KINDS } from '@streetdate/matcher/internal';
import { recordAudit } from '../../accounts/audit.ts';
import type { Action } from '../../accounts/permissions.ts';
import { enrollJobOf, type NewReference } from '../../work/enroll-reference.ts';
import { addJob } from '../../work/jobs.ts';
import { auditSource } from '../actor.ts';
import type { FastifyRequest, Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { bytesOf, sayingWhatIsWrong } from '../reading.ts';
import { receive } from '../receive.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { chosenId, knownTitle } from './titles.ts';

const yesOrNo = z.enum(['true', 'false']);

/** What a file is as a reference. */
const facts = {
  id: chosenId.optional().describe('Id of the reference. By default it is made from the title’s'),
  kind: z.enum(REFERENCE_KINDS).optional().describe('By default `disc`, or `still` for a picture'),
  published: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('For the kind `promo`: when it was published, as INSTANT or TERRITORY:INSTANT, a local one with @ZONE')
    .meta({ examples: ['2026-12-01@America/New_York'] }),
  form: z.enum(PROMO_FORMS).optional().describe('For the kind `promo`: what it is'),
  edition: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Name of the edition')
    .meta({ examples: ['Retail'] }),
  territory: z
    .string()
    .regex(/^[A-Z]{2}$|^WORLD$/)
    .optional()
    .describe('Where it is sold: ISO 3166-1 alpha-2, or WORLD')
    .meta({ examples: ['US'] }),
  thumbnails: yesOrNo
    .optional()
    .describe('Keeps small pictures, which find portrait crops and corners')
    .meta({ examples: ['true'] }),
  details: yesOrNo
    .optional()
    .describe('Keeps fine detail, which tells the release that a copy was made from')
    .meta({ examples: ['true'] }),
};

const enrolling = z
  .object({
    jobId: id.describe('The job that enrolls it, see `/v1/jobs/{id}`'),
    sha256: z.string().describe('SHA-256 of the bytes that came'),
  })
  .meta({
    id: 'Enrolling',
    description: 'A file that is being enrolled',
    examples: [
      { jobId: '019a3a1e-7c11-7000-8000-5d1f0c3b2a11', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
    ],
  });

/** Takes references in as bytes. */
export const enrollRoutes: Routes = (server, { service, mostUploadBytes, metrics }) => {
  server.post(
    '/v1/titles/:id/references',
    {
      bodyLimit: mostUploadBytes,
      ...operation(
        {
          id: 'enrollReference',
          summary: 'Enroll a film, a still or a fingerprint of a title',
          description:
            'The body is the bytes of a clear file. A job enrolls it; the bytes are removed afterwards. Earlier uploads are then searched for it. ' +
            'The same file of the same title is enrolled once.',
          tag: 'references',
          action: 'titles.write',
          problems: [409, 413, 415, 422, 507],
          rawBody: 'application/octet-stream',
        },
        {
          params: z.object({ id: chosenId }),
          querystring: z.object({
            name: z
              .string()
              .min(1)
              .max(1024)
              .describe('Name of the file. Its extension says how it is read')
              .meta({ examples: ['disc.mkv'] }),
            ...facts,
          }),
          response: { 202: enrolling },
        },
      ),
    },
    async (request, reply) => {
      const { name, thumbnails, details, published, form, ...rest } = request.query;
      const promo = await sayingWhatIsWrong(async () => promoOf(rest.kind, published, form));
      const known = { ...rest, ...(promo && { promo }), thumbnails: thumbnails === 'true', details: details === 'true' };
      return reply.code(202).send(await enroll(request, request.params.id, name, known, 'titles.write'));
    },
  );

  server.post(
    '/v1/titles/:id/signals',
    {
      bodyLimit: mostUploadBytes,
      ...operation(
        {
          id: 'importSignals',
          summary: 'Import frame hashes of a title as vPDQ lines',
          description:
            'What another platform has hashed becomes a reference of the title, without its film: one line a frame with frame number, quality, PDQ hash ' +
            'and seconds, as `/v1/references/{id}/signals` writes them. It has neither sound nor small pictures, so that it finds fewer edited copies ' +
            'than the film would.',
          tag: 'references',
          action: 'signals.write',
          problems: [409, 413, 415, 422, 507],
          rawBody: 'application/octet-stream',
        },
        {
          params: z.object({ id: chosenId }),
          querystring: z.object({
            name: z
              .string()
              .min(1)
              .max(1000)
              .default('signals')
              .describe('What they are called')
              .meta({ examples: ['partner-2027-02'] }),
            ...{ id: facts.id, edition: facts.edition, territory: facts.territory },
          }),
          response: { 202: enrolling },
        },
      ),
    },
    async (request, reply) => {
      const { name, ...known } = request.query;
      return reply.code(202).send(await enroll(request, request.params.id, `${name}.vpdq`, known, 'signals.write'));
    },
  );

  /** Takes the bytes of a request in, and queues the job that enrolls them. */
  const enroll = async (
    request: FastifyRequest,
    titleId: string,
    name: string,
    known: NewReference['facts'],
    action: Action,
  ): Promise<z.infer<typeof enrolling>> => {
    const { organisationId } = request.actor;
    const title = await service.libraries.use(organisationId, (library) => knownTitle(library, titleId));
    const announced = request.headers['content-length'];
    const content = await receive(service, bytesOf(request.body), name, { announced, mostBytes: mostUploadBytes, organisationId });
    metrics.countBytes(content.bytes);
    const { sha256 } = content;
    const job = enrollJobOf({ organisationId, titleId: title.id, sha256, name: content.name, facts: known });
    const event = { action, target: { kind: 'title', id: title.id }, detail: { enrolls: name, sha256 } };
    const { id: jobId } = await service.database.transaction().execute(async (transaction) => {
      await recordAudit(transaction, auditSource(request), event, service.now());
      await addJob(transaction, job, service.now());
      return transaction
        .selectFrom('job')
        .select('id')
        .where('organisation_id', '=', organisationId)
        .where('key', '=', job.key)
        .executeTakeFirstOrThrow();
    });
    return { jobId, sha256 };
  };
};

/** What is said of a promo; undefined for other kinds. @throws RangeError or TypeError */
function promoOf(kind: string | undefined, published: string | undefined, form: PromoForm | undefined): Reference['promo'] {
  if (kind !== 'promo') {
    if (published !== undefined || form !== undefined) throw new RangeError('published and form are for the kind promo');
    return undefined;
  }
  if (published === undefined) throw new RangeError('published must say when the promo was published');
  return { publications: [parsePublication(published)], ...(form !== undefined && { form }) };
}

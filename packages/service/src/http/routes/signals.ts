import { decodeFingerprint, writeVpdqLines } from '@streetdate/core/portable';
import type { Library } from '@streetdate/engine';
import { currentVerdicts } from '../../uploads/uploads.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { Problem } from '../problem.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { knownUpload } from '../upload-record.ts';
import { chosenId } from './titles.ts';

/** Frame hashes in the form that platforms exchange. */
export const signalRoutes: Routes = (server, { service }) => {
  server.get(
    '/v1/uploads/:id/signals',
    operation(
      {
        id: 'getUploadSignals',
        summary: 'Get the frame hashes of an upload as vPDQ lines',
        description:
          'One line a frame: frame number, quality, PDQ hash, seconds. ThreatExchange’s tools read them. The upload must be done.',
        tag: 'uploads',
        action: 'signals.read',
        problems: [409, 422],
        rawAnswer: 'text/plain',
      },
      { params: z.object({ id }), response: { 200: z.any() } },
    ),
    async ({ params, actor }, reply) => {
      const { id: uploadId, state } = await knownUpload(service, actor.organisationId, params.id);
      const verdict = (await currentVerdicts(service.database, actor.organisationId, [uploadId])).get(uploadId);
      return service.libraries.use(actor.organisationId, async (library) => {
        const scan = verdict && (await library.catalogue.scan(verdict.outcome.scanId));
        if (scan === undefined) throw new Problem(409, 'no-signals', `upload ${uploadId} has no fingerprint: it is ${state}`);
        return reply.type('text/plain; charset=utf-8').send(await linesOf(library, scan.fingerprintSha256));
      });
    },
  );

  server.get(
    '/v1/references/:id/signals',
    operation(
      {
        id: 'getReferenceSignals',
        summary: 'Get the frame hashes of a reference as vPDQ lines',
        description: 'One line a frame: frame number, quality, PDQ hash, seconds. ThreatExchange’s tools read them.',
        tag: 'references',
        action: 'signals.read',
        problems: [422],
        rawAnswer: 'text/plain',
      },
      { params: z.object({ id: chosenId }), response: { 200: z.any() } },
    ),
    async ({ params, actor }, reply) => {
      return service.libraries.use(actor.organisationId, async (library) => {
        const found = await library.catalogue.reference(params.id);
        if (found === undefined) throw new Problem(404, 'unknown-reference', `there is no reference ${JSON.stringify(params.id)}`);
        return reply.type('text/plain; charset=utf-8').send(await linesOf(library, found.fingerprintSha256));
      });
    },
  );
};

async function linesOf({ blobs }: Library, sha256: string): Promise<string> {
  return writeVpdqLines(decodeFingerprint(await blobs.get('fingerprint', sha256)));
}

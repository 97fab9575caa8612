import { decodeFingerprint, readVpdqLines } from '@streetdate/core/portable';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { bytesOf, sayingWhatIsWrong } from '../reading.ts';
import { readAll } from '../receive.ts';
import { scan } from '../records.ts';
import { z } from '../schema.ts';
import { sightingFields } from './send-upload.ts';

/** Most bytes of a fingerprint that is searched while its sender waits: some ten hours of film. */
const MOST_BYTES = 48 * 1024 ** 2;

/** Searches that leave nothing behind. */
export const searchRoutes: Routes = (server, { service, stopping }) => {
  const { name, seenAt, territory, link, host } = sightingFields;
  server.post(
    '/v1/searches',
    {
      bodyLimit: MOST_BYTES,
      ...operation(
        {
          id: 'search',
          summary: 'Search by a fingerprint without storing it',
          description:
            'The body is a fingerprint (`.sdfp`), or lines of vPDQ with a name that ends in `.vpdq` or `.vpdq.txt`. The answer is what an upload of it ' +
            'would get as its verdict. Neither the fingerprint nor the answer is kept, and no webhook is told.',
          tag: 'uploads',
          action: 'searches.send',
          problems: [413, 415, 422],
          rawBody: 'application/octet-stream',
        },
        {
          querystring: z.object({ name: name.default('query.sdfp'), seenAt, territory, link, host }),
          response: { 200: scan },
        },
      ),
    },
    async (request, reply) => {
      const { query, actor } = request;
      const bytes = await readAll(bytesOf(request.body), MOST_BYTES);
      const isVpdq = /\.vpdq(\.txt)?$/i.test(query.name);
      const fingerprint = isVpdq ? readVpdqLines(bytes.toString()) : decodeFingerprint(bytes);
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort(new Error('who asked has gone')));
      const signal = AbortSignal.any([stopping, gone.signal]);
      return service.libraries.use(actor.organisationId, (library) =>
        sayingWhatIsWrong(async () => {
          const { isOutdated, ...outcome } = await library.findCopies(fingerprint, { ...query, signal });
          return outcome;
        }),
      );
    },
  );
};

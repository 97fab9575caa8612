import { confinementFor } from '@streetdate/core/internal/node';
import { asService } from '../../store/scope.ts';
import type { Routes } from '../fastify.ts';
import { queueAge } from '../metrics.ts';
import { operation } from '../operation.ts';
import { Problem } from '../problem.ts';
import { z } from '../schema.ts';

const ready = z
  .object({
    status: z.literal('ready'),
    oldestJobSeconds: z.number().describe('How long the oldest job that is due has waited'),
    confinement: z
      .enum(['bubblewrap', 'limits', 'none', 'refused'])
      .describe(
        'How this process confines decoders. `bubblewrap` is a sandbox; `refused`: it must have one, has none, and decodes nothing',
      ),
  })
  .meta({
    id: 'Ready',
    description: 'The service can work',
    examples: [{ status: 'ready', oldestJobSeconds: 0.4, confinement: 'bubblewrap' }],
  });

/** Whether the service is well, for those who watch it. */
export const healthRoutes: Routes = (server, { service, metrics }) => {
  server.get(
    '/healthz',
    operation(
      {
        id: 'isAlive',
        summary: 'Say whether the process lives',
        description: 'It looks at nothing else, so that a slow database does not get a process restarted.',
        tag: 'service',
        action: 'public',
      },
      { response: { 200: z.object({ status: z.literal('ok') }).meta({ examples: [{ status: 'ok' }] }) } },
    ),
    async () => ({ status: 'ok' as const }),
  );

  server.get(
    '/readyz',
    operation(
      {
        id: 'isReady',
        summary: 'Say whether the service can work',
        description: 'It reads from the database, the library and the queue. 503 says which of them does not answer.',
        tag: 'service',
        action: 'public',
      },
      { response: { 200: ready } },
    ),
    async (request) => {
      const look = async <T>(part: string, work: () => Promise<T>): Promise<T> => {
        try {
          return await work();
        } catch (error) {
          request.log.error(error);
          throw new Problem(503, 'not-ready', `the ${part} does not answer`);
        }
      };
      const { database, libraries, firstOrganisationId, now } = service;
      await look('database', () => database.selectFrom('service_schema').select('version').limit(1).execute());
      await look('library', () => libraries.use(firstOrganisationId, ({ catalogue }) => catalogue.revision()));
      const confinement = await confinementFor(process.execPath).then(
        ({ name }) => name,
        () => 'refused' as const,
      );
      return { status: 'ready' as const, oldestJobSeconds: await look('queue', () => queueAge(database, now())), confinement };
    },
  );

  server.get(
    '/metrics',
    operation(
      {
        id: 'getMetrics',
        summary: 'Read metrics as Prometheus does',
        description: 'Requests, jobs by state, age of the queue, scans and bytes of the whole service. Only for those who run it.',
        tag: 'service',
        action: 'metrics.read',
        rawAnswer: 'text/plain',
      },
      { response: { 200: z.any() } },
    ),
    async ({ actor }, reply) => {
      if (!actor.isOfFirstOrganisation)
        throw new Problem(403, 'not-allowed', 'only the organisation that runs the service may read its metrics');
      return reply.type(metrics.contentType).send(await asService(() => metrics.text()));
    },
  );
};

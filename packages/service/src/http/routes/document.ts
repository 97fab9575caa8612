import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { z } from '../schema.ts';

/** The document that describes the API, and whether the server lives. */
export const documentRoutes: Routes = (server) => {
  server.get('/v1/openapi.json', { config: { action: 'public' }, schema: { hide: true } }, () => server.swagger());
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
};

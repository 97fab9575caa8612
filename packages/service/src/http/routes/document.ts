import type { Routes } from '../fastify.ts';
import { z } from '../schema.ts';

/** The document that describes the API, and whether the server lives. */
export const documentRoutes: Routes = (server) => {
  server.get('/v1/openapi.json', { config: { action: 'public' }, schema: { hide: true } }, () => server.swagger());
  server.get(
    '/healthz',
    {
      config: { action: 'public' },
      schema: { summary: 'Whether the process lives', response: { 200: z.object({ status: z.literal('ok') }) } },
    },
    async () => ({ status: 'ok' as const }),
  );
};

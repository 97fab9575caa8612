import type { Routes } from '../fastify.ts';

/** The document that describes the API. */
export const documentRoutes: Routes = (server) => {
  server.get('/v1/openapi.json', { config: { action: 'public' }, schema: { hide: true } }, () => server.swagger());
};

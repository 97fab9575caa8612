import { readFile } from 'node:fs/promises';
import type { Routes } from '../fastify.ts';

/** The page for people lies beside the sources and beside the build. */
const FOLDER = new URL('../../../page/', import.meta.url);

/** Files of the page, by the address that each is found at. */
const FILES = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/mark.svg': ['mark.svg', 'image/svg+xml'],
  '/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
} as const;

/** Nothing is loaded from elsewhere, no script stands in the page, and no other site may frame it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'";

/** A page for people: what this is, and a place to drop a file. */
export const pageRoutes: Routes = (server) => {
  for (const [address, [name, type]] of Object.entries(FILES)) {
    server.get(address, { config: { action: 'public' }, schema: { hide: true } }, async (_request, reply) =>
      reply
        .header('content-security-policy', POLICY)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-cache')
        .type(type)
        .send(await readFile(new URL(name, FOLDER), 'utf8')),
    );
  }
};

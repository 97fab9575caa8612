import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FastifyReply, Routes } from '../fastify.ts';
import { Problem } from '../problem.ts';

/** The pages for people, as their build leaves them, lie in the build of this package. */
const CONSOLE = new URL('../../../dist/console/', import.meta.url);
/** The product's mark lies beside the sources and beside the build. */
const MARK = new URL('../../../page/mark.svg', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** Films are only those that whoever looks opens in the page (`blob:`). Nothing is loaded from elsewhere, no script and no style stands in a page or is made of text, and no other site may frame it. The one policy of trusted types
 * is that of the worker that hashes films. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src blob:; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types streetdate";

/** Files whose names hold a hash of what is in them, and never change. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Pages for people. They get everything that they show from the routes of the document. */
export const pageRoutes: Routes = (server) => {
  const open = { config: { action: 'public' }, schema: { hide: true } } as const;
  const give = async (reply: FastifyReply, file: URL, cache: string) =>
    reply
      .header('content-security-policy', POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', cache)
      .type(TYPES[extname(file.pathname)] ?? 'application/octet-stream')
      .send(await readFile(file));

  server.get('/mark.svg', open, (_request, reply) => give(reply, MARK, 'no-cache'));

  // Its own policy stands in it: one script and one style, by their digests.
  server.get('/verify.html', open, async (_request, reply) => {
    const { readVerifyPage } = await import('@streetdate/evidence');
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer').header('cache-control', 'no-cache');
    return reply
      .header('content-security-policy', "frame-ancestors 'none'")
      .type(TYPES['.html']!)
      .send(Buffer.from(await readVerifyPage()));
  });

  server.register(async (pages) => {
    const names = await readdir(CONSOLE).catch(() => undefined);
    if (names === undefined) {
      pages.get('/', open, async () => {
        throw new Problem(503, 'no-console', 'the pages of the console are not built here; the routes below /v1 work');
      });
      return;
    }
    for (const name of names.filter((each) => each !== 'pages.json' && each !== 'index.html')) {
      pages.get(`/console/${name}`, open, (_request, reply) => give(reply, new URL(name, CONSOLE), FOR_EVER));
    }
    // One document for every page: which one it shows follows from the address.
    for (const path of JSON.parse(await readFile(new URL('pages.json', CONSOLE), 'utf8')) as string[]) {
      pages.get(path, open, (_request, reply) => give(reply, new URL('index.html', CONSOLE), 'no-cache'));
    }
  });
};

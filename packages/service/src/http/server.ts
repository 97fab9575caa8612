import { setMaxListeners } from 'node:events';
import type { Socket } from 'node:net';
import { checkObject } from '@streetdate/core/internal';
import type { Actor } from '../accounts/actor.ts';
import type { IdentityProvider } from '../accounts/identity-provider.ts';
import type { Service } from '../service.ts';
import { checkService } from '../store/check-database.ts';
import { asOrganisation } from '../store/scope.ts';
import type { Tracing } from '../tracing.ts';
import { UploadFeed } from '../uploads/feed.ts';
import { admit } from './actor.ts';
import { refuseControlCharacters } from './control-characters.ts';
import { ABOUT, finishDocument } from './document.ts';
import { newServer, type Server } from './fastify.ts';
import { newMetrics } from './metrics.ts';
import { problemOf, SignInFirst } from './problem.ts';
import { ROUTES } from './routes/all.ts';
import { answerForSilentStore } from './silent-store.ts';
import { siteAt } from './site.ts';
import { endSlowBody } from './slow-body.ts';
import { signInPage } from './way-back.ts';

/** Options for {@link createServer}. */
export interface ServerOptions {
  /** Most bytes of an upload. @defaultValue 100 GiB */
  readonly mostUploadBytes?: number | undefined;
  /** Requests of one key, account or address in a minute, to all processes together; the local operator's are not counted. @defaultValue 1,200 */
  readonly requestsAMinute?: number | undefined;
  /** How long a body may bring less than 16 KiB before its request ends, milliseconds. @defaultValue 60,000 */
  readonly bodyPatienceMs?: number | undefined;
  /** Where to write one line of JSON for each request and fault. Its `reqId` is in the answer's header field `x-request-id`. @defaultValue nowhere */
  readonly log?: { write(line: string): void } | undefined;
  /** What it gets: faults of the service only, or each request as well. @defaultValue info */
  readonly logLevel?: 'error' | 'info' | undefined;
  /** Where browsers find the server, such as `https://streetdate.example`. @defaultValue only its own machine asks */
  readonly publicUrl?: string | undefined;
  /** By whom people sign in, beside passwords. It needs `publicUrl`. @defaultValue nobody */
  readonly identityProvider?: IdentityProvider | undefined;
  /** Makes a span of each request, from `openTracing`. @defaultValue none */
  readonly tracing?: Tracing | undefined;
  /** Addresses or networks of the proxies before it, whose `X-Forwarded-For` is believed. @defaultValue none */
  readonly trustedProxies?: readonly string[] | undefined;
}

/** Builds the server of the HTTP API. `listen` makes it listen. */
export async function createServer(service: Service, options: ServerOptions = {}): Promise<Server> {
  checkService(service);
  checkObject('options', options);
  const {
    mostUploadBytes = 100 * 1024 ** 3,
    requestsAMinute = 1200,
    bodyPatienceMs = 60_000,
    log,
    logLevel = 'info',
    publicUrl,
    tracing,
    trustedProxies = [],
    identityProvider,
  } = options;
  const site = siteAt(publicUrl);
  const server = await newServer({
    info: ABOUT,
    log,
    logLevel,
    trustedProxies,
    finish: finishDocument,
    problemOf,
    requestsAMinute,
    counts: service.counts,
  });
  const metrics = newMetrics(service);
  server.setErrorHandler((error, request, reply) => {
    // A person who follows a link to an answer signs in, and comes back to it.
    if (error instanceof SignInFirst && request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate')
      return reply.header('cache-control', 'no-store').redirect(signInPage(request.url), 303);
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error(error);
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0];
    const problem = { type: 'about:blank', title: 'There is no such thing here', status: 404, detail: `${request.method} ${path}` };
    return reply.code(404).type('application/problem+json').send(JSON.stringify(problem));
  });
  // Uploads are streams, whatever they say they are: their bytes go to disk as they come.
  server.removeContentTypeParser('text/plain');
  server.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  server.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id));
  server.decorateRequest('actor');
  server.addHook('onRequest', async (request, reply) => endSlowBody(request, reply, bodyPatienceMs));
  server.addHook('onRequest', async (request, reply) => answerForSilentStore(service.database, request, reply));
  server.addHook('onRequest', (request, reply) => admit(service, site, request, reply));
  server.addHook('preValidation', async (request) => refuseControlCharacters(request));
  // From here on, since reading a body loses what is set before. A route that is public finds rows of all organisations.
  server.addHook('preHandler', ({ actor }: { readonly actor?: Actor }, _reply, done) => {
    if (actor === undefined) done();
    else asOrganisation(actor.organisationId, done);
  });
  // Connections that clients keep ready without a request yet: Node counts none of them as idle.
  const unused = new Set<Socket>();
  server.server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.server.on('request', ({ socket }) => unused.delete(socket));
  const stopping = new AbortController();
  // Each stream of events listens to it.
  setMaxListeners(0, stopping.signal);
  server.addHook('preClose', async () => {
    stopping.abort();
    // A connection whose last answer has ended would be kept for more than a minute.
    const closing = setInterval(() => {
      server.server.closeIdleConnections();
      for (const socket of unused) socket.destroy();
    }, 100);
    server.server.once('close', () => clearInterval(closing));
    closing.unref();
  });
  if (tracing !== undefined) {
    const spans = new WeakMap<object, ReturnType<Tracing['beginRequest']>>();
    server.addHook('onRequest', async (request) => {
      const { method, headers, routeOptions } = request;
      spans.set(request, tracing.beginRequest(`${method} ${routeOptions.url ?? 'unknown'}`, headers));
    });
    server.addHook('onResponse', async (request, reply) => {
      const { method, routeOptions } = request;
      const attributes = {
        'http.request.method': method,
        'http.route': routeOptions.url ?? 'unknown',
        'http.response.status_code': reply.statusCode,
      };
      spans.get(request)?.(attributes, reply.statusCode >= 500);
    });
  }
  server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    metrics.countRequest({ method, route: routeOptions.url ?? 'unknown', status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
  });
  const feed = new UploadFeed(service.database);
  server.addHook('onClose', () => feed.close());
  for (const add of ROUTES) add(server, { service, mostUploadBytes, metrics, site, identityProvider, stopping: stopping.signal, feed });
  return server;
}

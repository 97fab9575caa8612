import { readFile } from 'node:fs/promises';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { Actor } from '../accounts/actor.ts';
import type { IdentityProvider } from '../accounts/identity-provider.ts';
import type { Action } from '../accounts/permissions.ts';
import type { SharedCounts } from '../queue/shared-counts.ts';
import type { Service } from '../service.ts';
import { newId } from '../store/ids.ts';
import type { UploadFeed } from '../uploads/feed.ts';
import { answerMalformed } from './malformed.ts';
import type { Metrics } from './metrics.ts';
import { RateStore } from './rate-store.ts';
import type { Site } from './site.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Routes with the action `public` have none. */
    actor: Actor;
  }
  interface FastifyContextConfig {
    /** What the route does: `public` needs no actor and has none. A route without an action is for admins. */
    action?: Action | 'public';
  }
}

export type { FastifyReply, FastifyRequest };

/** A server whose routes take and give what zod describes. */
export type Server = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the routes are given. */
export interface RouteContext {
  /** The open service. */
  readonly service: Service;
  /** Most bytes of an upload. */
  readonly mostUploadBytes: number;
  /** What Prometheus reads. */
  readonly metrics: Metrics;
  /** Where browsers find the server. */
  readonly site: Site;
  /** By whom people sign in, beside passwords. */
  readonly identityProvider: IdentityProvider | undefined;
  /** Aborts when the server stops: answers that would go on for long end then. */
  readonly stopping: AbortSignal;
  /** What happens to uploads, for all streams of events. */
  readonly feed: UploadFeed;
}

/** Adds routes to the server. */
export type Routes = (server: Server, context: RouteContext) => void;

/** The document that describes an API: OpenAPI 3.1. */
export type ApiDocument = OpenAPIV3_1.Document;

function withZod(fastify: FastifyInstance): Server {
  return fastify.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler).withTypeProvider<ZodTypeProvider>();
}

/** Settings of {@link newServer}. */
export interface ServerSettings {
  /** What the document says about the API as a whole. */
  readonly info: ApiDocument['info'];
  /** Where to write one line of JSON for each request. */
  readonly log: { write(line: string): void } | undefined;
  /** What it gets: faults, or each request as well. */
  readonly logLevel: 'error' | 'info';
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Finishes the document that the routes make. */
  readonly finish: (document: ApiDocument) => ApiDocument;
  /** The body of an answer that the server gives before there is a route, with its status. */
  readonly problemOf: (error: unknown) => { readonly status: number };
  /** Requests of one key, account or address in a minute. Those of the local operator are not counted. */
  readonly requestsAMinute: number;
  /** Counts of all processes of the service; undefined if there is one process. */
  readonly counts: SharedCounts | undefined;
}

/** The product's logo lies beside the page for people. */
const PAGE = new URL('../../page/', import.meta.url);

/** A server without routes, which writes the document of those that it gets. The only file that imports fastify. */
export async function newServer({
  info,
  log,
  logLevel,
  trustedProxies,
  finish,
  problemOf,
  requestsAMinute,
  counts,
}: ServerSettings): Promise<Server> {
  const server = withZod(
    Fastify({
      genReqId: () => newId(),
      ...(log && { logger: { stream: log, level: logLevel, redact: SECRETS, serializers: { req: requestLine } } }),
      bodyLimit: 1024 * 1024,
      clientErrorHandler: (error, socket) => server.log.info(answerMalformed(error, socket), 'a malformed request'),
      trustProxy: trustedProxies.length > 0 && [...trustedProxies],
      routerOptions: { maxParamLength: 1000 },
      frameworkErrors: (error, _request, reply) => {
        const problem = problemOf(error);
        (reply as unknown as FastifyReply).code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
      },
    }),
  );
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info },
    transform: withAction,
    transformObject: (input) => finish(jsonSchemaTransformObject(input) as ApiDocument),
  });
  await server.register(rateLimit, {
    max: requestsAMinute,
    timeWindow: 60_000,
    store: class extends RateStore {
      constructor() {
        super(counts);
      }
    },
    keyGenerator: ({ actor, ip }) => (actor === undefined ? `address ${ip}` : `${actor.organisationId} ${actor.id ?? actor.name}`),
    allowList: ({ actor }) => actor?.kind === 'local',
  });
  // The pages of the document are for everybody, as the document is.
  await server.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, action: 'public' };
    });
    const [logo, mark] = [await readFile(new URL('logo.svg', PAGE)), await readFile(new URL('mark.svg', PAGE))];
    await pages.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: true,
      uiConfig: { deepLinking: true, validatorUrl: null },
      logo: { type: 'image/svg+xml', content: logo, href: '/', target: '_self' },
      theme: {
        title: `${info.title} API`,
        favicon: [{ filename: 'mark.svg', rel: 'icon', sizes: 'any', type: 'image/svg+xml', content: mark }],
      },
    });
  });
  return server;
}

/** Where a log entry could hold what lets others in. */
const SECRETS = ['authorization', 'cookie', 'x-csrf-token', 'set-cookie', 'password', 'token', 'secret', 'key'].flatMap((name) =>
  ['', '*.', 'req.headers.', 'res.headers.', '*.*.'].map((before) =>
    name.includes('-') ? `${before.replace(/\.$/, '')}["${name}"]` : before + name,
  ),
);

/** What the log says about a request: nothing from after the question mark, where a token may stand. */
function requestLine({ method, url, ip }: { readonly method: string; readonly url: string; readonly ip?: string }) {
  return { method, path: String(url).split('?', 1)[0], ip };
}

/** The document names the action of each route, which says who may call it. */
const withAction: typeof jsonSchemaTransform = (input) => {
  const { schema, url } = jsonSchemaTransform(input);
  return { schema: { ...schema, 'x-action': input.route.config?.action }, url };
};

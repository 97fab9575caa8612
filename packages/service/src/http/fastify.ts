import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { Actor } from '../accounts/actor.ts';
import type { Action } from '../accounts/permissions.ts';
import type { Service } from '../service.ts';

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

export type { FastifyRequest };

/** A server whose routes take and give what zod describes. */
export type Server = ReturnType<typeof withZod>;

/** What the routes are given. */
export interface RouteContext {
  /** The open service. */
  readonly service: Service;
  /** Most bytes of an upload. */
  readonly mostUploadBytes: number;
}

/** Adds routes to the server. */
export type Routes = (server: Server, context: RouteContext) => void;

/** The document that describes an API: OpenAPI 3.1. */
export type ApiDocument = OpenAPIV3_1.Document;

function withZod(fastify: FastifyInstance) {
  return fastify.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler).withTypeProvider<ZodTypeProvider>();
}

/**
 * A server without routes, which writes the document of those that it gets. The only file that imports fastify.
 * @param log - Where to write one line of JSON for each request.
 */
export async function newServer(info: ApiDocument['info'], log: { write(line: string): void } | undefined): Promise<Server> {
  const server = withZod(Fastify({ ...(log && { logger: { stream: log } }), bodyLimit: 1024 * 1024 }));
  await server.register(swagger, { openapi: { openapi: '3.1.0', info }, transform: withAction });
  return server;
}

/** The document names the action of each route, which says who may call it. */
const withAction: typeof jsonSchemaTransform = (input) => {
  const { schema, url } = jsonSchemaTransform(input);
  return { schema: { ...schema, 'x-action': input.route.config?.action }, url };
};

import { createHash } from 'node:crypto';
import { findEarlier, type KeyedRequest, noteKey } from '../requests/idempotency-keys.ts';
import type { Service } from '../service.ts';
import type { ServiceDatabase } from '../store/database.ts';
import type { FastifyRequest } from './fastify.ts';
import { Problem } from './problem.ts';
import { z } from './schema.ts';

/** The header field that makes a request safe to send again. */
export const idempotencyHeader = z.looseObject({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('A name for this request. The same request with the same name within 24 hours does nothing twice')
    .meta({ examples: ['5f6c2a4e-6f0c-4a44-8d0f-3f3d6f1d2c77'] }),
});

/** What a request made, or what it made when it was sent before. */
export interface Created {
  readonly resourceId: string;
  /** Whether nothing was made, since the request was sent before. */
  readonly isRepeated: boolean;
}

/** Another request with the key was faster. */
class KeyTaken extends Error {}

/**
 * Makes what a request asks for, once for each of its Idempotency-Keys.
 * @param contentSha256 - SHA-256 of its body, if that is no JSON.
 * @param create - Makes it, and gives its id. In its transaction it calls what it is given, so that nothing is made twice.
 * @throws Problem 422 if the key was given to a request that asked for something else.
 */
export async function createOnce(
  service: Service,
  request: FastifyRequest,
  contentSha256: string | undefined,
  create: (note: (transaction: ServiceDatabase, resourceId: string) => Promise<void>) => Promise<string>,
): Promise<Created> {
  const keyed = keyedRequestOf(request, contentSha256);
  const earlier = keyed && (await earlierOf(service, keyed));
  if (earlier !== undefined) return earlier;
  try {
    const resourceId = await create(async (transaction, made) => {
      if (keyed !== undefined && !(await noteKey(transaction, keyed, made, service.now()))) throw new KeyTaken();
    });
    return { resourceId, isRepeated: false };
  } catch (error) {
    const faster = keyed !== undefined && error instanceof KeyTaken ? await earlierOf(service, keyed) : undefined;
    if (faster === undefined) throw error;
    return faster;
  }
}

async function earlierOf({ database, now }: Service, keyed: KeyedRequest): Promise<Created | undefined> {
  const earlier = await findEarlier(database, keyed, now());
  if (earlier === undefined) return undefined;
  if (earlier.isSame) return { resourceId: earlier.resourceId, isRepeated: true };
  throw new Problem(422, 'key-reused', 'this Idempotency-Key was given to a request that asked for something else');
}

function keyedRequestOf(request: FastifyRequest, contentSha256: string | undefined): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return undefined;
  // How long it waits for the answer changes nothing in what is asked for.
  const { wait, ...query } = request.query as Record<string, unknown>;
  const { method } = request;
  const path = request.url.split('?', 1)[0];
  const asked = JSON.stringify([method, path, query, contentSha256 ?? request.body ?? null]);
  return { organisationId: request.actor.organisationId, key, requestSha256: createHash('sha256').update(asked).digest('hex') };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { isSqlite, type ServiceDatabase } from '../store/database.ts';
import { answerNow } from './answer-now.ts';
import type { FastifyReply, FastifyRequest } from './fastify.ts';
import { Problem } from './problem.ts';

/** Milliseconds after which a question without an answer asks whether the database is there, and how long that may take. */
const PATIENCE_MS = { answer: 1400, database: 300 } as const;

/**
 * Answers a question with 503 while the database is silent: a connection that lies dead brings neither an answer nor an error, and who asks would wait
 * for as long as it does. A question changes nothing, so that it can be asked again. One that is slow for another reason goes on.
 */
export function answerForSilentStore(database: ServiceDatabase, request: FastifyRequest, reply: FastifyReply): void {
  const { raw, log } = request;
  // A file on this machine is never silent, and a health check does not look at it.
  if (isSqlite(database) || (raw.method !== 'GET' && raw.method !== 'HEAD') || request.routeOptions.url === '/healthz') return;
  const timer = setTimeout(async () => {
    const isThere = database
      .selectFrom('service_schema')
      .select('version')
      .limit(1)
      .execute()
      .then(
        () => true,
        () => true,
      );
    if ((await Promise.race([isThere, sleep(PATIENCE_MS.database, false, { ref: false })])) || reply.sent || reply.raw.headersSent) return;
    log.error('the database does not answer');
    answerNow(reply, new Problem(503, 'store-unavailable', 'the database does not answer; ask again'), { 'retry-after': '2' });
  }, PATIENCE_MS.answer);
  timer.unref();
  reply.raw.once('close', () => clearTimeout(timer));
}

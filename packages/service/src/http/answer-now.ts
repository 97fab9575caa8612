import type { FastifyReply } from './fastify.ts';
import { type Problem, problemOf } from './problem.ts';

/**
 * Answers a request with a problem while its handler is at work, whose answer is then lost.
 * @param headers - Header fields beside those of every problem.
 * @param then - Called once the answer is sent.
 */
export function answerNow(reply: FastifyReply, problem: Problem, headers: Readonly<Record<string, string>>, then?: () => void): void {
  const stated = problemOf(problem);
  const body = JSON.stringify(stated);
  const kind = { 'content-type': 'application/problem+json', 'content-length': Buffer.byteLength(body) };
  reply.hijack();
  reply.raw.writeHead(stated.status, { ...kind, ...headers, 'x-request-id': reply.request.id }).end(body, then);
}

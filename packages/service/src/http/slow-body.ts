import { answerNow } from './answer-now.ts';
import type { FastifyReply, FastifyRequest } from './fastify.ts';
import { Problem } from './problem.ts';

/** A body brings at least so many bytes in each span of its sender's patience. */
export const LEAST_BYTES = 16 * 1024;

/**
 * Ends a request whose body trickles: bodies may be of any size, and so take any time, but a sender who brings nearly nothing keeps a connection
 * for ever. What waits here to be read is not the sender's fault.
 */
export function endSlowBody({ raw, log }: FastifyRequest, reply: FastifyReply, patienceMs: number): void {
  const { socket } = raw;
  const hasBody = raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0;
  // A request that came by no connection has all of its body.
  if (!hasBody || typeof socket?.bytesRead !== 'number') return;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    if (raw.complete || socket.destroyed) return clearInterval(timer);
    const came = socket.bytesRead - before;
    before = socket.bytesRead;
    if (came >= LEAST_BYTES || raw.readableLength > 0) return;
    clearInterval(timer);
    log.info({ bytes: came }, 'a body came too slowly');
    const problem = new Problem(408, 'slow-body', `a body must bring ${LEAST_BYTES} bytes in ${patienceMs / 1000} s`);
    if (!reply.sent && !reply.raw.headersSent) {
      answerNow(reply, problem, { connection: 'close' }, () => raw.destroy());
    } else raw.destroy();
  }, patienceMs);
  timer.unref();
  raw.once('close', () => clearInterval(timer));
}

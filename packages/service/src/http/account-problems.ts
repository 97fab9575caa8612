import { AccountConflictError } from '../accounts/accounts.ts';
import { LinkError } from '../accounts/links.ts';
import { BusyError } from '../accounts/passwords.ts';
import { TooManySignInsError } from '../accounts/sign-in-limit.ts';
import type { FastifyReply } from './fastify.ts';
import { Problem } from './problem.ts';

/** Puts an error of the accounts into an answer's form. */
export async function answering<T>(reply: FastifyReply, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TooManySignInsError) {
      reply.header('retry-after', error.seconds);
      throw new Problem(429, 'too-many-sign-ins', error.message);
    }
    if (error instanceof BusyError) {
      reply.header('retry-after', 1);
      throw new Problem(503, 'busy', error.message);
    }
    if (error instanceof AccountConflictError) throw new Problem(409, 'account-conflict', error.message);
    if (error instanceof LinkError) throw new Problem(error.kind === 'unknown-link' ? 410 : 422, error.kind, error.message);
    throw error;
  }
}

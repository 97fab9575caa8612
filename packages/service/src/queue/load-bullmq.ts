import { StreetdateError } from '@streetdate/core/portable';
import type { Redis } from 'ioredis';

export type { FlowProducer, Job, Queue, Worker } from 'bullmq';
export type { Redis } from 'ioredis';

/** The tested releases; the install hint names them. */
const TESTED = { bullmq: '6.7.0', ioredis: '5.11.1' } as const;

/** What a connection does while the server does not answer: a command fails at once, or it waits. */
export type Patience = 'fails at once' | 'waits';

/**
 * Loads BullMQ, and what it connects with.
 * @throws StreetdateError `runtime-missing` if the packages are not installed.
 */
export async function loadBullmq() {
  const [{ FlowProducer, Job, Queue, Worker }, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]).catch(
    (cause: unknown) => {
      const names = Object.entries(TESTED).map(([name, version]) => `${name}@${version}`);
      const message = `Valkey needs the packages bullmq and ioredis, which are not installed; run: npm install ${names.join(' ')}`;
      throw new StreetdateError('runtime-missing', message, { cause });
    },
  );
  /** Connects to an address. A lost connection is made again. */
  const connectTo = (url: string, patience: Patience): Redis => {
    const waits = patience === 'waits';
    const client = new ioredis.Redis(url, {
      maxRetriesPerRequest: waits ? null : 1,
      enableOfflineQueue: waits,
      retryStrategy: () => 500,
    });
    // Without a listener the event of a lost connection would be printed each time.
    return client.on('error', () => {});
  };
  return { FlowProducer, Job, Queue, Worker, connectTo };
}

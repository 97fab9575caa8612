import { setTimeout } from 'node:timers/promises';
import { loadBullmq } from './queue/load-bullmq.ts';
import type { ServerProfile } from './service.ts';
import { openS3Store } from './store/s3/s3-store.ts';
import { parseS3Url } from './store/s3/s3-url.ts';

/** How long a server is waited for, milliseconds. */
const WAIT_MS = 3000;

/**
 * Says which servers do not answer, and what that means. A service starts without them, since they may come back; PostgreSQL is needed at once.
 * @returns A sentence for each, without a password.
 */
export async function absentServers({ valkey, s3, s3Credentials }: ServerProfile): Promise<string[]> {
  const [queue, storage] = await Promise.all([absentValkey(valkey), absentS3(s3, s3Credentials)]);
  return [
    ...(queue === undefined ? [] : [`${queue}; workers look for jobs in the database, and searchers cannot be asked, until it does`]),
    ...(storage === undefined ? [] : [`${storage}; no upload is taken and no film is read until that is mended`]),
  ];
}

/** Throws RangeError for an address that is none of Valkey's. */
export function checkValkeyUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The text may hold a password.
  if (url === undefined || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '')
    throw new RangeError('url must be an address of Valkey or Redis such as redis://host:6379');
}

async function absentValkey(url: string): Promise<string | undefined> {
  const { connectTo } = await loadBullmq();
  const client = connectTo(url, 'waits');
  try {
    const answer = await Promise.race([client.ping().catch(() => undefined), setTimeout(WAIT_MS, undefined, { ref: false })]);
    return answer === undefined ? `redis://${new URL(url).host}: nothing answers there` : undefined;
  } finally {
    client.disconnect();
  }
}

async function absentS3(url: string, credentials: ServerProfile['s3Credentials']): Promise<string | undefined> {
  const store = openS3Store(parseS3Url(url), { credentials });
  try {
    await store.check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    store.close();
  }
}

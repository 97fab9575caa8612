import { afterAll } from 'vitest';
import {
  type PrivateServer,
  type PrivateServerName,
  startPostgres,
  startS3,
  startValkey,
  whyAbsent,
} from '../../packages/bench/src/service/private-servers.ts';

export { POSTGRES_FOLDER } from '../../packages/bench/src/service/private-servers.ts';

/** A server for the tests of one file, on a free port of the loopback interface. It ends with the file, and when the process is killed. */
export type TestServer = PrivateServer;

/** Why there are no tests with PostgreSQL; undefined where there are. Use it as `describe.skipIf(noPostgres)`. */
export const noPostgres = absence('postgres');
/** Why there are no tests with Valkey. */
export const noValkey = absence('valkey');
/** Why there are no tests with an S3 server. */
export const noS3 = absence('s3');

/** See `startPostgres`. */
export function postgres(): Promise<TestServer> {
  // fsync protects from a power cut only.
  return endingWithTests(startPostgres({ settings: { fsync: 'off' } }));
}

/** See `startValkey`. */
export function valkey(): Promise<TestServer> {
  return endingWithTests(startValkey());
}

/** See `startS3`. */
export function s3(): Promise<TestServer> {
  return endingWithTests(startS3());
}

async function endingWithTests(starting: Promise<PrivateServer>): Promise<TestServer> {
  afterAll(async () => (await starting.catch(() => undefined))?.close());
  return starting;
}

/** Why there are no tests with a server; also printed, once a test file. */
function absence(name: PrivateServerName): string | undefined {
  const reason = whyAbsent(name);
  if (reason !== undefined) console.warn(`skipped: tests with this server: ${reason}`);
  return reason;
}

import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Defer } from '../clips/cleaning.ts';
import {
  POSTGRES_FOLDER,
  type PostgresSettings,
  type PrivateServer,
  type PrivateServerName,
  type S3Settings,
  startPostgres,
  startS3,
  startValkey,
} from './private-servers.ts';
import { type Entrance, type ServeProcess, startServe } from './running-command.ts';

const run = promisify(execFile);

/** The three servers of a service, with nothing in them. */
export type ProfileServers = Readonly<Record<PrivateServerName, PrivateServer>>;

/** The user and database of the service: no superuser, so that row policies bind it as they should. */
export const USER = 'streetdate';

/** What S3's client wants to have. The server takes any. */
export const S3_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

/** Settings of {@link startServers}. */
export interface ServerSettings {
  /** Of PostgreSQL. @defaultValue a temporary folder, and what the smallest disk of the tests holds */
  readonly postgres?: PostgresSettings | undefined;
  /** Of S3. @defaultValue all in memory */
  readonly s3?: S3Settings | undefined;
}

/** Starts PostgreSQL, Valkey and S3 on loopback. */
export async function startServers(
  defer: Defer,
  { postgres: { folder, settings = { min_wal_size: '32MB', max_wal_size: '64MB' } } = {}, s3: { objects } = {} }: ServerSettings = {},
): Promise<ProfileServers> {
  const postgres = await startPostgres({ folder, settings });
  defer(() => postgres.close());
  const valkey = await startValkey();
  defer(() => valkey.close());
  const s3 = await startS3({ objects });
  defer(() => s3.close());
  const psql = ['-q', '-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres', 'postgres'];
  const program = join(POSTGRES_FOLDER!, 'psql');
  await run(program, [...psql, '-c', `create role ${USER} login in role pg_checkpoint`]);
  await run(program, [...psql, '-c', `create database ${USER} owner ${USER}`]);
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
  const { status } = await fetch(`${s3.url}/${USER}`, { method: 'PUT', headers });
  if (status !== 200) throw new Error(`the S3 server made no bucket: it answered ${status}`);
  return { postgres, valkey, s3 };
}

/** Ports of the three servers, or of what stands before them. */
export type ProfilePorts = Readonly<Record<PrivateServerName, number>>;

/** The addresses that the service is given. */
export function addressesAt({ postgres, valkey, s3 }: ProfilePorts): Readonly<Record<PrivateServerName, string>> {
  return {
    postgres: `postgres://${USER}@127.0.0.1:${postgres}/${USER}`,
    valkey: `redis://127.0.0.1:${valkey}`,
    s3: `s3://${USER}/service?endpoint=http://127.0.0.1:${s3}`,
  };
}

/** How one process of the service is started. */
export interface ProfileProcess {
  readonly role: 'api' | 'worker';
  /** Its own folder. */
  readonly home: string;
  readonly ports: ProfilePorts;
  /** Where the API answers. 0 takes a free port. @defaultValue 0 */
  readonly port?: number;
  /** Variables beside those of this process. @defaultValue none */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts one process of the service. It is started again if it ends by itself. */
export async function startProcess(defer: Defer, { role, home, ports, port = 0, env = {} }: ProfileProcess): Promise<ServeProcess> {
  const addresses = Object.entries(addressesAt(ports)).flatMap(([name, address]) => [`--${name}`, address]);
  const place = role === 'api' ? ['--port', String(port)] : [];
  const credentials = { AWS_ACCESS_KEY_ID: S3_CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: S3_CREDENTIALS.secretAccessKey };
  const args = ['--role', role, '--home', home, ...addresses, ...place];
  const process = await startServe(args, { env: { ...credentials, ...env }, isKeptAlive: true });
  defer(() => process.stop());
  return process;
}

/** A service that answers and works. */
export interface StartedService extends Entrance {
  /** Follows the titles of its results: nothing for the embedded profile, which is the usual one. */
  readonly place: string;
  /** What it is made of, for the notes. */
  readonly description: string;
}

/** Films that a worker decodes at once. */
const FILMS_AT_ONCE = 2;

/**
 * Starts the whole server profile: one API process, and workers, by default as many as keep each core busy with a film.
 * @param folder - For the folders of the processes.
 */
export async function startServerProfile(defer: Defer, folder: string, workers?: number): Promise<StartedService> {
  const servers = await startServers(defer);
  const ports = { postgres: servers.postgres.port, valkey: servers.valkey.port, s3: servers.s3.port };
  const api = await startProcess(defer, { role: 'api', home: join(folder, 'api'), ports });
  const count = workers ?? Math.max(1, Math.round(availableParallelism() / FILMS_AT_ONCE));
  for (let number = 1; number <= count; number++) {
    await startProcess(defer, { role: 'worker', home: join(folder, `worker-${number}`), ports });
  }
  const processes = count === 1 ? 'one worker process' : `${count} worker processes`;
  const description = `PostgreSQL, Valkey and moto’s S3 on loopback, one API process and ${processes}.`;
  return { url: api.url, headers: api.headers, place: ', on servers', description };
}

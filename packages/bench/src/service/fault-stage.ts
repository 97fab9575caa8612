import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '@streetdate/service';
import type { Defer } from '../clips/cleaning.ts';
import { freePort, type PrivateServerName } from './private-servers.ts';
import type { Entrance, ServeProcess } from './running-command.ts';
import { makeServerClock } from './server-clock.ts';
import { addressesAt, type ProfileServers, S3_CREDENTIALS, startProcess, startServers } from './server-profile.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { makeClock, type SteppedClock } from './stepped-clock.ts';
import { startProxy, type TcpProxy } from './tcp-proxy.ts';

/** One process of the service with what can be disturbed of it. */
export interface StagedProcess {
  readonly name: string;
  readonly process: ServeProcess;
  /** Its folder. */
  readonly home: string;
  /** Its own ways to the servers. */
  readonly ways: Readonly<Record<PrivateServerName, TcpProxy>>;
  readonly clock: SteppedClock;
  /** The disk of its folder, or why it has none. */
  readonly disk: SmallDisk | string;
}

/** A service with two workers, each part of which can be disturbed. */
export interface FaultStage extends Entrance {
  /** Reads and writes the same rows, past everything that can be disturbed. */
  readonly service: Service;
  readonly servers: ProfileServers;
  readonly api: StagedProcess;
  readonly workers: readonly [StagedProcess, StagedProcess];
  /** The disk of PostgreSQL, or why it has none. */
  readonly postgresDisk: SmallDisk | string;
  /** The disk of S3, or why it has none. */
  readonly s3Disk: SmallDisk | string;
}

/** Sizes of the disks in megabytes. Uploads leave 256 MiB free for what else the API's disk has to hold. */
const DISK_MB = { api: 400, worker: 96, postgres: 512, s3: 1024 } as const;

/** What PostgreSQL needs more for a million uploads of before, megabytes. */
const HISTORY_MB = 8000;

/**
 * Starts the service. Its processes are started again when they end by themselves.
 * @param history - Uploads of before, for which PostgreSQL’s disk has room. @defaultValue none
 */
export async function startStage(defer: Defer, folder: string, history = 0): Promise<FaultStage> {
  // PostgreSQL runs as another user, who must get to its disk.
  await chmod(folder, 0o711);
  const postgresDisk = await mountSmallDisk(defer, join(folder, 'postgres'), Math.ceil(DISK_MB.postgres + (HISTORY_MB * history) / 1e6));
  const cluster = join(folder, 'postgres', 'cluster');
  await mkdir(cluster);
  const objects = join(folder, 's3');
  const s3Disk = await mountSmallDisk(defer, objects, DISK_MB.s3);
  const servers = await startServers(defer, { postgres: { folder: cluster }, s3: { objects } });
  await makeServerClock(servers.postgres);
  const start = async (role: 'api' | 'worker', name: string, port?: number): Promise<StagedProcess> => {
    const ways = {
      postgres: await startProxy(defer, servers.postgres.port),
      valkey: await startProxy(defer, servers.valkey.port),
      s3: await startProxy(defer, servers.s3.port),
    };
    const disk = await mountSmallDisk(defer, join(folder, name), DISK_MB[role]);
    const clock = await makeClock(folder, name);
    const ports = { postgres: ways.postgres.port, valkey: ways.valkey.port, s3: ways.s3.port };
    const home = join(folder, name, 'home');
    const process = await startProcess(defer, { role, home, ports, env: clock.env, ...(port && { port }) });
    return { name, process, home, ways, clock, disk };
  };
  // The same port each time, so that a sender finds it again.
  const api = await start('api', 'api', await freePort());
  const workers = [await start('worker', 'worker-1'), await start('worker', 'worker-2')] as const;
  const { openService } = await import('@streetdate/service');
  const addresses = addressesAt({ postgres: servers.postgres.port, valkey: servers.valkey.port, s3: servers.s3.port });
  const service = await openService(join(folder, 'observer'), { server: { ...addresses, s3Credentials: S3_CREDENTIALS } });
  defer(() => service.close());
  return { url: api.process.url, headers: api.process.headers, service, servers, api, workers, postgresDisk, s3Disk };
}

/** All processes of the service. */
export function processesOf({ api, workers }: FaultStage): StagedProcess[] {
  return [api, ...workers];
}

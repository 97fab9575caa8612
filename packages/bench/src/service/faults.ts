import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childProcesses } from './child-processes.ts';
import { deliverAgain } from './deliver-again.ts';
import { type FaultStage, processesOf, type StagedProcess } from './fault-stage.ts';
import type { PrivateServerName } from './private-servers.ts';
import { putClockAhead } from './server-clock.ts';
import type { SmallDisk } from './small-disk.ts';

/** Something that goes wrong under load. */
export interface Fault {
  /** What happens, for the results. */
  readonly name: string;
  /** How long it lasts, seconds. */
  readonly seconds: number;
  /** Why it cannot be made here; undefined where it can. */
  absent?(stage: FaultStage): string | undefined;
  /** Begins it. @returns What ends it. */
  strike(stage: FaultStage, random: () => number): Promise<() => unknown>;
}

/** An hour, milliseconds. */
const HOUR_MS = 3_600_000;

/** Until each process has looked at the clock that all share, and some more for the work that is due by then, seconds. */
const LOOK_SECONDS = 12;

/** The faults of a run. One for each part of a service, and for each way in which a part goes wrong. */
export const FAULTS: readonly Fault[] = [
  killed('one of two workers killed', ({ workers }) => [workers[0]]),
  killed('both workers killed', ({ workers }) => workers),
  killed('the API killed, and what it was receiving', ({ api }) => [api]),
  {
    name: 'Valkey killed',
    seconds: 4,
    strike: async ({ servers: { valkey } }) => {
      await valkey.kill();
      return () => valkey.start();
    },
  },
  {
    name: 'Valkey killed, and all that it kept is lost',
    seconds: 4,
    strike: async ({ servers: { valkey } }) => {
      await valkey.kill();
      await rm(join(valkey.folder, 'appendonlydir'), { recursive: true, force: true });
      return () => valkey.start();
    },
  },
  {
    name: 'PostgreSQL and all its children killed',
    seconds: 4,
    absent: () => (process.platform === 'linux' ? undefined : 'its children are found in /proc'),
    strike: async ({ servers: { postgres } }) => {
      const children = await childProcesses(postgres.pid);
      const killing = postgres.kill();
      for (const child of children) kill(child);
      await killing;
      return () => postgres.start();
    },
  },
  full('the disk of the API is full', 8, ({ api }) => api.disk),
  full('the disk of one of two workers is full', 8, ({ workers }) => workers[0].disk),
  {
    ...full('the disk of PostgreSQL is full', 8, ({ postgresDisk }) => postgresDisk),
    strike: async ({ postgresDisk, servers: { postgres } }) => {
      const disk = postgresDisk as SmallDisk;
      await disk.fill();
      return async () => {
        await disk.free();
        // It may have ended because of that, or be about to.
        await postgres.kill();
        await postgres.start();
      };
    },
  },
  full('the disk of S3 is full', 8, ({ s3Disk }) => s3Disk),
  cut('postgres', 'PostgreSQL'),
  cut('valkey', 'Valkey'),
  cut('s3', 'S3'),
  stalled('postgres', 'PostgreSQL'),
  stalled('valkey', 'Valkey'),
  stalled('s3', 'S3'),
  {
    name: 'one of two workers reaches nothing for longer than it may be silent',
    seconds: 40,
    strike: async ({ workers: [worker] }) => {
      for (const way of Object.values(worker.ways)) way.stall();
      return () => {
        for (const way of Object.values(worker.ways)) way.mend();
      };
    },
  },
  {
    name: 'each job delivered three times, in random order',
    seconds: 5,
    strike: ({ service, servers }, random) => deliverAgain(service, servers, random),
  },
  stepped('the clock of one of two workers an hour ahead', HOUR_MS, ({ workers }) => workers[0]),
  stepped('the clock of one of two workers an hour behind', -HOUR_MS, ({ workers }) => workers[0]),
  stepped('the clock of the API an hour ahead', HOUR_MS, ({ api }) => api),
  stepped('the clock of the API an hour behind', -HOUR_MS, ({ api }) => api),
  {
    name: 'the clock that all share a day ahead, and back by a day',
    seconds: LOOK_SECONDS,
    strike: async ({ servers }) => {
      await putClockAhead(servers.postgres, 24 * HOUR_MS);
      return () => putClockAhead(servers.postgres, 0);
    },
  },
  {
    name: 'the clock that all share an hour ahead 24 times, and back by a day',
    seconds: LOOK_SECONDS,
    strike: async ({ servers }) => {
      for (let hour = 1; hour <= 24; hour++) {
        await putClockAhead(servers.postgres, hour * HOUR_MS);
        if (hour < 24) await sleep(1000 * LOOK_SECONDS);
      }
      return () => putClockAhead(servers.postgres, 0);
    },
  },
];

function killed(name: string, choose: (stage: FaultStage) => readonly StagedProcess[]): Fault {
  return {
    name,
    seconds: 2,
    strike: async (stage) => {
      const processes = choose(stage).map(({ process }) => process);
      await Promise.all(processes.map((process) => process.stop('SIGKILL')));
      return () => Promise.all(processes.map((process) => process.start()));
    },
  };
}

function full(name: string, seconds: number, choose: (stage: FaultStage) => SmallDisk | string): Fault {
  return {
    name,
    seconds,
    absent: (stage) => {
      const disk = choose(stage);
      return typeof disk === 'string' ? disk : undefined;
    },
    strike: async (stage) => {
      const disk = choose(stage) as SmallDisk;
      await disk.fill();
      return () => disk.free();
    },
  };
}

function cut(server: PrivateServerName, title: string): Fault {
  const ways = (stage: FaultStage) => processesOf(stage).map((process) => process.ways[server]);
  return {
    name: `all connections to ${title} cut, and none made for a while`,
    seconds: 4,
    strike: async (stage) => {
      for (const way of ways(stage)) way.cut();
      return () => {
        for (const way of ways(stage)) way.mend();
      };
    },
  };
}

function stalled(server: PrivateServerName, title: string): Fault {
  const ways = (stage: FaultStage) => processesOf(stage).map((process) => process.ways[server]);
  return {
    name: `all connections to ${title} stalled`,
    seconds: 12,
    strike: async (stage) => {
      for (const way of ways(stage)) way.stall();
      return () => {
        for (const way of ways(stage)) way.mend();
      };
    },
  };
}

function stepped(name: string, aheadMs: number, choose: (stage: FaultStage) => StagedProcess): Fault {
  return {
    name,
    seconds: 12,
    strike: async (stage) => {
      const { clock } = choose(stage);
      await clock.step(aheadMs);
      return () => clock.step(0);
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

import { setTimeout } from 'node:timers/promises';
import type { ServiceDatabase } from '../store/database.ts';
import type { Dispatcher, LaneService } from './dispatcher.ts';
import { loadBullmq, type Patience, type Queue, type Redis } from './load-bullmq.ts';
import { type Delivery, forgetDeliveries, nextDeliveries } from './outbox.ts';

/** Settings of {@link openBullmq}. */
export interface BullmqOptions {
  /** The address of Valkey or Redis: `redis://host:port/number`, or `rediss:`. */
  readonly url: string;
  /** Where the jobs are. */
  readonly database: ServiceDatabase;
  /** The current time. */
  readonly now: () => Date;
  /** Begins each key there, so that several services can share a server. @defaultValue `streetdate` */
  readonly prefix?: string | undefined;
  /** After which time a job is delivered again that nobody has taken, milliseconds. @defaultValue 30,000 */
  readonly redeliverMs?: number | undefined;
}

/** Longest wait for Valkey before a lane looks into the database itself, milliseconds. */
const SILENCE_MS = 3000;

/**
 * Delivers jobs through BullMQ on Valkey or Redis to workers on any number of machines. The jobs stay in the database: what Valkey forgets is
 * delivered again, and while it does not answer, workers look into the database. It connects when a lane is served.
 * @throws StreetdateError `runtime-missing` if the packages are not installed.
 */
export async function openBullmq({ url, database, now, prefix = 'streetdate', redeliverMs = 30_000 }: BullmqOptions): Promise<Dispatcher> {
  const { Queue, Worker, connectTo } = await loadBullmq();
  const connect = (patience: Patience): Redis => connectTo(url, patience);

  const serve = async ({ lane, most, idleMs, work, signal }: LaneService): Promise<void> => {
    const active = new Set<Promise<unknown>>();
    const begin = (id?: string): Promise<boolean> => {
      const working = work(id).finally(() => active.delete(working));
      active.add(working);
      return working;
    };
    const [asking, blocking] = [connect('fails at once'), connect('waits')];
    const queue = new Queue(lane, { connection: asking, prefix });
    queue.on('error', () => {});
    const worker = new Worker<Delivery>(
      lane,
      async ({ data }) => {
        if (signal.aborted) await forgetDeliveries(database, data.id).catch(() => {});
        else await begin(data.id);
      },
      { connection: blocking, prefix, concurrency: most, removeOnComplete: { count: 0 }, removeOnFail: { count: 0 }, drainDelay: 1 },
    );
    worker.on('error', () => {});
    let heardAt = performance.now();
    while (!signal.aborted) {
      try {
        if (asking.status !== 'ready') throw new Error('not connected');
        if (await isEmptied(asking, prefix, lane)) await forgetDeliveries(database, { lane });
        const deliveries = await nextDeliveries(database, { lane, now: now(), redeliverMs });
        await deliver(queue, deliveries).catch(async (cause) => {
          await forgetDeliveries(database, { lane });
          throw cause;
        });
        heardAt = performance.now();
      } catch {
        // Valkey or the database does not answer. The second one shows in the work.
        const isSilent = performance.now() > heardAt + SILENCE_MS;
        for (let free = most - active.size; isSilent && free > 0; free--) begin();
      }
      await setTimeout(idleMs, undefined, { signal }).catch(() => {});
    }
    const closing = worker.close();
    await Promise.allSettled([...active]);
    await Promise.race([closing.catch(() => {}), setTimeout(SILENCE_MS)]);
    await Promise.race([queue.close().catch(() => {}), setTimeout(SILENCE_MS)]);
    for (const client of [asking, blocking]) client.disconnect();
  };
  return { serve, close: async () => {} };
}

/** A number of waiting jobs, with one message each. BullMQ leaves out those that it knows, in the same place. */
async function deliver(queue: Queue, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const messages = deliveries.map((data) => ({
    name: 'job',
    data,
    opts: {
      jobId: `${data.id}-${data.takes}-${placeOf(data.dueAt)}`,
      priority: placeOf(data.dueAt),
      removeOnComplete: true,
      removeOnFail: true,
    },
  }));
  await queue.addBulk(messages);
}

/** Numbers of BullMQ go to 2,097,152: enough for 19 years of steps of five minutes. */
const [FIRST_PLACE_MS, STEP_MS, LAST_PLACE] = [Date.parse('2026-01-01T00:00:00Z'), 300_000, 2 ** 21 - 1] as const;

/** BullMQ's priority of a job: the order in which jobs are due. */
function placeOf(dueAt: string): number {
  return Math.min(LAST_PLACE, Math.max(1, Math.floor((Date.parse(dueAt) - FIRST_PLACE_MS) / STEP_MS)));
}

/** Whether Valkey has lost everything since the last look. */
async function isEmptied(client: Redis, prefix: string, lane: string): Promise<boolean> {
  return (await client.set(`${prefix}:known:${lane}`, '1', 'NX')) === 'OK';
}

import { createHash, randomUUID } from 'node:crypto';
import { loadBullmq } from '../queue/load-bullmq.ts';
import type { AddressedRequest, SearchTransport, Serving } from './transport.ts';

/** Settings of {@link openFlowTransport}. */
export interface FlowTransportOptions {
  /** The address of Valkey or Redis. */
  readonly url: string;
  /** Begins each key there. @defaultValue `streetdate` */
  readonly prefix?: string | undefined;
  /** Requests that a searcher does at once. @defaultValue 4 */
  readonly concurrency?: number | undefined;
}

/** How long a published query is kept, seconds. */
const KEPT_SECONDS = 900;

/**
 * Carries requests through BullMQ on Valkey or Redis. A request is a flow: a job in the queue of a searcher, and its parent in the queue of
 * whoever asked. When the searcher is done, BullMQ moves the parent on, with the reply. So who asks has one queue to listen to, and neither
 * side has to know where the other is.
 * @throws StreetdateError `runtime-missing` if the packages are not installed.
 */
export async function openFlowTransport({ url, prefix = 'streetdate', concurrency = 4 }: FlowTransportOptions): Promise<SearchTransport> {
  const { FlowProducer, Queue, Worker, connectTo } = await loadBullmq();
  const client = connectTo(url, 'waits');
  const asker = `asker-${randomUUID()}`;
  const waiting = new Map<string, (reply: Uint8Array) => void>();
  let flows: InstanceType<typeof FlowProducer> | undefined;
  let replies: { close(): Promise<void> } | undefined;
  const blocking = new Set<ReturnType<typeof connectTo>>();
  const connectBlocking = () => {
    const connection = connectTo(url, 'waits');
    blocking.add(connection);
    return connection;
  };
  const gone = { removeOnComplete: true, removeOnFail: true } as const;
  const nameOf = (sha256: string) => `${prefix}:query:${sha256}`;
  const queueOf = (searcherId: string) => `searcher-${searcherId}`;

  /** Listens for replies from the first request on. */
  const listen = () => {
    flows ??= new FlowProducer({ connection: client, prefix }).on('error', () => {});
    replies ??= new Worker(
      asker,
      async (job) => {
        const [reply] = Object.values(await job.getChildrenValues<string>());
        if (reply !== undefined) waiting.get(job.data.request)?.(Buffer.from(reply, 'base64'));
      },
      { connection: connectBlocking(), prefix, concurrency: 16, removeOnComplete: { count: 0 }, removeOnFail: { count: 0 }, drainDelay: 1 },
    ).on('error', () => {});
    return flows;
  };

  const waitFor = (request: string, signal: AbortSignal) =>
    new Promise<Uint8Array>((resolve, reject) => {
      const end = () => {
        waiting.delete(request);
        signal.removeEventListener('abort', giveUp);
      };
      const giveUp = () => {
        end();
        reject(signal.reason);
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.set(request, (reply) => {
        end();
        resolve(reply);
      });
    });

  const ask = async ({ searcherId, request, signal }: AddressedRequest): Promise<Uint8Array> => {
    const id = randomUUID();
    const reply = waitFor(id, signal);
    const data = { request: Buffer.from(request).toString('base64') };
    const children = [{ name: 'group', queueName: queueOf(searcherId), data, opts: { ...gone, attempts: 1 } }];
    const sent = listen().add({ name: 'reply', queueName: asker, data: { request: id }, opts: gone, children });
    // What could not be sent gets no reply.
    return Promise.race([reply, sent.then(() => reply)]);
  };

  const serve = async (searcherId: string, handle: (request: Uint8Array) => Promise<Uint8Array>): Promise<Serving> => {
    const worker = new Worker<{ readonly request: string }>(
      queueOf(searcherId),
      async ({ data }) => Buffer.from(await handle(Buffer.from(data.request, 'base64'))).toString('base64'),
      { connection: connectBlocking(), prefix, concurrency, drainDelay: 1 },
    ).on('error', () => {});
    return { close: () => worker.close() };
  };

  return {
    publish: async (bytes) => {
      const name = nameOf(createHash('sha256').update(bytes).digest('hex'));
      await client.set(name, Buffer.from(bytes), 'EX', KEPT_SECONDS);
      return name;
    },
    read: async (name) => (await client.getBuffer(name)) ?? undefined,
    ask,
    serve,
    forget: async (searcherId) => {
      const queue = new Queue(queueOf(searcherId), { connection: client, prefix });
      await queue.obliterate({ force: true });
      await queue.close();
    },
    close: async () => {
      await replies?.close();
      if (flows !== undefined) {
        const queue = new Queue(asker, { connection: client, prefix });
        await queue.obliterate({ force: true }).catch(() => {});
        await queue.close();
        await flows.close();
      }
      for (const connection of blocking) connection.disconnect();
      client.disconnect();
    },
  };
}

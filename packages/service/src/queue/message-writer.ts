import { LANES } from './lanes.ts';
import { loadBullmq } from './load-bullmq.ts';
import type { Delivery } from './outbox.ts';

/** Puts messages into the queues of the lanes by hand. */
export interface MessageWriter {
  /**
   * Adds a message that asks for a job.
   * @param id - Tells it from all others. One that is known is left out.
   * @param priority - 1 comes first; at most 2,097,152.
   */
  write(lane: string, delivery: Delivery, place: { readonly id: string; readonly priority: number }): Promise<void>;
  /** Ends the connection. */
  close(): Promise<void>;
}

/**
 * Opens the queues to write messages by hand: a measurement delivers jobs twice and in the wrong order with it.
 * @param url - The address of Valkey or Redis.
 * @throws StreetdateError `runtime-missing` if the packages are not installed.
 */
export async function openMessageWriter(url: string, prefix = 'streetdate'): Promise<MessageWriter> {
  // Types of BullMQ stay out of the signature: it is optional, and a caller may not have it.
  const { Queue, connectTo } = await loadBullmq();
  const connection = connectTo(url, 'waits');
  const queues = new Map(LANES.map((lane) => [lane as string, new Queue(lane, { connection, prefix })]));
  return {
    write: async (lane, delivery, { id, priority }) => {
      await queues.get(lane)?.add('job', delivery, { jobId: id, priority, removeOnComplete: true, removeOnFail: true });
    },
    close: async () => {
      for (const queue of queues.values()) await queue.close();
      connection.disconnect();
    },
  };
}

import { setTimeout } from 'node:timers/promises';
import type { Dispatcher, LaneService } from './dispatcher.ts';

/** Looks into the database for jobs, again and again. It needs nothing beside the database. */
export const polling: Dispatcher = {
  async serve({ most, idleMs, work, signal }: LaneService): Promise<void> {
    const look = async () => {
      while (!signal.aborted) if (!(await work())) await setTimeout(idleMs, undefined, { signal }).catch(() => {});
    };
    await Promise.all(Array.from({ length: most }, look));
  },

  async close() {},
};

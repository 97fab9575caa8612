import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '@streetdate/service';
import type { ProfileServers } from './server-profile.ts';

/** Jobs delivered again in one round, times that each is, and the wait between two rounds, milliseconds. */
const [JOBS, TIMES, ROUND_MS] = [60, 3, 300] as const;

/**
 * Delivers the latest jobs again and again, whatever their state is: each three times, in random order and with random priority, as a queue may
 * that gives no guarantee.
 * @returns What ends that.
 */
export async function deliverAgain({ database }: Service, { valkey }: ProfileServers, random: () => number): Promise<() => Promise<void>> {
  const { openMessageWriter } = await import('@streetdate/service/internal');
  const messages = await openMessageWriter(valkey.url);
  let isOver = false;
  let delivered = 0;
  const rounds = async () => {
    while (!isOver) {
      const jobs = await database.selectFrom('job').select(['id', 'lane', 'takes', 'due_at']).orderBy('id', 'desc').limit(JOBS).execute();
      const drawn = Array.from({ length: TIMES }, () => jobs)
        .flat()
        .map((job) => ({ job, place: random() }))
        .sort((one, other) => one.place - other.place);
      for (const { job, place } of drawn) {
        const data = { id: job.id, takes: job.takes, dueAt: job.due_at };
        const priority = 1 + Math.floor(1000 * place);
        await messages.write(job.lane, data, { id: `again-${delivered++}`, priority });
      }
      await sleep(ROUND_MS);
    }
  };
  const working = rounds();
  working.catch(() => {});
  return async () => {
    isOver = true;
    await working;
    await messages.close();
  };
}

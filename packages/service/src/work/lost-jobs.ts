import type { ServiceDatabase } from '../store/database.ts';
import type { Handler } from './handler.ts';
import { deathOf, heldJobOf, MOST_LOSSES } from './jobs.ts';

/** What a job says whose worker ended with it each time. */
const DEATH = `its worker ended or went silent in ${MOST_LOSSES} attempts`;

/** Wait after a number of losses, milliseconds. The first two are for workers that were stopped; later the job may be what ends them. */
function waitAfter(losses: number): number {
  return Math.min(60_000, 2000 * Math.max(0, losses - 2));
}

/**
 * Gives the jobs of workers that ended to others. A job that ended several waits longer each time, so that those with fewer come first. After
 * the last attempt it is dead.
 */
export async function releaseLostJobs(database: ServiceDatabase, handlers: readonly Handler[], now: Date): Promise<void> {
  const lost = database.selectFrom('job').selectAll().where('state', '=', 'running').where('held_until', '<', now.toISOString());
  for (const row of await lost.execute()) {
    const losses = row.losses + 1;
    const runAt = new Date(now.getTime() + waitAfter(losses));
    const isDead = losses >= MOST_LOSSES;
    const change = isDead
      ? { ...deathOf(DEATH, now), losses }
      : { state: 'waiting', losses, run_at: runAt.toISOString(), held_until: null, delivered_at: null };
    await database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('job')
        .set(change)
        .where('id', '=', row.id)
        .where('state', '=', 'running')
        .where('takes', '=', row.takes)
        .where('held_until', '=', row.held_until)
        .executeTakeFirst();
      if (numUpdatedRows === 0n || !isDead) return;
      const handler = handlers.find(({ kind }) => kind === row.kind);
      await handler?.giveUp?.(transaction, heldJobOf(row), DEATH, now);
    });
  }
}

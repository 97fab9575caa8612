import type { ServiceDatabase } from '../store/database.ts';
import type { Handler } from './handler.ts';
import { backoffMs, deathOf, heldJobOf, MOST_ATTEMPTS } from './jobs.ts';

/** What a job says whose worker ended with it each time. */
const DEATH = `its worker ended or went silent in each of ${MOST_ATTEMPTS} attempts`;

/**
 * Gives the jobs of workers that ended to others. The first time at once, since the worker was probably stopped; later the job may be what
 * ends its workers, and waits longer each time. After the last attempt it is dead.
 * @param all - Also of workers that were heard of just now: only where no other worker can be.
 */
export async function releaseLostJobs(
  database: ServiceDatabase,
  handlers: readonly Handler[],
  now: Date,
  { all = false } = {},
): Promise<void> {
  let query = database.selectFrom('job').selectAll().where('state', '=', 'running');
  if (!all) query = query.where('held_until', '<', now.toISOString());
  for (const row of await query.execute()) {
    const losses = row.losses + 1;
    const runAt = losses === 1 ? now : new Date(now.getTime() + backoffMs(losses - 1));
    const isDead = row.attempts >= MOST_ATTEMPTS;
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

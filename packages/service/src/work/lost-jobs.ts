import type { ServiceDatabase } from '../store/database.ts';
import type { Handler } from './handler.ts';
import { deathOf, heldJobOf, MOST_LOSSES } from './jobs.ts';
import { dueAt } from './priority.ts';

/** What a job says whose worker ended with it each time. */
const DEATH = `its worker ended or went silent in ${MOST_LOSSES} attempts`;

/** Wait after a number of losses, milliseconds. The first two are for workers that were stopped; later the job may be what ends them. */
function waitAfter(losses: number): number {
  return Math.min(60_000, 2000 * Math.max(0, losses - 2));
}

/**
 * Gives the jobs of workers that ended to others. A job that ended several waits longer each time, so that those with fewer come first. After
 * the last attempt it is dead.
 * @param clock Tells the time once the holds are read: to the time of a clock that is set back meanwhile, new holds look over.
 */
export async function releaseLostJobs(
  database: ServiceDatabase,
  handlers: readonly Handler[],
  now: Date,
  clock = () => now,
): Promise<void> {
  const rows = await database
    .selectFrom('job')
    .selectAll()
    .where('state', '=', 'running')
    .where('held_until', '<', now.toISOString())
    .execute();
  const after = clock().toISOString();
  for (const row of rows) {
    if (row.held_until !== null && row.held_until >= after) continue;
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

/**
 * Times that lie further ahead are of a clock that was set back meanwhile, milliseconds. Nothing is added later than now. Holds are shorter, and so is
 * the wait of a job that a worker had and gave back, lost or failed with.
 */
const AHEAD_MS = { added: 60_000, held: 20 * 60_000 } as const;

/**
 * Lets no job wait for a time that the clock had before it was set back. Jobs that were added then wait as long as they were to wait, and come before
 * those that are added from now on: otherwise a busy service would begin none of them until its clock is there again. Those that
 * a worker holds until then are held for as long as usual; it says again that it lives, if it does.
 */
export async function bringTimesBack(database: ServiceDatabase, now: Date, holdMs: number): Promise<void> {
  const later = (ms: number) => new Date(now.getTime() + ms).toISOString();
  const added = later(AHEAD_MS.added);
  const open = database.selectFrom('job').select(['id', 'state', 'attempts', 'priority', 'run_at', 'created_at']);
  for (const row of await open.where('state', 'in', ['waiting', 'running']).where('created_at', '>', added).execute()) {
    const wait = row.attempts > 0 ? 0 : Math.max(0, Date.parse(row.run_at) - Date.parse(row.created_at));
    const runAt = new Date(now.getTime() + wait);
    const times = { run_at: runAt.toISOString(), due_at: dueAt(runAt, row.priority), created_at: later(0), delivered_at: null };
    await database.updateTable('job').set(times).where('id', '=', row.id).where('state', '=', row.state).execute();
  }
  const change = database.updateTable('job');
  await change.set({ delivered_at: null }).where('state', '=', 'waiting').where('delivered_at', '>', added).execute();
  const held = later(Math.max(AHEAD_MS.held, 2 * holdMs));
  // Each was to run soon after its worker had it: while the clock was ahead all holds looked over.
  await change
    .set({ run_at: later(0) })
    .where('state', '=', 'waiting')
    .where('takes', '>', 0)
    .where('run_at', '>', held)
    .execute();
  await change
    .set({ held_until: later(holdMs) })
    .where('state', '=', 'running')
    .where('held_until', '>', held)
    .execute();
}

import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { JobTable } from '../store/tables.ts';

/** Work to do. */
export interface NewJob {
  readonly organisationId: string;
  /** Which handler does it. */
  readonly kind: string;
  /** What it is about: work with a key that is known is not added again. */
  readonly key: string;
  /** Plain data for the handler. */
  readonly payload: unknown;
  /** Lower numbers come first. @defaultValue 100 */
  readonly priority?: number | undefined;
  /** Not before this time. @defaultValue at once */
  readonly runAt?: Date | undefined;
}

/** A job that a worker holds. */
export interface HeldJob extends Omit<NewJob, 'priority' | 'runAt'> {
  readonly id: string;
  /** Which attempt it is, from 1 on. */
  readonly attempt: number;
}

/** Failed attempts after which a job is dead: somebody has to look at it and send it again. */
export const MOST_ATTEMPTS = 5;

/** Adds a job, unless its key is known. Call it in the transaction that stores what the job is about, so that neither is lost alone. */
export async function addJob(database: ServiceDatabase, job: NewJob, now: Date): Promise<void> {
  const row: JobTable = {
    id: newId(),
    organisation_id: job.organisationId,
    kind: job.kind,
    key: job.key,
    payload: JSON.stringify(job.payload),
    priority: job.priority ?? 100,
    state: 'waiting',
    attempts: 0,
    run_at: (job.runAt ?? now).toISOString(),
    held_until: null,
    error: null,
    created_at: now.toISOString(),
    finished_at: null,
  };
  await database
    .insertInto('job')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/**
 * Takes the next job: the one with the lowest priority number, then the earliest. A job whose worker has not been heard of since
 * `held_until` is taken again.
 * @param holdMs - How long this worker may be silent, milliseconds.
 */
export async function takeJob(database: ServiceDatabase, now: Date, holdMs: number): Promise<HeldJob | undefined> {
  const time = now.toISOString();
  const row = await database
    .updateTable('job')
    .set((column) => ({
      state: 'running',
      attempts: column('attempts', '+', 1),
      held_until: new Date(now.getTime() + holdMs).toISOString(),
    }))
    .where('id', '=', ({ selectFrom }) =>
      selectFrom('job')
        .select('id')
        .where(({ and, eb, or }) =>
          or([
            and([eb('state', '=', 'waiting'), eb('run_at', '<=', time)]),
            and([eb('state', '=', 'running'), eb('held_until', '<', time)]),
          ]),
        )
        .orderBy('priority')
        .orderBy('run_at')
        .orderBy('id')
        .limit(1),
    )
    .returningAll()
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      organisationId: row.organisation_id,
      kind: row.kind,
      key: row.key,
      payload: JSON.parse(row.payload),
      attempt: row.attempts,
    }
  );
}

/** Tells that the worker of a job lives. @returns Whether it still holds the job; if not, it must stop. */
export async function holdOn({ id, attempt }: HeldJob, database: ServiceDatabase, now: Date, holdMs: number): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('job')
    .set({ held_until: new Date(now.getTime() + holdMs).toISOString() })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('attempts', '=', attempt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends a job that is done. */
export async function finishJob(database: ServiceDatabase, { id, attempt }: HeldJob, now: Date): Promise<void> {
  await database
    .updateTable('job')
    .set({ state: 'done', held_until: null, error: null, finished_at: now.toISOString() })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('attempts', '=', attempt)
    .execute();
}

/**
 * Notes that an attempt failed. The job waits for the next one, twice as long each time, or is dead.
 * @returns Whether it is dead.
 */
export async function failJob(database: ServiceDatabase, { id, attempt }: HeldJob, message: string, now: Date): Promise<boolean> {
  const isDead = attempt >= MOST_ATTEMPTS;
  await database
    .updateTable('job')
    .set({
      state: isDead ? 'dead' : 'waiting',
      run_at: new Date(now.getTime() + 1000 * 2 ** attempt).toISOString(),
      held_until: null,
      error: message,
      finished_at: isDead ? now.toISOString() : null,
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('attempts', '=', attempt)
    .execute();
  return isDead;
}

import { checkObject, checkText } from '@streetdate/core/internal';
import type { Lane } from '../queue/lanes.ts';
import { checkDatabase } from '../store/check-database.ts';
import type { ServiceDatabase } from '../store/database.ts';
import type { JobTable } from '../store/tables.ts';
import { HANDLERS } from './handlers.ts';
import { heldJobOf } from './jobs.ts';

/** What becomes of a job. */
export const JOB_STATES = ['waiting', 'running', 'done', 'dead', 'cancelled'] as const;

/** One of {@link JOB_STATES}. */
export type JobState = (typeof JOB_STATES)[number];

/** A job, for people. */
export interface Job {
  /** Its id, a UUIDv7. */
  readonly id: string;
  /** Which handler does it. */
  readonly kind: string;
  /** Which workers take it. */
  readonly lane: Lane;
  /** What it is about. */
  readonly key: string;
  /** Plain data for the handler. */
  readonly payload: unknown;
  /** Lower numbers come first. */
  readonly priority: number;
  /** What has become of it. */
  readonly state: JobState;
  /** Attempts that were begun. */
  readonly attempts: number;
  /** ISO 8601, UTC: not before this time. */
  readonly runAt: string;
  /** Why the last attempt failed. */
  readonly error?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** ISO 8601, UTC. */
  readonly finishedAt?: string;
}

/** Jobs of an organisation, latest first: at most `most`, older than the one named `before`. */
export async function listJobs(
  database: ServiceDatabase,
  organisationId: string,
  page: { readonly state?: JobState | undefined; readonly before?: string | undefined; readonly most: number },
): Promise<Job[]> {
  checkDatabase('database', database);
  checkText('organisationId', organisationId);
  checkObject('page', page);
  const { state, before, most } = page;
  let query = database.selectFrom('job').selectAll().where('organisation_id', '=', organisationId);
  if (state !== undefined) query = query.where('state', '=', state);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.orderBy('id', 'desc').limit(most).execute()).map(jobOf);
}

/** The job of an organisation with that id. */
export async function findJob(database: ServiceDatabase, organisationId: string, id: string): Promise<Job | undefined> {
  checkDatabase('database', database);
  checkText('organisationId', organisationId);
  checkText('id', id);
  const row = await database
    .selectFrom('job')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && jobOf(row);
}

/**
 * Sends a dead job again, with all its attempts.
 * @param also - What else is stored together with that.
 * @returns The job as it is now; undefined if the organisation has none with that id. One that is not dead stays as it is.
 */
export async function sendAgain(
  database: ServiceDatabase,
  organisationId: string,
  id: string,
  now: Date,
  also: (transaction: ServiceDatabase) => Promise<void> = async () => {},
): Promise<Job | undefined> {
  checkDatabase('database', database);
  checkText('organisationId', organisationId);
  checkText('id', id);
  return database.transaction().execute(async (transaction) => {
    const revived = await transaction
      .updateTable('job')
      .set({ state: 'waiting', attempts: 0, losses: 0, run_at: now.toISOString(), delivered_at: null, finished_at: null })
      .where('organisation_id', '=', organisationId)
      .where('id', '=', id)
      .where('state', '=', 'dead')
      .returningAll()
      .executeTakeFirst();
    if (revived === undefined) return findJob(transaction, organisationId, id);
    await also(transaction);
    await HANDLERS.find(({ kind }) => kind === revived.kind)?.revive?.(transaction, heldJobOf(revived));
    return jobOf(revived);
  });
}

function jobOf(row: JobTable): Job {
  return {
    id: row.id,
    kind: row.kind,
    lane: row.lane as Lane,
    key: row.key,
    payload: JSON.parse(row.payload),
    priority: row.priority,
    state: row.state as JobState,
    attempts: row.attempts,
    runAt: row.run_at,
    ...(row.error !== null && { error: row.error }),
    createdAt: row.created_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  };
}

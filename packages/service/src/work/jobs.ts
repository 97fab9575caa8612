import { checkObject } from '@streetdate/core/internal';
import { StreetdateError, type StreetdateErrorCode } from '@streetdate/core/portable';
import type { Lane } from '../queue/lanes.ts';
import { checkDatabase } from '../store/check-database.ts';
import { mayRunAt, type ServiceDatabase, skipLocked } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { JobTable } from '../store/tables.ts';
import { DEFAULT_PRIORITY, dueAt } from './priority.ts';

/** Work to do. */
export interface NewJob {
  /** Whose work it is. */
  readonly organisationId: string;
  /** Which handler does it. */
  readonly kind: string;
  /** Which workers take it. */
  readonly lane: Lane;
  /** What it is about: work with a key that is known is not added again. */
  readonly key: string;
  /** Plain data for the handler. */
  readonly payload: unknown;
  /** SHA-256 of the content that it needs, which is kept until it is done. @defaultValue none beside those of uploads */
  readonly content?: string | undefined;
  /** 0 to 1000, lower numbers come first. @defaultValue 100 */
  readonly priority?: number | undefined;
  /** Not before this time. @defaultValue at once */
  readonly runAt?: Date | undefined;
}

/** A job that a worker holds. */
export interface HeldJob extends Omit<NewJob, 'content' | 'priority' | 'runAt'> {
  /** Its id, a UUIDv7. */
  readonly id: string;
  /** Which attempt it is, from 1 on. */
  readonly attempt: number;
  /** Which of its holders this is, from 1 on. An earlier one holds it no more. */
  readonly take: number;
  /** Earlier attempts that ended with their worker. The job may be what ended it. */
  readonly losses: number;
}

/** Failed attempts after which a job is dead: somebody has to look at it and send it again. */
export const MOST_ATTEMPTS = 5;

/**
 * Attempts that may end with their worker. They are many: most of these jobs are not at fault, since the process was killed or another job
 * ended it. Of 818 uploads to a busy server that was killed 200 times within two seconds of its start, one was lost eight times in a row.
 */
export const MOST_LOSSES = 20;

/** Faults of this worker or of the servers that say nothing about a job, and the wait until it is tried again, milliseconds. */
const OUTAGES_MS: Readonly<Partial<Record<StreetdateErrorCode, number>>> = { 'store-unavailable': 10_000, 'file-unwritable': 60_000 };

/** Wait before the second attempt, and the longest wait, milliseconds. Each is four times as long as the one before. */
const BACKOFF_MS = { first: 2000, most: 600_000 } as const;

/** Wait before the next attempt after a number of failed ones: 2 s, 8 s, 32 s, 2 min. */
export function backoffMs(failed: number): number {
  return Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 4 ** (failed - 1));
}

/** Adds a job, unless its key is known. Call it in the transaction that stores what the job is about, so that neither is lost alone. */
export async function addJob(database: ServiceDatabase, job: NewJob, now: Date): Promise<void> {
  checkDatabase('database', database);
  checkObject('job', job);
  const { priority = DEFAULT_PRIORITY, runAt = now } = job;
  const row: JobTable = {
    id: newId(),
    organisation_id: job.organisationId,
    kind: job.kind,
    key: job.key,
    payload: JSON.stringify(job.payload),
    content: job.content ?? null,
    lane: job.lane,
    priority,
    state: 'waiting',
    attempts: 0,
    losses: 0,
    takes: 0,
    run_at: runAt.toISOString(),
    due_at: dueAt(runAt, priority),
    delivered_at: null,
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

/** What a worker takes. */
export interface TakeOptions {
  /** From which lane. */
  readonly lane: Lane;
  /** How long this worker may be silent, milliseconds. */
  readonly holdMs: number;
  /** Only this job. @defaultValue the one that is due first */
  readonly id?: string | undefined;
  /** Whether to take jobs whose worker ended. @defaultValue true */
  readonly suspects?: boolean | undefined;
}

/** Takes a waiting job. Two workers never take the same. */
export async function takeJob(
  database: ServiceDatabase,
  now: Date,
  { lane, holdMs, id, suspects = true }: TakeOptions,
): Promise<HeldJob | undefined> {
  const row = await database
    .updateTable('job')
    .set((column) => ({
      state: 'running',
      attempts: column('attempts', '+', 1),
      takes: column('takes', '+', 1),
      held_until: later(now, holdMs),
    }))
    .where('id', '=', ({ selectFrom }) => {
      let next = selectFrom('job').select('id').where('state', '=', 'waiting').where('lane', '=', lane);
      next = next.where(mayRunAt(), '<=', now.toISOString());
      if (id !== undefined) next = next.where('id', '=', id);
      if (!suspects) next = next.where('losses', '=', 0);
      return skipLocked(database, next.orderBy('due_at').orderBy('id').limit(1));
    })
    .returningAll()
    .executeTakeFirst();
  return row && heldJobOf(row);
}

/** The row of a job as its holder sees it. */
export function heldJobOf(row: JobTable): HeldJob {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    kind: row.kind,
    lane: row.lane as Lane,
    key: row.key,
    payload: JSON.parse(row.payload),
    attempt: row.attempts,
    take: row.takes,
    losses: row.losses,
  };
}

/** Tells that the worker of a job lives. @returns Whether it still holds the job; if not, it must stop. */
export async function holdOn(database: ServiceDatabase, job: HeldJob, now: Date, holdMs: number): Promise<boolean> {
  return change(database, job, { held_until: later(now, holdMs) });
}

/** Those of the jobs that their holders hold no more: they were cancelled, or given to another worker. */
export async function lostAmong(database: ServiceDatabase, jobs: readonly HeldJob[]): Promise<HeldJob[]> {
  if (jobs.length === 0) return [];
  const ids = jobs.map(({ id }) => id);
  const rows = await database.selectFrom('job').select(['id', 'takes']).where('id', 'in', ids).where('state', '=', 'running').execute();
  const held = new Map(rows.map(({ id, takes }) => [id, takes]));
  return jobs.filter(({ id, take }) => held.get(id) !== take);
}

/** Ends a job that is done. */
export async function finishJob(database: ServiceDatabase, job: HeldJob, now: Date): Promise<void> {
  await change(database, job, { state: 'done', held_until: null, error: null, finished_at: now.toISOString() });
}

/** Gives a job back as if it had not been taken: its worker stops. */
export async function handBack(database: ServiceDatabase, job: HeldJob): Promise<void> {
  await change(database, job, { state: 'waiting', attempts: job.attempt - 1, held_until: null, delivered_at: null });
}

/** The wait for the end of an outage that an error tells of: a server is away, or a disk is full. undefined for any other error. */
export function outageMs(error: unknown): number | undefined {
  return error instanceof StreetdateError ? OUTAGES_MS[error.code] : undefined;
}

/**
 * Lets a job wait for the end of an outage. The attempt does not count: all jobs fail alike, so that three minutes of it would leave all of them
 * dead. A worker whose disk is full would even take those of the others, and fail with them.
 */
export async function putOff(database: ServiceDatabase, job: HeldJob, message: string, until: Date): Promise<void> {
  const run_at = until.toISOString();
  await change(database, job, {
    state: 'waiting',
    attempts: job.attempt - 1,
    run_at,
    held_until: null,
    delivered_at: null,
    error: message,
  });
}

/**
 * Notes that an attempt failed. The job waits for the next one, four times as long each time, or is dead.
 * @returns Whether it is dead.
 */
export async function failJob(database: ServiceDatabase, job: HeldJob, message: string, now: Date): Promise<boolean> {
  const failed = job.attempt - job.losses;
  if (failed >= MOST_ATTEMPTS) return change(database, job, deathOf(message, now));
  const run_at = later(now, backoffMs(failed));
  await change(database, job, { state: 'waiting', run_at, held_until: null, delivered_at: null, error: message });
  return false;
}

/** Columns of a job that is given up. */
export function deathOf(message: string, now: Date) {
  return { state: 'dead', held_until: null, error: message, finished_at: now.toISOString() };
}

/** Changes a job that is still held. @returns Whether it was. */
async function change(database: ServiceDatabase, { id, take }: HeldJob, columns: Partial<JobTable>): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('job')
    .set(columns)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('takes', '=', take)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}

import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { checkFunction, checkObject } from '@streetdate/core/internal';
import { LANES, type Lane } from '../queue/lanes.ts';
import { forgetDeliveries } from '../queue/outbox.ts';
import type { Service } from '../service.ts';
import { checkDatabase } from '../store/check-database.ts';
import { asOrganisation } from '../store/scope.ts';
import type { Tracing } from '../tracing.ts';
import type { Handler } from './handler.ts';
import { HANDLERS } from './handlers.ts';
import { failJob, finishJob, type HeldJob, handBack, holdOn, lostAmong, outageMs, putOff, takeJob } from './jobs.ts';
import { bringTimesBack, releaseLostJobs } from './lost-jobs.ts';
import { addPeriodicJobs } from './periodic.ts';

/** Options for {@link runWorker}. */
export interface WorkerOptions {
  /** Films decoded at once. @defaultValue 2 */
  readonly concurrency?: number | undefined;
  /** Stops it. Jobs that were begun are given back at once. */
  readonly signal: AbortSignal;
  /** Wait between two looks for new jobs when there were none, milliseconds. @defaultValue 200 */
  readonly idleMs?: number | undefined;
  /** How long a worker may be silent before another takes its job, milliseconds. @defaultValue 30,000 */
  readonly holdMs?: number | undefined;
  /** What does the jobs, one for each kind. @defaultValue those of the service */
  readonly handlers?: readonly Handler[] | undefined;
  /** Makes a span of each job, from `openTracing`. @defaultValue none */
  readonly tracing?: Tracing | undefined;
  /** Called with faults of the database and the queue. The worker goes on once they answer again. */
  readonly onFault?: ((fault: unknown) => void) | undefined;
}

/** Jobs of the other lanes done at once. */
const MOST: Readonly<Record<Exclude<Lane, 'films'>, number>> = { fingerprints: 2, background: 1, short: 4, upkeep: 1 };

/** Time between two looks whether a running job was cancelled, milliseconds. */
const WATCH_MS = 500;

/** Time between two looks for new references and the like, milliseconds. */
const PERIOD_MS = 5000;

/** Wait after a fault of the database, milliseconds. */
const FAULT_MS = 1000;

/** A job at work. */
interface Running {
  readonly job: HeldJob;
  /** Aborts when the job is this worker's no more. */
  readonly lost: AbortController;
  heldAt: number;
}

/** What one job needs of its worker. */
interface JobOptions {
  readonly running: Set<Running>;
  readonly holdMs: number;
  readonly signal: AbortSignal;
  readonly tracing: Tracing | undefined;
  readonly onFault: (fault: unknown) => void;
}

/** Does jobs until the signal aborts. Any number of workers may share a database. */
export async function runWorker(service: Service, options: WorkerOptions): Promise<void> {
  checkObject('service', service);
  checkDatabase('service.database', service.database);
  checkFunction('service.now', service.now);
  checkObject('options', options);
  const { concurrency = 2, idleMs = 200, holdMs = 30_000, handlers = HANDLERS, tracing, onFault = () => {} } = options;
  const { database, dispatcher, now } = service;
  // Each place for a job listens while it waits: more than Node takes for a mistake.
  const signal = AbortSignal.any([options.signal]);
  setMaxListeners(0, signal);
  const running = new Set<Running>();
  // At most one job that may have ended an earlier worker runs at a time. So such a job takes few others with it, and each of them at most
  // once or twice.
  let mayTakeSuspect = true;
  const run = async (lane: Lane, id?: string): Promise<boolean> => {
    const suspects = mayTakeSuspect;
    if (suspects) mayTakeSuspect = false;
    let isSuspect = false;
    try {
      const job = await takeJob(database, now(), { lane, holdMs, id, suspects });
      isSuspect = job !== undefined && job.losses > 0;
      if (suspects && !isSuspect) mayTakeSuspect = true;
      if (job === undefined) {
        // It may be one that has to wait for another that ended a worker. It is brought again at once, as if it had not been brought.
        if (!suspects && id !== undefined) await forgetDeliveries(database, id);
        return false;
      }
      await runJob(service, handlers, job, { running, holdMs, signal, tracing, onFault });
      return true;
    } catch (fault) {
      onFault(fault);
      if (suspects && !isSuspect) mayTakeSuspect = true;
      await setTimeout(FAULT_MS, undefined, { signal }).catch(() => {});
      return false;
    } finally {
      if (isSuspect) mayTakeSuspect = true;
    }
  };
  const watching = new AbortController();
  const watch = watchJobs(service, handlers, { running, holdMs, onFault, signal: watching.signal });
  const serve = (lane: Lane) => {
    const most = lane === 'films' ? concurrency : MOST[lane];
    return dispatcher.serve({ lane, most, idleMs, work: (id) => run(lane, id), signal });
  };
  try {
    await Promise.all(LANES.map(serve));
  } finally {
    watching.abort();
    await watch;
  }
}

/** Does one job. */
async function runJob(
  service: Service,
  handlers: readonly Handler[],
  job: HeldJob,
  { running, holdMs, signal, tracing, onFault }: JobOptions,
): Promise<void> {
  const { database, now } = service;
  const entry: Running = { job, lost: new AbortController(), heldAt: performance.now() };
  const { signal: lost } = entry.lost;
  const handler = handlers.find(({ kind }) => kind === job.kind);
  const note = (write: () => Promise<unknown>) =>
    writeInTheEnd(write, { mostMs: holdMs, signal: AbortSignal.any([signal, lost]), onFault });
  running.add(entry);
  try {
    const stop = AbortSignal.any([signal, lost]);
    const work = () => {
      if (handler === undefined) throw new Error(`there is no handler of jobs of the kind ${job.kind}`);
      return asOrganisation(job.organisationId, () => handler.run(service, job, stop));
    };
    const attributes = { 'streetdate.job.id': job.id, 'streetdate.job.attempt': job.attempt };
    try {
      await (tracing === undefined ? work() : tracing.runJob(`job ${job.kind}`, attributes, async () => work()));
    } catch (error) {
      if (lost.aborted) return;
      if (signal.aborted) return await handBack(database, job);
      const message = error instanceof Error ? error.message : String(error);
      const waitMs = outageMs(error);
      if (waitMs !== undefined) return await note(() => putOff(database, job, message, new Date(now().getTime() + waitMs)));
      return await note(() =>
        database.transaction().execute(async (transaction) => {
          if (await failJob(transaction, job, message, now())) await handler?.giveUp?.(transaction, job, message, now());
        }),
      );
    }
    await note(() => finishJob(database, job, now()));
  } finally {
    running.delete(entry);
  }
}

/**
 * Writes how a job has ended, again and again while the database does not answer. Nobody else could take the job before its hold is over.
 * @throws What the last attempt threw, once the hold is over or the signal aborts.
 */
async function writeInTheEnd(
  write: () => Promise<unknown>,
  { mostMs, signal, onFault }: { readonly mostMs: number; readonly signal: AbortSignal; readonly onFault: (fault: unknown) => void },
): Promise<void> {
  for (const last = performance.now() + mostMs; ; ) {
    try {
      await write();
      return;
    } catch (fault) {
      if (signal.aborted || performance.now() > last) throw fault;
      onFault(fault);
      await setTimeout(FAULT_MS, undefined, { signal }).catch(() => {});
    }
  }
}

/** Tells that the running jobs have a worker, stops those that were cancelled, and gives the jobs of ended workers to others. */
async function watchJobs(
  service: Service,
  handlers: readonly Handler[],
  options: {
    readonly running: ReadonlySet<Running>;
    readonly holdMs: number;
    readonly onFault: (fault: unknown) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { database, now } = service;
  const { running, holdMs, onFault, signal } = options;
  let [releasedAt, askedAt] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let before = Number.POSITIVE_INFINITY;
  while (!signal.aborted) {
    try {
      const at = now();
      const ahead = at.getTime() - performance.now();
      // To a clock that was put ahead every hold looks over. So every worker has a hold's time to say that it lives.
      const wasPutAhead = ahead > before + holdMs / 3;
      before = ahead;
      if (wasPutAhead) releasedAt = performance.now() + holdMs;
      const lost = await lostAmong(
        database,
        [...running].map(({ job }) => job),
      );
      for (const each of running) {
        if (lost.includes(each.job)) each.lost.abort(new Error('the job was cancelled or given to another worker'));
        if (each.lost.signal.aborted || (!wasPutAhead && performance.now() < each.heldAt + holdMs / 3)) continue;
        await holdOn(database, each.job, now(), holdMs);
        each.heldAt = performance.now();
      }
      if (handlers === HANDLERS && performance.now() >= askedAt + PERIOD_MS) {
        askedAt = performance.now();
        await addPeriodicJobs(service);
      }
      if (performance.now() >= releasedAt + holdMs / 3) {
        await bringTimesBack(database, at, holdMs);
        await releaseLostJobs(database, handlers, at, now);
        releasedAt = performance.now();
      }
    } catch (fault) {
      onFault(fault);
    }
    await setTimeout(Math.min(WATCH_MS, holdMs / 6), undefined, { signal }).catch(() => {});
  }
}

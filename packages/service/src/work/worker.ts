import { setTimeout } from 'node:timers/promises';
import type { Service } from '../service.ts';
import { HANDLERS } from './handlers.ts';
import { failJob, finishJob, type HeldJob, holdOn, takeJob } from './jobs.ts';

/** Options for {@link runWorker}. */
export interface WorkerOptions {
  /** Jobs done at once. @defaultValue 2 */
  readonly concurrency?: number | undefined;
  /** Stops it. Jobs that were begun are left for the next worker. */
  readonly signal: AbortSignal;
  /** Wait between two looks for new jobs when there were none, milliseconds. @defaultValue 200 */
  readonly idleMs?: number | undefined;
  /** How long a worker may be silent before another takes its job, milliseconds. @defaultValue 30,000 */
  readonly holdMs?: number | undefined;
}

/** Does jobs until the signal aborts. Any number of workers may share a database. */
export async function runWorker(
  service: Service,
  { concurrency = 2, signal, idleMs = 200, holdMs = 30_000 }: WorkerOptions,
): Promise<void> {
  const lane = async () => {
    while (!signal.aborted) {
      const job = await takeJob(service.database, service.now(), holdMs);
      if (job === undefined) await setTimeout(idleMs, undefined, { signal }).catch(() => {});
      else await runJob(service, job, holdMs, signal);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

/** Does one job, and tells all the while that it is at work. */
async function runJob(service: Service, job: HeldJob, holdMs: number, signal: AbortSignal): Promise<void> {
  const { database, now } = service;
  const lost = new AbortController();
  const handler = HANDLERS.find(({ kind }) => kind === job.kind);
  const beat = setInterval(() => {
    holdOn(job, database, now(), holdMs).then(
      (isHeld) => isHeld || lost.abort(new Error('the job was cancelled or given to another worker')),
      () => {},
    );
  }, holdMs / 3);
  try {
    if (handler === undefined) throw new Error(`there is no handler of jobs of the kind ${job.kind}`);
    await handler.run(service, job, AbortSignal.any([signal, lost.signal]));
    await finishJob(database, job, now());
  } catch (error) {
    // A worker that stops leaves its job: the next one takes it.
    if (signal.aborted || lost.signal.aborted) return;
    const message = error instanceof Error ? error.message : String(error);
    if (await failJob(database, job, message, now())) await handler?.giveUp?.(service, job, message);
  } finally {
    clearInterval(beat);
  }
}

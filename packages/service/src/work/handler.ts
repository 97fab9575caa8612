import type { Service } from '../service.ts';
import type { ServiceDatabase } from '../store/database.ts';
import type { HeldJob } from './jobs.ts';

/** Does the work of one kind of job. It may be called twice for one job, so that what it writes has a key of its own. */
export interface Handler {
  /** The kind of its jobs. */
  readonly kind: string;
  /**
   * Does the work.
   * @param signal - Aborts when the job is cancelled or the worker stops.
   * @throws To be tried again. What will fail again is a result, and is stored as such.
   */
  run(service: Service, job: HeldJob, signal: AbortSignal): Promise<void>;
  /** Called when the last attempt has failed, in the transaction that notes it. */
  giveUp?(database: ServiceDatabase, job: HeldJob, message: string, now: Date): Promise<void>;
  /** Called when a dead job is sent again, in the transaction that does it. */
  revive?(database: ServiceDatabase, job: HeldJob): Promise<void>;
}

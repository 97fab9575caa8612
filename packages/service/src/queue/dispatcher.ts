import type { Lane } from './lanes.ts';

/** How a lane is served. */
export interface LaneService {
  /** Which one. */
  readonly lane: Lane;
  /** Jobs done at once. */
  readonly most: number;
  /** Wait between two looks into the database, milliseconds. */
  readonly idleMs: number;
  /** Takes a job and does it: the one with that id, or the one that is due first. It never throws. @returns Whether there was one. */
  readonly work: (id?: string) => Promise<boolean>;
  /** Ends the service. */
  readonly signal: AbortSignal;
}

/**
 * Brings jobs to workers. The database is the truth, and what a dispatcher brings is a hint: it may bring a job twice, late, or one that is
 * done. It must bring each waiting job some time, whatever it forgets in between.
 */
export interface Dispatcher {
  /** Serves a lane until its signal aborts, and then until its last job has ended. */
  serve(lane: LaneService): Promise<void>;
  /** Frees what it holds. */
  close(): Promise<void>;
}

/** Work that is handed to other threads. Node only. */

export { type Outcome, outcomeOf, resultOf } from './threads/outcome.ts';
export { type RunOptions, WorkerThreads } from './threads/worker-threads.ts';

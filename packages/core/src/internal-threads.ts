/** Work on other threads, for the packages of this repository. It promises nothing: names here may change or go in any release. Needs Node. */

export { type Outcome, outcomeOf, resultOf } from './threads/outcome.ts';
export { type RunOptions, WorkerThreads } from './threads/worker-threads.ts';

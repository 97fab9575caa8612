import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Notes what has to be done at the end, whatever happens: the last one first. */
export type Defer = (clean: () => unknown) => void;

/** Exit status of a program that a signal of the terminal ended, as shells have it. */
const INTERRUPTED = 130;

/**
 * Runs work that starts processes or makes folders. What it defers is done when it ends, when it fails, and when this process is told to stop
 * (Ctrl-C, SIGTERM), which then ends.
 */
export async function withCleaning<Result>(work: (defer: Defer) => Promise<Result>): Promise<Result> {
  const deferred: (() => unknown)[] = [];
  const clean = async () => {
    for (let next = deferred.pop(); next !== undefined; next = deferred.pop()) {
      try {
        await next();
      } catch (error) {
        console.error(`could not clean up: ${error instanceof Error ? error.message : error}`);
      }
    }
  };
  const stop = () => void clean().then(() => process.exit(INTERRUPTED));
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    return await work((each) => deferred.push(each));
  } finally {
    await clean();
    for (const signal of signals) process.off(signal, stop);
  }
}

/** The path of a new empty folder, which is removed in the end. */
export async function temporaryFolder(defer: Defer): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-bench-')));
  defer(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Notes what has to be done at the end, whatever happens: the last one first. */
export type Defer = (clean: () => void | Promise<void>) => void;

/**
 * Runs work that starts processes or makes folders. What it defers is done when it ends, when it fails, and when this process is told to stop
 * (Ctrl-C, SIGTERM), which then ends by that signal. Such work may be part of other such work.
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
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const ignore = () => {
    for (const signal of signals) process.off(signal, stop);
  };
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    void clean().then(() => {
      ignore();
      // The last one that cleans up ends the process: nobody listens any more.
      process.kill(process.pid, signal);
    });
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    // What begins while the process is being stopped ends at once.
    return await work((each) => (isStopping ? each() : deferred.push(each)));
  } finally {
    await clean();
    if (!isStopping) ignore();
  }
}

/** The path of a new empty folder, which is removed in the end. */
export async function temporaryFolder(defer: Defer): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-bench-')));
  defer(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

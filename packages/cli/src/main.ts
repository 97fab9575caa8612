#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { EXIT } from './exit.ts';
import { Interrupt } from './io.ts';
import { run } from './run.ts';

const abort = new AbortController();
for (const signalName of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signalName, () => {
    abort.abort(new Interrupt(signalName));
  });
}
// Node's own status of such an end is 1, which would read as a leak. Whoever supervises a server starts it again.
process.on('uncaughtException', (error: unknown) => {
  try {
    writeSync(2, `streetdate: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  } finally {
    process.exit(EXIT.internal);
  }
});
// The reader of the results has closed, as in `streetdate scan … | head`. Stop with the status of a program that SIGPIPE ends.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 128 + 13 : 70);
});

const { stdout, stderr } = process;
// Not process.exit, which would drop output that a pipe has not taken yet.
process.exitCode = await run(process.argv.slice(2), {
  // Opened by the commands that read it: others leave it alone.
  get stdin() {
    return process.stdin;
  },
  stdout,
  stderr,
  signal: abort.signal,
  env: process.env,
  now: () => new Date(),
});

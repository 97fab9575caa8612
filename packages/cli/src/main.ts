#!/usr/bin/env node
import { Interrupt } from './io.ts';
import { run } from './run.ts';

const abort = new AbortController();
for (const signalName of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signalName, () => {
    abort.abort(new Interrupt(signalName));
  });
}
// Nobody reads the results any more, as in `streetdate scan … | head`: stop as a program without a handler would, by SIGPIPE.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 128 + 13 : 70);
});

const { stdout, stderr } = process;
// Not process.exit: what is still on its way into a pipe has to arrive.
process.exitCode = await run(process.argv.slice(2), { stdout, stderr, signal: abort.signal, now: () => new Date() });

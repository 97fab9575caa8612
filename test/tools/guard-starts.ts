import { createRequire, syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';

/** Says what is wrong with a start, or nothing. @param program - undefined for a thread, whose argument is its module */
export type Forbidden = (program: string | undefined, args: readonly string[]) => string | undefined;

/** The guard of this process. Modules keep the functions that they imported, and many test files share them: so it is set up once. */
interface Guard {
  forbidden: Forbidden;
  faults: string[];
}
declare global {
  var guardOfStarts: Guard | undefined;
}

type Start = (...given: readonly unknown[]) => unknown;

/** Makes forbidden starts of processes and threads throw, and fails the test file even where the code under test catches the error. */
export function guardStarts(forbidden: Forbidden): void {
  globalThis.guardOfStarts ??= setUp();
  const guard = globalThis.guardOfStarts;
  guard.forbidden = forbidden;
  guard.faults = [];
  afterAll(() => {
    if (guard.faults.length > 0) throw new Error([...new Set(guard.faults)].join('\n'));
  });
}

function setUp(): Guard {
  const guard: Guard = { forbidden: () => undefined, faults: [] };
  const check = (program: string | undefined, args: unknown) => {
    const fault = guard.forbidden(program, Array.isArray(args) ? args.map(String) : []);
    if (fault === undefined) return;
    guard.faults.push(fault);
    throw new Error(fault);
  };
  const require = createRequire(import.meta.url);
  const processes: Record<string, unknown> = require('node:child_process');
  const threads: Record<string, unknown> = require('node:worker_threads');
  const guarded = (start: Start): Start => {
    const guardedStart: Start = (...given) => {
      check(String(given[0]), given[1]);
      return start(...given);
    };
    // `promisify(execFile)` is a function of its own.
    const promised = (start as { readonly [promisify.custom]?: Start })[promisify.custom];
    return promised === undefined ? guardedStart : Object.assign(guardedStart, { [promisify.custom]: guarded(promised) });
  };
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
    processes[name] = guarded(processes[name] as Start);
  threads.Worker = new Proxy(threads.Worker as new () => object, {
    construct: (target, given, self) => {
      check(undefined, [String(given[0])]);
      return Reflect.construct(target, given, self);
    },
  });
  syncBuiltinESMExports();
  return guard;
}

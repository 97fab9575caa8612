import { createRequire, syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { afterAll, expect } from 'vitest';

// A setup file of the fast tests: starting a process or a thread throws, and fails the test file even where the code under test catches the error.
const require = createRequire(import.meta.url);
const processes: Record<string, unknown> = require('node:child_process');
const threads: Record<string, unknown> = require('node:worker_threads');
const started: string[] = [];

function refuse(what: string): never {
  started.push(what);
  throw new Error(`a fast test started ${what}: add the line "// @module-tag process" to its file`);
}

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  processes[name] = (program: unknown) => refuse(`the process ${basename(String(program))}`);
}
threads.Worker = class {
  constructor() {
    refuse('a thread');
  }
};
syncBuiltinESMExports();

afterAll(() => expect(started, 'processes and threads that fast tests started').toEqual([]));

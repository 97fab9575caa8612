import { basename } from 'node:path';
import { guardStarts } from './guard-starts.ts';

// A setup file of the fast tests: starting a process or a thread throws.
guardStarts((program, [first]) => {
  // The thread of a database file loads two small files, and ends with the database.
  if (program === undefined && first?.endsWith('/sqlite-worker.js')) return undefined;
  const what = program === undefined ? 'a thread' : `the process ${basename(program)}`;
  return `a fast test started ${what}: add the line "// @module-tag process" to its file`;
});

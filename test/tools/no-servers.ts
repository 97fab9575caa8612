import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { guardStarts } from './guard-starts.ts';
import { serverOf } from './server-programs.ts';
import { tagsOf } from './test-sets.ts';

// A setup file of the tests that start processes, and of the slow ones: starting a server throws, unless the file says that it does.
const { testPath } = expect.getState();
const mayStart = testPath !== undefined && tagsOf(readFileSync(testPath, 'utf8')).includes('servers');
guardStarts((program, args) => {
  const server = mayStart || program === undefined ? undefined : serverOf(program, args);
  return server && `a test started the server ${server}: add the line "// @module-tag servers" to its file`;
});

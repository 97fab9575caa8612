import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

test('a process', () => {
  expect(() => promisify(execFile)('true')).toThrow();
});

test('a thread', () => {
  expect(() => new Worker('', { eval: true })).toThrow();
});

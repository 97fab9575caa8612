import { execFile, spawnSync } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

test('hides that a program could not be started', () => {
  expect(() => spawnSync('/usr/bin/ffmpeg')).toThrow();
  expect(() => execFile('ffprobe')).toThrow();
  expect(() => new Worker('search.js')).toThrow();
});

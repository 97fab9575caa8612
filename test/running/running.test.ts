// @module-tag process
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { SHARED_FOLDER } from '../tools/made-once.ts';

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));

/** Runs one of the samples beside this file with a temporary folder of its own. */
function runSample(name: string): { readonly status: number | null; readonly printed: string; readonly left: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'running-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--config', config, name], {
    env: { ...process.env, [SHARED_FOLDER]: undefined, TMPDIR: folder, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  return { status, printed: stdout + stderr, left: readdirSync(folder) };
}

test('a run of the tests leaves nothing in the temporary folder, though a file made clips and skipped all its tests', () => {
  expect(runSample('skips-all')).toMatchObject({ status: 0, printed: expect.stringContaining('1 skipped'), left: [] });
});

test('a fast test that starts a process or a thread fails, though the code under test hides the error', () => {
  const { status, printed } = runSample('starts-processes');
  expect(status).toBe(1);
  for (const what of ['the process ffmpeg', 'the process ffprobe', 'a thread']) expect(printed).toContain(what);
});

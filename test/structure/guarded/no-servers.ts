import { execFile, spawn, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { launchChromium } from '../../tools/chromium.ts';

// As code under test does that catches every error.
const anyway = async (start: () => unknown) => {
  try {
    await start();
  } catch {}
};

test('PostgreSQL by another program', () =>
  anyway(() => spawnSync('setpriv', ['--pdeathsig', 'KILL', '/usr/lib/postgresql/17/bin/postgres'])));
test('Valkey', () => anyway(() => promisify(execFile)('valkey-server', ['--version'])));
test('the service', () => anyway(() => spawn(process.execPath, ['packages/cli/dist/main.js', 'serve', '--port', '0'])));
test('a browser', () => anyway(launchChromium));

test('what is no server', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-p', '"serve"']);
  expect(stdout.trim()).toBe('serve');
});

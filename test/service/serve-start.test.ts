// @module-tag servers
// @module-tag waits
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openLibrary } from '@streetdate/engine';
import { run } from 'streetdate';
import { expect, onTestFinished, test, vi } from 'vitest';
import { builtCommand } from '../cli/tools/built-command.ts';
import { capture, temporaryFolder } from '../cli/tools/streetdate.ts';

/** An empty library. */
async function emptyLibrary(): Promise<string> {
  const home = join(await temporaryFolder(), 'library');
  await (await openLibrary(home)).close();
  return home;
}

test('a start that fails ends with a status, and leaves no worker that goes on without a database', async () => {
  const [stdout, stderr] = [capture(false), capture(false)];
  const argv = ['serve', '--home', await emptyLibrary(), '--port', '0', '--trusted-proxy', 'nowhere', '--unconfined-uploads'];
  expect(await run(argv, { stdout, stderr, signal: new AbortController().signal, now: () => new Date() })).toBeGreaterThan(1);
  const said = stderr.text;
  expect(said).toContain('nowhere');
  await sleep(1500);
  expect(stderr.text).toBe(said);
});

test('a fault that nobody catches ends the server with its status, so that a supervisor starts it again', async () => {
  const folder = await temporaryFolder();
  const fault = "process.on('SIGUSR2', () => { throw new Error('the end of it') })";
  const log = join(folder, 'server.log');
  const argv = ['--import', `data:text/javascript,${encodeURIComponent(fault)}`, builtCommand(), 'serve', '--home', await emptyLibrary()];
  const options = ['--port', '0', '--log-file', log, '--log-level', 'info', '--unconfined-uploads'];
  const child = spawn(process.execPath, [...argv, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close');
  await expect.poll(() => /answers at (\S+)/.exec(said)?.[1], { timeout: 60_000 }).toBeDefined();
  // How decoders are confined is said by the start and by /readyz.
  const url = /answers at (\S+)/.exec(said)![1]!;
  const { confinement } = (await (await fetch(`${url}/readyz?token=hush`)).json()) as { readonly confinement: string };
  child.kill('SIGUSR2');
  expect((await ended)[0]).toBe(70);
  expect(said).toContain('internal error: Error: the end of it');
  expect(said).toMatch(confinement === 'bubblewrap' ? /decoded in a sandbox \(bubblewrap\)/ : /decoded WITHOUT a sandbox/);
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ req: expect.objectContaining({ path: '/readyz' }) }),
  );
  expect(lines.join('')).not.toContain('hush');
  expect((await stat(log)).mode & 0o777).toBe(0o600);
});

test('a server without a sandbox for what others send in does not start, unless that is waived', async () => {
  const [stdout, stderr] = [capture(false), capture(false)];
  vi.stubEnv('PATH', await temporaryFolder());
  vi.resetModules();
  const { run: fresh } = await import('streetdate');
  const argv = ['serve', '--home', await emptyLibrary(), '--port', '0'];
  expect(await fresh(argv, { stdout, stderr, signal: new AbortController().signal, now: () => new Date() })).toBe(3);
  expect(stderr.text).toMatch(/is decoded in a sandbox, and there is none: .*; --unconfined-uploads does without/);
  vi.unstubAllEnvs();
});

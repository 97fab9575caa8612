// @module-tag servers
// @module-tag waits
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openLibrary } from '@streetdate/engine';
import { run } from 'streetdate';
import { expect, test } from 'vitest';
import { capture, temporaryFolder } from '../cli/tools/streetdate.ts';

/** An empty library. */
async function emptyLibrary(): Promise<string> {
  const home = join(await temporaryFolder(), 'library');
  await (await openLibrary(home)).close();
  return home;
}

test('a start that fails ends with a status, and leaves no worker that goes on without a database', async () => {
  const [stdout, stderr] = [capture(false), capture(false)];
  const argv = ['serve', '--home', await emptyLibrary(), '--port', '0', '--trusted-proxy', 'nowhere'];
  expect(await run(argv, { stdout, stderr, signal: new AbortController().signal, now: () => new Date() })).toBeGreaterThan(1);
  const said = stderr.text;
  expect(said).toContain('nowhere');
  await sleep(1500);
  expect(stderr.text).toBe(said);
});

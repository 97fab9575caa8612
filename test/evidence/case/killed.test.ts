// @module-tag slow
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { runBuilt, startBuilt } from '../../cli/tools/built-command.ts';
import { records, temporaryFolder } from '../../cli/tools/streetdate.ts';

const FILES = 20_000;

test('a server whose reading was killed goes on where it was, and loses nothing that was stored', async () => {
  const folder = await temporaryFolder();
  const [server, home] = [join(folder, 'server'), join(folder, 'home')];
  for (let at = 0; at < FILES; at++) {
    if (at % 500 === 0) await mkdir(join(server, String(at / 500)), { recursive: true });
    await writeFile(join(server, String(Math.floor(at / 500)), `${at}.dat`), `file ${at} `.repeat(100));
  }
  await (await openLibrary(home)).close();
  const argv = ['case', 'add-server', server, '--name', 'FTP', '--country', 'NL', '--home', home, '--json', '--quiet'];
  const digested = async () => {
    const library = await openLibrary(home, { access: 'read' });
    try {
      return await library.catalogue.serverTotals('ftp');
    } finally {
      await library.close();
    }
  };
  const killed = startBuilt(argv);
  const ended = new Promise<void>((resolve) => killed.process.once('exit', () => resolve()));
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const totals = await digested().catch(() => undefined);
    if (totals && totals.digested >= 3000) break;
  }
  killed.process.kill('SIGKILL');
  await ended;
  const before = await digested();
  expect(before.digested).toBeGreaterThanOrEqual(3000);
  expect(before.digested).toBeLessThan(FILES);
  expect(before.files).toBe(FILES);

  const resumed = await runBuilt(argv);
  expect(resumed).toMatchObject({ status: 0, stderr: '' });
  expect(records(resumed)).toMatchObject([{ type: 'server', files: FILES, digested: FILES, unread: 0 }]);
});

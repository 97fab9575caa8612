// @module-tag slow
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { doctorRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { runBuilt } from './tools/built-command.ts';
import { writeReference } from './tools/prints.ts';
import { records, streetdate, temporaryFolder } from './tools/streetdate.ts';

/** Node 20 without the package that brings SQLite to it, whichever Node this is. */
async function withoutSqlite(folder: string): Promise<Readonly<Record<string, string>>> {
  const hook = join(folder, 'hook.cjs');
  await writeFile(
    hook,
    `const Module = require('node:module');
    const resolve = Module._resolveFilename;
    Module._resolveFilename = (name, ...rest) => {
      if (name === 'better-sqlite3') throw Object.assign(new Error('not there'), { code: 'MODULE_NOT_FOUND' });
      return resolve(name, ...rest);
    };
    const builtin = process.getBuiltinModule;
    process.getBuiltinModule = (name) => (name === 'node:sqlite' ? undefined : builtin?.call(process, name));`,
  );
  return { NODE_OPTIONS: `--require ${hook}` };
}

test('doctor says that SQLite is missing, and the command that installs it, with status 3', async () => {
  const folder = await temporaryFolder();
  const env = await withoutSqlite(folder);
  const run = await runBuilt(['doctor', '--home', join(folder, 'library')], { env });
  expect(run.status).toBe(3);
  expect(run.stdout).toContain('sqlite      not found\n');
  expect(run.stdout).toMatch(/^problem {5}Node v[\d.]+ brings no SQLite, .* npm install better-sqlite3@\d+\.\d+\.\d+$/m);
  expect(run.stderr).toMatch(/^streetdate: Node v[\d.]+ brings no SQLite, .* npm install better-sqlite3@\d+\.\d+\.\d+$/m);
  const [record] = records(await runBuilt(['doctor', '--json'], { env }));
  expect(doctorRecord.parse(record)).toMatchObject({ fit: false });
  expect(record).not.toHaveProperty('sqlite');
});

test('doctor names what provides SQLite, the library that is used, and the files with settings', async () => {
  const folder = await temporaryFolder();
  const [home, settings] = [join(folder, 'library'), join(folder, 'streetdate.json')];
  await streetdate(['enroll', await writeReference(folder, 'film.sdfp', 1), '--title', 'Film', '--home', home]);
  await writeFile(settings, '{"home":"library"}');
  const at = { cwd: folder, env: { STREETDATE_HOME: '', XDG_CONFIG_HOME: join(folder, 'none') } };
  const text = await runBuilt(['doctor'], at);
  expect(text.stdout).toContain(`library     ${home}  1 title, 1 reference\n`);
  expect(text.stdout).toContain(`settings    ${settings}  (`);
  const [record] = records(await runBuilt(['doctor', '--json'], at)).map((line) => doctorRecord.parse(line));
  expect(record).toMatchObject({
    fit: true,
    sqlite: expect.stringMatching(/^(?:node:sqlite|better-sqlite3)$/),
    library: { folder: home, exists: true, access: 'write', titles: 1, references: 1, lackLocalFeatures: 1, from: 'project-file' },
    settings: [
      { from: 'project-file', path: settings, exists: true },
      { from: 'user-file', exists: false },
    ],
  });
});

test('doctor is content without a library, and names the nearest; a damaged one is a problem', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  await streetdate(['init', '--home', home]);
  const none = await streetdate(['doctor', '--home', join(folder, 'libary')]);
  expect(none.status).toBe(0);
  expect(none.stdout).toContain(`library     none in ${join(folder, 'libary')}; the nearest is ${home}\n`);
  await writeFile(join(home, 'catalogue.sqlite'), 'no database');
  expect((await streetdate(['doctor', '--home', home])).stdout).toMatch(/^problem {5}.*catalogue\.sqlite: it is not a catalogue/m);
});

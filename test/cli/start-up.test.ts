// @module-tag slow
import { readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { FOOTAGE } from '../tools/footage.ts';
import { runBuilt } from './tools/built-command.ts';
import { writeCopy, writeReference } from './tools/prints.ts';
import { temporaryFolder } from './tools/streetdate.ts';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

/** Runs the built command and lists what it loaded: ES modules by URL, and native programs by path. */
async function loadedBy(argv: readonly string[]): Promise<{ status: number; modules: string[]; natives: string[] }> {
  const folder = await temporaryFolder();
  const [modules, natives] = [join(folder, 'modules'), join(folder, 'natives')];
  await Promise.all([modules, natives].map((path) => writeFile(path, '')));
  await writeFile(
    join(folder, 'hooks.mjs'),
    `import { appendFileSync } from 'node:fs';
    export const load = (url, context, next) => (appendFileSync(${JSON.stringify(modules)}, url + '\\n'), next(url, context));`,
  );
  await writeFile(
    join(folder, 'record.cjs'),
    `const { appendFileSync } = require('node:fs');
    require('node:module').register(${JSON.stringify(pathToFileURL(join(folder, 'hooks.mjs')).href)});
    const { dlopen } = process;
    process.dlopen = (module, path, ...rest) => (appendFileSync(${JSON.stringify(natives)}, path + '\\n'), dlopen(module, path, ...rest));`,
  );
  const { status } = await runBuilt(argv, { env: { NODE_OPTIONS: `--require ${join(folder, 'record.cjs')}` } });
  // Hooks run in a thread, which is recorded as well: each line may be there twice.
  const lines = async (path: string) => [...new Set((await readFile(path, 'utf8')).split('\n'))].filter((line) => line !== '');
  return { status, modules: await lines(modules), natives: await lines(natives) };
}

test.each([[['--version']], [['--help']], [['help']], [['help', 'scan']], [['enroll', 'disc', '--help']]])(
  '%j loads only the command’s own definitions and its argument parser',
  async (argv) => {
    const { status, modules, natives } = await loadedBy(argv);
    expect(status).toBe(0);
    expect(natives).toEqual([]);
    const files = modules.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
    const own = files
      .filter((path) => path.startsWith(join(packages, 'cli/dist/')))
      .map((path) => path.slice(join(packages, 'cli/dist/').length));
    const others = files.filter((path) => !path.startsWith(packages) && !path.includes('/node_modules/commander/'));
    expect(others).toEqual([]);
    expect(files.filter((path) => path.startsWith(packages)).length).toBe(own.length);
    // What commands do lies in the folders report/ and commands/, of which only the list is loaded.
    expect(own.filter((path) => !/^(definitions\/|[^/]+$)/.test(path)).sort()).toEqual([
      'commands/all.js',
      'commands/command.js',
      'output/command-line.js',
      'output/escape.js',
      'output/style.js',
      'output/version.js',
    ]);
    // Each command has its definition, and all of them share the rest.
    expect(own.filter((path) => !path.startsWith('definitions/')).length).toBeLessThan(12);
  },
);

test('completion loads its own work, and no native program', async () => {
  const { status, modules, natives } = await loadedBy(['completion', 'bash']);
  expect({ status, natives }).toEqual({ status: 0, natives: [] });
  expect(modules.filter((url) => /@streetdate|\/(sharp|kysely|zod)\//.test(url))).toEqual([]);
});

test('a command loads only the native programs that it uses', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const nativesOf = async (...argv: string[]) => {
    const { natives } = await loadedBy([...argv, '--home', home, '-q']);
    return natives.map((path) => path.replace(/^.*\//, ''));
  };
  const sqlite = isBuiltin('node:sqlite') ? [] : ['better_sqlite3.node'];
  expect(await nativesOf('enroll', await writeReference(folder, 'film.sdfp', 1), '--title', 'Film')).toEqual(sqlite);
  expect(await nativesOf('scan', await writeCopy(folder, 'copy.sdfp', 1))).toEqual(sqlite);
  expect(await nativesOf('judge')).toEqual(sqlite);
  expect(await nativesOf('fingerprint', FOOTAGE.sintel, '-o', join(folder, 'sintel.sdfp'))).toEqual([]);
  expect(await nativesOf('disc', 'show', folder)).toEqual([]);
});

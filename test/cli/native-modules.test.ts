// @module-tag process
import { writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runBuilt } from './tools/built-command.ts';
import { temporaryFolder } from './tools/streetdate.ts';

/** A process whose `require(name)` runs the code instead, as on a Node without SQLite of its own. */
async function withModule(name: string, code: string): Promise<Readonly<Record<string, string>>> {
  const hook = join(await temporaryFolder(), 'hook.cjs');
  await writeFile(
    hook,
    `const Module = require('node:module');
    const load = Module._load;
    Module._load = (request, ...rest) => {
      if (request !== ${JSON.stringify(name)}) return load(request, ...rest);
      ${code}
    };`,
  );
  return { NODE_OPTIONS: `--require ${hook}${isBuiltin('node:sqlite') ? ' --no-experimental-sqlite' : ''}` };
}

const dlopen = `The module '/x/better_sqlite3.node'\\nwas compiled against a different Node.js version using\\nNODE_MODULE_VERSION 115.`;

test.each([
  [
    'is not installed',
    `throw Object.assign(new Error("Cannot find module 'better-sqlite3'"), { code: 'MODULE_NOT_FOUND' });`,
    'the package better-sqlite3 is not installed; use Node 22.13 or newer, or run: npm install better-sqlite3@12.11.1',
  ],
  [
    'was built for another Node',
    `return class { constructor() { throw Object.assign(new Error("${dlopen}"), { code: 'ERR_DLOPEN_FAILED' }); } };`,
    'the native program of better-sqlite3 was built for another Node or system; use Node 22.13 or newer, or run: npm rebuild better-sqlite3 --ignore-scripts=false',
  ],
  [
    'was installed without its install script',
    `return class { constructor() { throw new Error('Could not locate the bindings file. Tried:\\n → a\\n → b'); } };`,
    'the package better-sqlite3 lacks its native program; use Node 22.13 or newer, or run: npm rebuild better-sqlite3 --ignore-scripts=false',
  ],
])('when better-sqlite3 %s and Node has no SQLite, one line says what to run', async (_, code, reason) => {
  const env = await withModule('better-sqlite3', code);
  const run = await runBuilt(['init', '--home', join(await temporaryFolder(), 'library')], { env });
  expect(run).toEqual({ status: 3, stdout: '', stderr: `streetdate: Node ${process.version} brings no SQLite, and ${reason}\n` });
});

test('the library opens without a warning, whichever SQLite it uses', async () => {
  const home = join(await temporaryFolder(), 'library');
  expect(await runBuilt(['init', '--home', home])).toEqual({ status: 0, stdout: '', stderr: `streetdate: made a library in ${home}\n` });
});

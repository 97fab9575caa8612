import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { openLibrary } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/tools/streetdate.ts';

/** Before, the first of them kept a processor busy for ever. */
const IMPOSSIBLE: readonly (readonly [what: string, place: (folder: string) => string])[] = [
  ['a folder of the system', () => '/proc/x'],
  ['what lies deeper there', () => '/proc/x/y/z'],
  ['a device', () => '/dev/null/x'],
  ['a file', (folder) => join(folder, 'file')],
  ['what lies under a file', (folder) => join(folder, 'file', 'x')],
  ['a link to nothing', (folder) => join(folder, 'link')],
  ['a very long name', (folder) => join(folder, 'x'.repeat(5000))],
];

test.each(IMPOSSIBLE)('a library in %s is refused at once, by writer and reader', { timeout: 20_000 }, async (_, placeIn) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), 'x');
  await symlink(join(folder, 'nothing'), join(folder, 'link'));
  const home = placeIn(folder);
  const failed = await openLibrary(home).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(StreetdateError);
  expect(failed).toMatchObject({ code: 'file-unwritable', path: home });
  expect(String(failed)).not.toMatch(/\(E[A-Z]+\)/);
  await expect(openLibrary(home, { access: 'read' })).rejects.toMatchObject({ code: 'bad-library' });
  expect((await readdir(folder)).sort()).toEqual(['file', 'link']);
});

test.each([
  ['', /^home must be /],
  ['a\0b', /^home must be a path without NUL/],
  [undefined, /^home must be /],
])('the path %j is the caller’s mistake', async (home, message) => {
  const error = await openLibrary(home as string).catch((reason: unknown) => reason);
  expect(error instanceof RangeError || error instanceof TypeError).toBe(true);
  expect((error as Error).message).toMatch(message);
});

test('with create: false a missing library is bad-library, and no folder is left behind', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  for (const access of ['read', 'write'] as const) {
    await expect(openLibrary(home, { access, create: false })).rejects.toMatchObject({
      code: 'bad-library',
      path: home,
      message: `${home}: there is no library`,
    });
  }
  expect(await readdir(folder)).toEqual([]);
  await (await openLibrary(home)).close();
  await (await openLibrary(home, { create: false })).close();
});

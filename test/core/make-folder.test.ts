import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@streetdate/core/internal/files';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/tools/streetdate.ts';

test('every missing folder above is made, also by many at once, and one that is there stays as it is', async () => {
  const folder = await temporaryFolder();
  const deep = join(folder, 'a', 'b', 'c', 'd');
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(deep)));
  await writeFile(join(deep, 'file'), 'x');
  await makeFolder(deep);
  await makeFolder(`${deep}/`);
  expect(await readdir(deep)).toEqual(['file']);
});

test.skipIf(process.platform !== 'linux')('a folder of the system that takes none is an error at once, not tried for ever', async () => {
  await expect(makeFolder('/proc/no-such/folder')).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a file, a link to nothing and a name that is too long are errors', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), '');
  await symlink(join(folder, 'nothing'), join(folder, 'link'));
  await mkdir(join(folder, 'real'));
  await symlink(join(folder, 'real'), join(folder, 'alias'));
  await makeFolder(join(folder, 'alias'));
  await expect(makeFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(folder, 'file', 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(makeFolder(join(folder, 'link', 'x'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(folder, 'x'.repeat(300)))).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
});

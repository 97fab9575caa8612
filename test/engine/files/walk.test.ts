import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { walk } from '../../../packages/engine/src/files/walk.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

async function walked(paths: readonly string[], leaveOut: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  for await (const each of walk(paths, { leaveOut })) {
    found.push('error' in each ? `${each.path}: ${each.error.code}` : `${each.file.path}${each.isNamed ? ' (named)' : ''}`);
  }
  return found;
}

async function tree(files: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const file of files) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), file);
  }
  return folder;
}

test('arguments come in their order, entries in the order of their code units, whatever the locale', async () => {
  const folder = await tree(['b.mp4', 'a/z.mp4', 'a/Z.mp4', 'a/é.mp4', 'B.mp4', 'a.mp4']);
  expect(await walked([join(folder, 'b.mp4'), folder])).toEqual(
    ['b.mp4 (named)', 'B.mp4', 'a/Z.mp4', 'a/z.mp4', 'a/é.mp4', 'a.mp4'].map((file) => join(folder, file)),
  );
});

test('a file comes once, by whatever paths it is reached, and loops of links end', async () => {
  const folder = await tree(['films/a.mp4', 'films/deep/b.mp4']);
  await symlink('..', join(folder, 'films/deep/up'));
  await symlink('deep', join(folder, 'films/other-way'));
  await symlink('a.mp4', join(folder, 'films/z.mp4'));
  const [first, second] = [join(folder, 'films/a.mp4'), join(folder, 'films/deep/b.mp4')];
  expect(await walked([folder, join(folder, 'films'), first])).toEqual([first, second]);
});

test('what cannot be looked at is an error in its place', async () => {
  const folder = await tree(['b.mp4', 'plain.mp4']);
  await symlink('nowhere', join(folder, 'a.mp4'));
  await symlink('c.mp4', join(folder, 'c.mp4'));
  expect(await walked([folder, join(folder, 'missing'), join(folder, 'plain.mp4', 'below')])).toEqual([
    `${join(folder, 'a.mp4')}: file-not-found`,
    join(folder, 'b.mp4'),
    `${join(folder, 'c.mp4')}: file-unreadable`,
    join(folder, 'plain.mp4'),
    `${join(folder, 'missing')}: file-not-found`,
    `${join(folder, 'plain.mp4', 'below')}: file-not-found`,
  ]);
});

test('folders can be left out', async () => {
  const folder = await tree(['.streetdate/fingerprints/a.sdfp', 'b.mp4']);
  expect(await walked([folder], [join(folder, '.streetdate')])).toEqual([join(folder, 'b.mp4')]);
});

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '@streetdate/core/internal/files';
import { expect, onTestFinished, test } from 'vitest';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-write-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('writes all pieces in order and replaces an older file', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'file');
  await writeFile(path, 'older');
  await writeAtomically(path, ['one ', new TextEncoder().encode('two ')]);
  expect(await readFile(path, 'utf8')).toBe('one two ');
  expect(await readdir(folder)).toEqual(['file']);
});

test('when a piece fails, the older file stays and nothing is left over', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'file');
  await writeFile(path, 'older');
  const pieces = function* () {
    yield 'new';
    throw new Error('no more');
  };
  await expect(writeAtomically(path, pieces(), { temporary: `${path}.part` })).rejects.toThrow('no more');
  expect(await readFile(path, 'utf8')).toBe('older');
  expect(await readdir(folder)).toEqual(['file']);
});

test('an unfinished file that a killed process left is replaced', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'file');
  await writeFile(`${path}.part`, 'left over, and longer than the new one');
  await writeAtomically(path, ['new'], { temporary: `${path}.part` });
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['file']);
});

test('a folder that is not there is the file system’s own error', async () => {
  const folder = await temporaryFolder();
  await expect(writeAtomically(join(folder, 'none', 'file'), ['new'])).rejects.toMatchObject({ code: 'ENOENT' });
});

import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Objects, UploadObjects } from '../../../packages/service/src/uploads/upload-objects.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

const SHA256 = 'a'.repeat(64);

/** A storage that breaks off in the middle of an object, so many times. */
function breakingOff(times: number): Objects {
  let left = times;
  return {
    storedMs: async () => 0,
    putFile: async () => {},
    getFile: async (_key, path) => {
      await writeFile(path, left > 0 ? 'ha' : 'half');
      if (left-- > 0) throw new Error('the connection was lost');
    },
    delete: async () => {},
  };
}

test('nothing is left of a film that could not be fetched as a whole, and it can be fetched again', async () => {
  const folder = await temporaryFolder();
  const files = new UploadObjects(breakingOff(1), folder);
  const filesIn = async () => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const reached = files.withPath(SHA256, 'film.mp4', async () => {});
  await expect(reached).rejects.toThrow('the connection was lost');
  expect(await filesIn()).toEqual([]);
  const found = await files.withPath(SHA256, 'film.mp4', async (path) => [path, (await filesIn()).map(({ name }) => name)]);
  expect(found).toEqual([join(folder, 'working', SHA256, 'film.mp4'), ['film.mp4']]);
  expect(await filesIn()).toEqual([]);
});

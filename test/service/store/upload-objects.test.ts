import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
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
  expect(found).toEqual([join(folder, 'working', 'all', SHA256, 'film.mp4'), ['film.mp4']]);
  expect(await filesIn()).toEqual([]);
});

/** Node 20 has no Promise.withResolvers. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

test('what another organisation has just sent is stored as what nobody has, and fetched once more for its work', async () => {
  const [put, got]: [string[], string[]] = [[], []];
  const objects: Objects = {
    storedMs: async () => Date.now(),
    putFile: async (key) => void put.push(key),
    getFile: async (key, path) => {
      got.push(key);
      await writeFile(path, 'film');
    },
    delete: async () => {},
  };
  const files = new UploadObjects(objects, await temporaryFolder());
  const keep = (isOwn: boolean) => files.keep(Readable.from(['film']), 'film.mp4', 100, async () => isOwn);
  const { sha256 } = await keep(true);
  expect(put).toEqual([]);
  await keep(false);
  expect(put).toEqual([`uploads/${sha256}`]);
  const [one, again, other] = [withResolvers<string>(), withResolvers<string>(), withResolvers<string>()];
  const over = withResolvers<void>();
  const work = (reached: { resolve(path: string): void }) => async (path: string) => {
    reached.resolve(path);
    await over.promise;
  };
  const working = [
    files.withPath(sha256, 'film.mp4', work(one), 'one'),
    files.withPath(sha256, 'film.mp4', work(again), 'one'),
    files.withPath(sha256, 'film.mp4', work(other), 'other'),
  ];
  expect(await again.promise).toBe(await one.promise);
  expect(await other.promise).not.toBe(await one.promise);
  expect(got).toHaveLength(2);
  over.resolve();
  await Promise.all(working);
});

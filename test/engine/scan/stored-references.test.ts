import { readdir, readFile, realpath, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadFingerprint } from '@streetdate/core';
import { StoredIndexReader } from '@streetdate/index/store';
import { expect, onTestFinished, test } from 'vitest';
import { storeFingerprint } from '../../../packages/engine/src/blobs/fingerprints.ts';
import { FolderStore } from '../../../packages/engine/src/blobs/folder-store.ts';
import { sqliteDatabase } from '../../../packages/engine/src/catalogue/sql/database.ts';
import { openSqlCatalogue } from '../../../packages/engine/src/catalogue/sql/sql-catalogue.ts';
import { openReferences } from '../../../packages/engine/src/scan/stored-references.ts';
import type { Stores } from '../../../packages/engine/src/stores.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';

async function libraryOf(...seeds: number[]): Promise<{ folder: string; home: string }> {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  for (const seed of seeds) {
    const { status } = await streetdate([
      'enroll',
      await writeReference(folder, `${seed}.sdfp`, seed),
      '--home',
      home,
      '--title',
      `Film ${seed}`,
    ]);
    expect(status).toBe(0);
  }
  return { folder, home };
}

/** Opens the references as a scan does. @returns Their ids, what was told, and the frames that can be searched. */
async function opened(stores: Stores) {
  const told: string[] = [];
  const all = await stores.catalogue.references();
  const { index, close } = await openReferences(stores, new Map(all.map((reference) => [reference.id, reference])), (message) =>
    told.push(message),
  );
  try {
    return { ids: [...index.ids()].sort(), told, frames: index.frameCount };
  } finally {
    await close();
  }
}

async function within<T>(home: string, work: (stores: Stores) => Promise<T>): Promise<T> {
  const catalogue = await openSqlCatalogue(sqliteDatabase(join(home, 'catalogue.sqlite')));
  try {
    return await work({ home: await realpath(home), catalogue, blobs: new FolderStore(home) });
  } finally {
    await catalogue.close();
  }
}

test('references are read from the index of the library, and from their fingerprints only once', async () => {
  const { folder, home } = await libraryOf(1, 2);
  const copy = await writeCopy(folder, 'copy.sdfp', 2);
  const first = await streetdate(['scan', copy, '--home', home, '--json']);
  expect(first.stderr).toBe('');
  expect(await readdir(join(home, 'index'))).toContain('manifest');
  await rm(join(home, 'fingerprints'), { recursive: true });
  const again = await streetdate(['scan', copy, '--home', home, '--json', '--rescan']);
  expect(records(again)[0]!.matches).toEqual(records(first)[0]!.matches);
  expect(records(again)[0]!.matches).toHaveLength(1);
});

test('what was enrolled since is taken in, and what was enrolled anew takes the place of what it was', async () => {
  const { folder, home } = await libraryOf(1);
  const before = await within(home, opened);
  await streetdate(['enroll', await writeReference(folder, '2.sdfp', 2), '--home', home, '--title', 'Film 2']);
  const after = await within(home, opened);
  expect([before.ids.length, after.ids.length]).toEqual([1, 2]);
  await within(home, async (stores) => {
    const [anew] = await stores.catalogue.references();
    const fingerprintSha256 = await storeFingerprint(stores.blobs, await loadFingerprint(await writeReference(folder, '3.sdfp', 3)));
    await stores.catalogue.write((writer) => writer.putReference({ ...anew!, fingerprintSha256 }));
    expect(await opened(stores)).toEqual(after);
  });
  await rm(join(home, 'fingerprints'), { recursive: true });
  // Nothing of the fingerprints is needed any more, so all of them are in the index.
  expect(await within(home, opened)).toEqual(after);
  const index = await StoredIndexReader.open(join(home, 'index'));
  onTestFinished(() => index.close());
  expect([...index.ids()]).toHaveLength(2);
});

test.each([
  [
    'a damaged manifest',
    'manifest',
    (path: string) => writeFile(path, '{"format":"streetdate-index"'),
    /manifest: not the manifest of an index, or a damaged one/,
  ],
  [
    'a manifest of a newer version',
    'manifest',
    async (path: string) => writeFile(path, (await readFile(path, 'utf8')).replace('"version":1', '"version":9')),
    /manifest: the manifest of an index of version 9/,
  ],
  ['a segment that was cut', '.sdsg', (path: string) => truncate(path, 1000), /\.sdsg: it has 1000 bytes/],
  ['a segment that is missing', '.sdsg', (path: string) => rm(path), /\.sdsg cannot be read/],
])('%s is named, and the index is built again from the fingerprints', async (_, ending, damage, reason) => {
  const { home } = await libraryOf(1);
  const sound = await within(home, opened);
  const name = (await readdir(join(home, 'index'))).find((each) => each.endsWith(ending))!;
  await damage(join(home, 'index', name));
  const mended = await within(home, opened);
  expect(mended).toEqual({ ...sound, told: [expect.stringMatching(reason)] });
  expect(mended.told[0]).toMatch(/^the index of the library is built again from its fingerprints: /);
  expect(await within(home, opened)).toEqual(sound);
});

test('several that open a library at once all get the whole of it, whoever brings the index up to date', async () => {
  const { home } = await libraryOf(1, 2);
  const all = await Promise.all(Array.from({ length: 4 }, () => within(home, opened)));
  expect(all.map(({ ids }) => ids.length)).toEqual([2, 2, 2, 2]);
  expect(all.flatMap(({ told }) => told)).toEqual([]);
});

test('where the index cannot be kept the fingerprints are searched all the same', async () => {
  const { home } = await libraryOf(1);
  await writeFile(join(home, 'index'), 'in the way');
  const { ids, told } = await within(home, opened);
  expect(ids).toHaveLength(1);
  expect(told).toEqual([
    expect.stringMatching(/^the index of the library cannot be used, so its fingerprints are read one by one: .*index/),
  ]);
});

test('a fingerprint that is missing before it was indexed is an error, and not a search without it', async () => {
  const { home } = await libraryOf(1, 2);
  // Enrolling a second title has searched the first.
  await rm(join(home, 'index'), { recursive: true });
  const [name] = await readdir(join(home, 'fingerprints'));
  await rm(join(home, 'fingerprints', name!));
  await expect(within(home, opened)).rejects.toThrow(/the fingerprint of reference .* cannot be used .*; enroll its media again/);
});

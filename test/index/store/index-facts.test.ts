// @module-tag process
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIndexFacts, StoredIndex, StoredIndexReader } from '@streetdate/index/store';
import { expect, onTestFinished, test } from 'vitest';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const reference = (seed: number) => sampleFilm(syntheticFilm(seed, 8), { seconds: 8, framesPerSecond: 8 });

/** A folder with an index of five films in two segments, and of a sixth that was removed. */
async function indexFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-index-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const index = await StoredIndex.open(folder);
  for (const seeds of [[1, 2, 4, 5, 6], [3]]) {
    for (const seed of seeds) index.add(`film ${seed}`, reference(seed));
    if (seeds.includes(3)) index.remove('film 2');
    await index.flush();
    await index.settled();
  }
  await index.close();
  return folder;
}

test('what an index holds is what a reader of it has', async () => {
  const folder = await indexFolder();
  const facts = await readIndexFacts(folder);
  const reader = await StoredIndexReader.open(folder);
  onTestFinished(() => reader.close());
  expect([...facts!.ids].sort()).toEqual([...reader.ids()].sort());
  expect(facts).toMatchObject({ segments: 2, frames: reader.frameCount, faults: [] });
  expect(facts!.frames).toBeGreaterThan(0);
  expect(facts!.bytes).toBeGreaterThan(256 * facts!.segments);
});

test('a segment that was cut, and one that is gone, are named; the others count', async () => {
  const folder = await indexFolder();
  const [first, second] = (await readdir(folder)).filter((name) => name.endsWith('.sdsg')).sort() as [string, string];
  await truncate(join(folder, first), 4000);
  const cut = await readIndexFacts(folder);
  expect(cut!.faults.map(({ code, path }) => [code, path])).toEqual([['bad-library', join(folder, first)]]);
  expect([...cut!.ids]).toEqual(['film 3']);
  await rm(join(folder, second));
  const gone = await readIndexFacts(folder);
  expect(gone!.faults.map(({ code }) => code)).toEqual(['bad-library', 'file-not-found']);
  expect(gone).toMatchObject({ segments: 2, frames: 0 });
});

test('there is nothing to read where there is no index, and a damaged list is refused', async () => {
  const folder = await indexFolder();
  expect(await readIndexFacts(join(folder, 'nothing'))).toBeUndefined();
  await writeFile(join(folder, 'manifest'), '{}\n');
  await expect(readIndexFacts(folder)).rejects.toMatchObject({ code: 'bad-library' });
  await expect(readIndexFacts('')).rejects.toThrow('folder');
});

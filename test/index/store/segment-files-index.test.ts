import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SegmentedIndex } from '@streetdate/index';
import { SegmentFilesIndex, segmentBytes } from '@streetdate/index/store';
import { findMatches } from '@streetdate/matcher';
import { expect, onTestFinished, test } from 'vitest';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const reference = (seed: number) => sampleFilm(syntheticFilm(seed, 40), { seconds: 40, framesPerSecond: 8 });
const copy = (seed: number) => sampleFilm(noisy(syntheticFilm(seed, 40), 12, 9), { seconds: 20, framesPerSecond: 4, role: 'query' });
const named = (...seeds: number[]) => seeds.map((seed) => [`film ${seed}`, reference(seed)] as const);

async function files() {
  const folder = await mkdtemp(join(tmpdir(), 'segments-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const index = new SegmentFilesIndex();
  onTestFinished(() => index.close());
  const make = async (key: string, references: ReturnType<typeof named>, removed: readonly string[] = []) => {
    const bytes = segmentBytes(references);
    const path = join(folder, key);
    await writeFile(path, bytes);
    return { key, path, bytes: bytes.length, removed };
  };
  return { index, make, folder };
}
const found = (index: SegmentFilesIndex, seed: number) => findMatches(copy(seed), index).map(({ referenceId }) => referenceId);

test('an index over segment files finds what the same segments find in memory', async () => {
  const { index, make } = await files();
  await index.show([await make('a', named(1, 2)), await make('b', named(3))]);
  const inMemory = new SegmentedIndex();
  for (const [id, fingerprint] of named(1, 2)) inMemory.add(id, fingerprint);
  inMemory.seal();
  inMemory.add(...named(3)[0]!);
  inMemory.seal();
  for (const seed of [1, 2, 3, 4]) expect(findMatches(copy(seed), index)).toEqual(findMatches(copy(seed), inMemory));
});

test('segments come and go, and references stay under their numbers when their segment is merged', async () => {
  const { index, make } = await files();
  const [a, b] = [await make('a', named(1, 2)), await make('b', named(3))];
  await index.show([a, b]);
  const numbers = [1, 3].map((seed) => index.numberOf(`film ${seed}`));
  await index.show([{ ...a, removed: ['film 2'] }, b]);
  expect(found(index, 2)).toEqual([]);
  const { revision } = index;
  await index.show([await make('merged', named(1, 3))]);
  expect([1, 3].map((seed) => index.numberOf(`film ${seed}`))).toEqual(numbers);
  expect(index.revision).toBe(revision);
  expect([1, 2, 3].map((seed) => found(index, seed))).toEqual([['film 1'], [], ['film 3']]);
  await index.show([]);
  expect([...index.ids()]).toEqual([]);
  expect(index.duration).toBe(0);
});

test('a reference that is enrolled anew takes the place of the old one', async () => {
  const { index, make } = await files();
  const a = await make('a', named(1, 2));
  await index.show([a]);
  const before = index.numberOf('film 1');
  await index.show([{ ...a, removed: ['film 1'] }, await make('b', [['film 1', reference(7)]])]);
  expect(index.numberOf('film 1')).not.toBe(before);
  expect([found(index, 1), found(index, 7)]).toEqual([[], ['film 1']]);
});

test('a damaged file is refused by its name, and the index stays as it was', async () => {
  const { index, make, folder } = await files();
  const a = await make('a', named(1));
  await index.show([a]);
  const b = await make('b', named(2));
  const bytes = segmentBytes(named(2));
  bytes[300]! ^= 1;
  await writeFile(b.path, bytes);
  await expect(index.show([a, b])).rejects.toMatchObject({ code: 'bad-library', path: join(folder, 'b') });
  expect(found(index, 1)).toEqual(['film 1']);
  expect(() => segmentBytes([])).toThrow('references must be at least one');
});

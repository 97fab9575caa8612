import { RenamedIndex, SegmentedIndex } from '@streetdate/index';
import { expect, test } from 'vitest';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const reference = (seed: number) => sampleFilm(syntheticFilm(seed, 30), { seconds: 30, framesPerSecond: 8 });
const track = (seed: number) =>
  sampleFilm(noisy(syntheticFilm(seed, 30), 4, 99), { seconds: 20, framesPerSecond: 4, role: 'query' }).tracks[0]!;

/** The ids under which frames like those of a film are found. */
function found(index: RenamedIndex, seed: number, only?: ReadonlySet<string>): string[] {
  const { count, references } = index.candidates(track(seed), { maxDistance: 15, ...(only && { only }) });
  return [...new Set(Array.from(references.subarray(0, count), (number) => index.idOf(number)))];
}

test('shows what its names name, in their order and under their ids, and finds nothing else', () => {
  const held = new SegmentedIndex();
  for (const seed of [1, 2, 3]) held.add(`key ${seed}`, reference(seed));
  const index = new RenamedIndex(
    held,
    new Map([
      ['film 3', 'key 3'],
      ['not there yet', 'key 4'],
      ['film 1', 'key 1'],
    ]),
  );
  expect([...index.ids()]).toEqual(['film 3', 'film 1']);
  expect([1, 2, 3].map((seed) => found(index, seed))).toEqual([['film 1'], [], ['film 3']]);
  expect(found(index, 1, new Set(['film 1', 'film 2']))).toEqual(['film 1']);
  expect(found(index, 1, new Set(['film 3']))).toEqual([]);
  expect(index.get('film 1')).toBe(held.get('key 1'));
  expect(index.trackOf('film 1')).toBe(held.trackOf('key 1'));
  expect([index.get('key 1'), index.trackOf('film 2'), index.numberOf('key 1')]).toEqual([undefined, undefined, undefined]);
});

test('shows what was added to the index that holds it, where it is named, and nothing of the rest', () => {
  const held = new SegmentedIndex();
  held.add('key 1', reference(1));
  const names = [1, 2].map((seed): [string, string] => [`film ${seed}`, `key ${seed}`]);
  const index = new RenamedIndex(held, new Map(names));
  expect([1, 2].map((seed) => found(index, seed))).toEqual([['film 1'], []]);
  held.add('key 2', reference(2));
  held.add('key 3', reference(3));
  expect([1, 2, 3].map((seed) => found(index, seed))).toEqual([['film 1'], ['film 2'], []]);
  held.remove('key 3');
  expect([1, 2, 3].map((seed) => found(index, seed))).toEqual([['film 1'], ['film 2'], []]);
});

test('has no way to add or remove references: the index that holds them has', () => {
  const index = new RenamedIndex(new SegmentedIndex(), new Map());
  expect(['add' in index, 'remove' in index]).toEqual([false, false]);
});

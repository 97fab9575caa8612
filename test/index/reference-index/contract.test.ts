import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import {
  BandIndex,
  type Candidates,
  LinearIndex,
  type ReferenceIndex,
  RenamedIndex,
  SegmentedIndex,
  type WritableReferenceIndex,
} from '@streetdate/index';
import { StoredIndex, StoredIndexReader } from '@streetdate/index/store';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MirroredIndex } from '../../../packages/index/src/threads/mirrored-index.ts';
import { IndexSharer } from '../../../packages/index/src/threads/shared-index.ts';
import { NarrowedIndex } from '../../../packages/sweep/src/search/narrowed-index.ts';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const reference = (seed: number) => sampleFilm(syntheticFilm(seed, 60), { seconds: 60, framesPerSecond: 8 });
const copy = (seed: number, bits: number) =>
  sampleFilm(noisy(syntheticFilm(seed, 60), bits, 99), { seconds: 20, framesPerSecond: 4, role: 'query' });
const foreign = sampleFilm(syntheticFilm(1, 5), { seconds: 5, framesPerSecond: 4, algorithm: 'other/1' });

function pairs(index: ReferenceIndex, found: Candidates): string[] {
  return Array.from(
    { length: found.count },
    (_, at) => `${found.queryFrames[at]} ${index.idOf(found.references[at]!)}/${found.referenceFrames[at]} ${found.distances[at]}`,
  ).sort();
}

/** Has each reference in a segment of its own, and none in its memtable. */
class SealedIndex extends SegmentedIndex {
  override add(referenceId: string, fingerprint: Fingerprint): void {
    super.add(referenceId, fingerprint);
    this.seal();
  }
}

/** Has all references in one segment, merged of the one before and the new one. */
class MergedIndex extends SealedIndex {
  override add(referenceId: string, fingerprint: Fingerprint): void {
    super.add(referenceId, fingerprint);
    const merging = this.merge(this.segments);
    let step = merging.next();
    while (step.done !== true) step = merging.next();
    this.replace(step.value);
  }
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-contract-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function storedIndex(): Promise<StoredIndex> {
  const index = await StoredIndex.open(await temporaryFolder());
  onTestFinished(() => index.close());
  return index;
}

type References = ReadonlyMap<string, Fingerprint>;

function fill<Index extends WritableReferenceIndex>(index: Index, references: References): Index {
  for (const [id, fingerprint] of references) index.add(id, fingerprint);
  return index;
}

const WRITABLE: readonly (readonly [name: string, create: () => WritableReferenceIndex | Promise<WritableReferenceIndex>])[] = [
  ['LinearIndex', () => new LinearIndex()],
  ['BandIndex', () => new BandIndex()],
  ['SegmentedIndex', () => new SegmentedIndex()],
  ['SegmentedIndex of a segment for each reference', () => new SealedIndex()],
  ['SegmentedIndex of one merged segment', () => new MergedIndex()],
  ['StoredIndex', storedIndex],
];

const READERS: readonly (readonly [name: string, of: (references: References) => ReferenceIndex | Promise<ReferenceIndex>])[] = [
  ...WRITABLE.map(([name, create]) => [name, async (references: References) => fill(await create(), references)] as const),
  [
    'RenamedIndex',
    (references) => {
      const held = new SegmentedIndex();
      // In another order, and beside one that is not shown.
      held.add('not shown', reference(50));
      for (const [id, fingerprint] of [...references].reverse()) held.add(`held ${id}`, fingerprint);
      return new RenamedIndex(held, new Map([...references.keys()].map((id) => [id, `held ${id}`])));
    },
  ],
  [
    'NarrowedIndex',
    (references) => {
      const held = fill(new SegmentedIndex(), references);
      const { frameCount, duration } = held;
      held.add('not searched', reference(50));
      return new NarrowedIndex(held, new Set(references.keys()), { frameCount, duration });
    },
  ],
  [
    'StoredIndexReader',
    async (references) => {
      const folder = await temporaryFolder();
      await fill(await StoredIndex.open(folder), references).close();
      const index = await StoredIndexReader.open(folder);
      onTestFinished(() => index.close());
      return index;
    },
  ],
  [
    'MirroredIndex of a thread',
    (references) => {
      const index = new SegmentedIndex();
      for (const [at, [id, fingerprint]] of [...references].entries()) {
        index.add(id, fingerprint);
        if (at === 0) index.seal();
      }
      const sharer = new IndexSharer(index);
      onTestFinished(() => sharer.close());
      const mirror = new MirroredIndex();
      mirror.follow(sharer.now().shared);
      return mirror;
    },
  ],
];

const films = (...seeds: readonly number[]): References => new Map(seeds.map((seed) => [`film ${seed}`, reference(seed)]));

describe.each(READERS)('%s, as every reference index,', (_name, of) => {
  test('finds every reference frame that differs in fewer bits than a hash has bands', async () => {
    const [index, oracle] = [await of(films(1, 2, 3)), fill(new LinearIndex(), films(1, 2, 3))];
    const query = copy(2, 12).tracks[0]!;
    const truth = pairs(oracle, oracle.candidates(query, { maxDistance: 15 }));
    expect(truth.length).toBeGreaterThan(60);
    expect(pairs(index, index.candidates(query, { maxDistance: 15 }))).toEqual(truth);
  });

  test('gives only pairs that the linear oracle gives, with the same distances', async () => {
    const [index, oracle] = [await of(films(1, 2)), fill(new LinearIndex(), films(1, 2))];
    const query = copy(1, 40).tracks[0]!;
    const truth = new Set(pairs(oracle, oracle.candidates(query, { maxDistance: 96 })));
    const found = pairs(index, index.candidates(query, { maxDistance: 96 }));
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((pair) => !truth.has(pair))).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
  });

  test('finds all that the linear oracle finds when told to look at everything', async () => {
    const [index, oracle] = [await of(films(1, 2)), fill(new LinearIndex(), films(1, 2))];
    const query = copy(1, 60).tracks[0]!;
    expect(pairs(index, index.candidates(query, { exhaustive: true }))).toEqual(pairs(oracle, oracle.candidates(query)));
  });

  test('looks only at the references and the query frames that it is told to', async () => {
    const index = await of(
      new Map([
        ['one', reference(1)],
        ['same again', reference(1)],
      ]),
    );
    const query = copy(1, 4).tracks[0]!;
    const found = index.candidates(query, { maxDistance: 15, only: new Set(['same again']), frames: [3, 6, 9, 30] });
    expect(found.count).toBeGreaterThan(0);
    for (let at = 0; at < found.count; at++) {
      expect(index.idOf(found.references[at]!)).toBe('same again');
      expect([3, 6, 9, 30]).toContain(found.queryFrames[at]);
    }
  });

  test('keeps the fingerprints that were added, and gives their indexed tracks', async () => {
    const index = await of(films(1, 2));
    expect(index.get('film 1')).toEqual(reference(1));
    expect(index.get('film 1')).toBe(index.get('film 1'));
    expect({ ...index.trackOf('film 2')! }).toEqual({ ...findTrack(reference(2), 'pdq/1')! });
    expect(index.get('film 3')).toBeUndefined();
    expect(index.trackOf('film 3')).toBeUndefined();
    expect([index.algorithm, index.view]).toEqual(['pdq/1', 'active']);
  });

  test('counts frames and seconds of its references', async () => {
    const one = await of(films(1));
    expect(one.frameCount).toBeGreaterThanOrEqual(findTrack(reference(1), 'pdq/1')!.timesMs.length);
    const two = await of(films(1, 2));
    expect(two.frameCount - one.frameCount).toBe(findTrack(reference(2), 'pdq/1')!.timesMs.length);
    expect(two.duration - one.duration).toBeCloseTo(60, 6);
  });

  test('lists its references in the order they were added, and numbers each', async () => {
    const index = await of(films(3, 1, 2));
    expect([...index.ids()]).toEqual(['film 3', 'film 1', 'film 2']);
    for (const id of index.ids()) expect(index.idOf(index.numberOf(id)!)).toBe(id);
    expect(index.numberOf('film 4')).toBeUndefined();
    expect(() => index.idOf(99)).toThrow(new RangeError('reference must be a number that the index gave out, got 99'));
  });

  test('stays the same when it is only read', async () => {
    const index = await of(films(1, 2));
    const { revision } = index;
    index.candidates(copy(2, 12).tracks[0]!);
    index.get('film 2');
    expect(index.revision).toBe(revision);
  });

  test('keeps derived data, one object of each kind', async () => {
    const [index, other] = [await of(films(1)), await of(films(1))];
    const kind = { name: 'ids', create: (of: ReferenceIndex) => ({ ids: [...of.ids()] }) };
    expect(index.derived.of(kind)).toEqual({ ids: ['film 1'] });
    expect(index.derived.of(kind)).toBe(index.derived.of(kind));
    expect(index.derived.of(kind)).not.toBe(other.derived.of(kind));
    expect(index.derived.kinds).toEqual(['ids']);
  });

  test('refuses a query of another algorithm', async () => {
    const index = await of(films(1));
    expect(() => index.candidates(foreign.tracks[0]!)).toThrow(new TypeError('track must be of pdq/1, got other/1'));
  });

  test('finds nothing when it is empty', async () => {
    expect((await of(new Map())).candidates(copy(1, 0).tracks[0]!).count).toBe(0);
  });
});

describe.each(WRITABLE)('%s, as every writable reference index,', (_name, create) => {
  test('a search sees what was added and taken out since the one before it', async () => {
    const index = await create();
    const found = (seed: number) => {
      const { count, references } = index.candidates(copy(seed, 4).tracks[0]!, { maxDistance: 15 });
      return [...new Set(Array.from(references.subarray(0, count), (number) => index.idOf(number)))];
    };
    index.add('film 1', reference(1));
    expect(found(1)).toEqual(['film 1']);
    index.add('film 2', reference(2));
    index.add('film 3', reference(3));
    index.remove('film 2');
    expect([1, 2, 3].map(found)).toEqual([['film 1'], [], ['film 3']]);
    index.add('film 2', reference(2));
    expect([1, 2, 3].map(found)).toEqual([['film 1'], ['film 2'], ['film 3']]);
  });

  test('says when its references are others, and gives a number to none twice', async () => {
    const index = await create();
    index.add('one', reference(1));
    index.add('two', reference(2));
    const [revision, number] = [index.revision, index.numberOf('one')!];
    expect(index.idOf(number)).toBe('one');
    index.remove('one');
    expect(index.revision).not.toBe(revision);
    expect(index.numberOf('one')).toBeUndefined();
    const without = index.revision;
    index.add('one', reference(3));
    expect(index.revision).not.toBe(without);
    expect(index.numberOf('one')).not.toBe(number);
    expect(index.numberOf('three')).toBeUndefined();
  });

  test('no longer finds a reference that was taken out, and takes its id again', async () => {
    const index = await create();
    index.add('kept', reference(1));
    index.add('gone', reference(2));
    const frames = index.frameCount;
    expect(index.remove('gone')).toBe(true);
    expect(index.remove('gone')).toBe(false);
    expect(index.frameCount).toBeLessThan(frames);
    expect(index.candidates(copy(2, 4).tracks[0]!, { maxDistance: 15 }).count).toBe(0);
    index.add('gone', reference(2));
    expect(index.candidates(copy(2, 4).tracks[0]!, { maxDistance: 15 }).count).toBeGreaterThan(0);
    expect([...index.ids()]).toEqual(['kept', 'gone']);
  });

  test('counts the frames of what it holds', async () => {
    const index = await create();
    index.add('film', reference(1));
    expect(index.frameCount).toBe(findTrack(reference(1), 'pdq/1')?.timesMs.length);
  });

  test('refuses an id that is taken, and a fingerprint of another algorithm', async () => {
    const index = await create();
    index.add('film', reference(1));
    expect(() => index.add('film', reference(2))).toThrow(new RangeError('referenceId must be new to the index, got film again'));
    expect(() => index.add('foreign', foreign)).toThrow(new TypeError('fingerprint of foreign must have a track of pdq/1, got other/1'));
  });
});

import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import { BandIndex, type Candidates, LinearIndex, type ReferenceIndex, SegmentedIndex } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const reference = (seed: number) => sampleFilm(syntheticFilm(seed, 60), { seconds: 60, framesPerSecond: 8 });
const copy = (seed: number, bits: number) =>
  sampleFilm(noisy(syntheticFilm(seed, 60), bits, 99), { seconds: 20, framesPerSecond: 4, role: 'query' });

function pairs(index: ReferenceIndex, found: Candidates): string[] {
  return Array.from(
    { length: found.count },
    (_, at) => `${found.queryFrames[at]} ${index.idOf(found.references[at]!)}/${found.referenceFrames[at]} ${found.distances[at]}`,
  ).sort();
}

/** Has each reference in a segment of its own, and none in its head. */
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

describe.each([
  ['LinearIndex', () => new LinearIndex()],
  ['BandIndex', () => new BandIndex()],
  ['SegmentedIndex', () => new SegmentedIndex()],
  ['SegmentedIndex of a segment for each reference', () => new SealedIndex()],
  ['SegmentedIndex of one merged segment', () => new MergedIndex()],
])('%s, as every reference index,', (_name, create) => {
  test('finds every reference frame that differs in fewer bits than a hash has bands', () => {
    const [index, oracle] = [create(), new LinearIndex()];
    for (const seed of [1, 2, 3]) for (const each of [index, oracle]) each.add(`film ${seed}`, reference(seed));
    const query = copy(2, 12).tracks[0]!;
    const truth = pairs(oracle, oracle.candidates(query, { maxDistance: 15 }));
    expect(truth.length).toBeGreaterThan(60);
    expect(pairs(index, index.candidates(query, { maxDistance: 15 }))).toEqual(truth);
  });

  test('a search sees what was added and taken out since the one before it', () => {
    const index = create();
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

  test('says when its references are others, and gives a number to none twice', () => {
    const index = create();
    index.add('one', reference(1));
    index.add('two', reference(2));
    const [revision, number] = [index.revision, index.numberOf('one')!];
    expect(index.idOf(number)).toBe('one');
    index.candidates(copy(2, 12).tracks[0]!);
    index.get('two');
    expect(index.revision).toBe(revision);
    index.remove('one');
    expect(index.revision).not.toBe(revision);
    expect(index.numberOf('one')).toBeUndefined();
    const without = index.revision;
    index.add('one', reference(3));
    expect(index.revision).not.toBe(without);
    expect(index.numberOf('one')).not.toBe(number);
    expect(index.numberOf('three')).toBeUndefined();
  });

  test('gives the indexed track of a reference', () => {
    const index = create();
    index.add('one', reference(1));
    index.add('two', reference(2));
    expect({ ...index.trackOf('two')! }).toEqual({ ...findTrack(reference(2), 'pdq/1')! });
    expect(index.trackOf('three')).toBeUndefined();
  });

  test('gives only pairs that the linear oracle gives, with the same distances', () => {
    const [index, oracle] = [create(), new LinearIndex()];
    for (const seed of [1, 2]) for (const each of [index, oracle]) each.add(`film ${seed}`, reference(seed));
    const query = copy(1, 40).tracks[0]!;
    const truth = new Set(pairs(oracle, oracle.candidates(query, { maxDistance: 96 })));
    const found = pairs(index, index.candidates(query, { maxDistance: 96 }));
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((pair) => !truth.has(pair))).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
  });

  test('finds all that the linear oracle finds when told to look at everything', () => {
    const [index, oracle] = [create(), new LinearIndex()];
    for (const seed of [1, 2]) for (const each of [index, oracle]) each.add(`film ${seed}`, reference(seed));
    const query = copy(1, 60).tracks[0]!;
    expect(pairs(index, index.candidates(query, { exhaustive: true }))).toEqual(pairs(oracle, oracle.candidates(query)));
  });

  test('no longer finds a reference that was taken out, and takes its id again', () => {
    const index = create();
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

  test('looks only at the references and the query frames that it is told to', () => {
    const index = create();
    index.add('one', reference(1));
    index.add('same again', reference(1));
    const query = copy(1, 4).tracks[0]!;
    const found = index.candidates(query, { maxDistance: 15, only: new Set(['same again']), frames: [3, 6, 9, 30] });
    expect(found.count).toBeGreaterThan(0);
    for (let at = 0; at < found.count; at++) {
      expect(index.idOf(found.references[at]!)).toBe('same again');
      expect([3, 6, 9, 30]).toContain(found.queryFrames[at]);
    }
  });

  test('keeps the fingerprint that was added', () => {
    const index = create();
    const fingerprint = reference(1);
    index.add('film', fingerprint);
    expect(index.get('film')).toEqual(fingerprint);
    expect(index.get('film')).toBe(index.get('film'));
    expect(index.get('other')).toBeUndefined();
    expect(index.frameCount).toBe(findTrack(fingerprint, 'pdq/1')?.timesMs.length);
  });

  test('refuses an id that is taken, a fingerprint of another algorithm and a query of another algorithm', () => {
    const index = create();
    index.add('film', reference(1));
    expect(() => index.add('film', reference(2))).toThrow(new RangeError('referenceId must be new to the index, got film again'));
    const foreign = sampleFilm(syntheticFilm(1, 5), { seconds: 5, framesPerSecond: 4, algorithm: 'other/1' });
    expect(() => index.add('foreign', foreign)).toThrow(new TypeError('fingerprint of foreign must have a track of pdq/1, got other/1'));
    expect(() => index.candidates(foreign.tracks[0]!)).toThrow(new TypeError('track must be of pdq/1, got other/1'));
  });

  test('finds nothing when it is empty', () => {
    expect(create().candidates(copy(1, 0).tracks[0]!).count).toBe(0);
  });
});

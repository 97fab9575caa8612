import { type Fingerprint, type HashTrack, hammingDistance } from '@streetdate/core/portable';
import {
  BandIndex,
  type Candidates,
  LinearIndex,
  type ReferenceIndex,
  SegmentedIndex,
  type WritableReferenceIndex,
} from '@streetdate/index';
import { findMatches } from '@streetdate/matcher';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprintOf, noisy, sampleFilm, seeded, syntheticFilm } from '../../tools/synthetic-film.ts';

const reference = (seed: number) => sampleFilm(syntheticFilm(seed, 60), { seconds: 60, framesPerSecond: 8 });
const copy = (seed: number, bits: number) =>
  sampleFilm(noisy(syntheticFilm(seed, 60), bits, 99), { seconds: 20, framesPerSecond: 4, role: 'query' });

function filled<Index extends WritableReferenceIndex>(index: Index, seeds: readonly number[]): Index {
  for (const seed of seeds) index.add(`film ${seed}`, reference(seed));
  return index;
}

function mergeAll(index: SegmentedIndex, between: () => void = () => {}): void {
  const merging = index.merge(index.segments.slice());
  let step = merging.next();
  while (step.done !== true) {
    between();
    step = merging.next();
  }
  index.replace(step.value);
}

function pairs(index: ReferenceIndex, found: Candidates): string[] {
  return Array.from(
    { length: found.count },
    (_, at) => `${found.queryFrames[at]} ${index.idOf(found.references[at]!)}/${found.referenceFrames[at]} ${found.distances[at]}`,
  ).sort();
}

/** A track of some hashes, one every 100 ms. */
function trackOf(hashes: Uint32Array): HashTrack {
  const frames = hashes.length / 8;
  const timesMs = Uint32Array.from({ length: frames }, (_, frame) => 100 * frame);
  return {
    algorithm: 'pdq/1',
    view: 'active',
    bits: 256,
    timesMs,
    spansMs: new Uint32Array(frames).fill(100),
    quality: new Uint8Array(frames).fill(90),
    hashes,
  };
}

test('finds every pair that differs in fewer bits than twice the bands, in films with runs of equal frames', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 200 }), (seed, length, hold) => {
      const random = seeded(seed);
      const film = new Uint32Array(8 * length * 3);
      for (let at = 0; at < film.length; at++) film[at] = at % (8 * hold) < 8 ? random() * 2 ** 32 : film[at - 8]!;
      const query = film.slice(0, 8 * length);
      for (let frame = 0; frame < length; frame++) {
        for (let turned = Math.floor(random() * 16); turned > 0; turned--) {
          const bit = Math.floor(random() * 256);
          query[frame * 8 + (bit >> 5)]! ^= 1 << (bit & 31);
        }
      }
      const index = new SegmentedIndex();
      index.add('one', fingerprintOf(trackOf(film.slice(0, 8 * length)), 100));
      index.add('two', fingerprintOf(trackOf(film.slice(8 * length)), 100));
      index.seal();
      const oracle = new LinearIndex();
      for (const id of index.ids()) oracle.add(id, index.get(id)!);
      const asked = trackOf(query);
      expect(pairs(index, index.candidates(asked, { maxDistance: 15 }))).toEqual(
        pairs(oracle, oracle.candidates(asked, { maxDistance: 15 })),
      );
    }),
    { numRuns: 50 },
  );
});

test('finds the matches that the band index finds', () => {
  const index = filled(new SegmentedIndex(), [1, 2, 3]);
  index.seal();
  filled(index, [4, 5]);
  index.seal();
  filled(index, [6]);
  const bands = filled(new BandIndex(), [1, 2, 3, 4, 5, 6]);
  for (const [seed, bits] of [
    [2, 14],
    [5, 50],
    [6, 30],
    [9, 0],
  ] as const) {
    const query = copy(seed, bits);
    const [found, expected] = [findMatches(query, index), findMatches(query, bands)];
    expect(found.map(({ referenceId }) => referenceId)).toEqual(expected.map(({ referenceId }) => referenceId));
    for (const [at, { segments }] of found.entries())
      expect(segments[0]!.referenceStart).toBeCloseTo(expected[at]!.segments[0]!.referenceStart, 1);
    expect(found.length).toBe(seed === 9 ? 0 : 1);
  }
});

test('gives fingerprints back whole: tracks in their order, times of more than a minute apart, thumbnails', () => {
  const { tracks, ...rest } = reference(1);
  const slow = {
    ...tracks[0]!,
    timesMs: tracks[0]!.timesMs.map((time) => 1000 * time),
    spansMs: tracks[0]!.spansMs.map((span) => 1000 * span),
  };
  const other = { ...tracks[0]!, view: 'middle-0.9' };
  const fingerprint: Fingerprint = {
    ...rest,
    duration: 60_000,
    tracks: [other, slow],
    thumbnails: { side: 2, timesMs: Uint32Array.of(5, 900), pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
    media: { width: 1920 },
    damage: { reason: 'cut', secondsCovered: 12 },
  };
  const index = new SegmentedIndex();
  index.add('film', fingerprint);
  index.add('plain', reference(2));
  index.seal();
  mergeAll(index);
  expect(index.get('film')).toEqual(fingerprint);
  expect(index.get('plain')).toEqual(reference(2));
  expect(index.duration).toBe(60_060);
});

test('the hashes that the matcher reads are views of the segment’s own memory', () => {
  const index = filled(new SegmentedIndex(), [1, 2]);
  index.seal();
  expect(index.get('film 2')?.tracks[0]?.hashes.buffer).toBe(index.segments[0]?.segment.bytes.buffer);
  expect(index.segments[0]?.segment.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('a search at each step of a merge gives what it gave before and gives after', () => {
  const index = new SegmentedIndex();
  for (const seed of [1, 2, 3, 4]) {
    filled(index, [seed]);
    index.seal();
  }
  const query = copy(3, 20).tracks[0]!;
  const before = pairs(index, index.candidates(query));
  const numbers = [...new Set(index.candidates(query).references)].sort();
  let searches = 0;
  mergeAll(index, () => {
    if (searches++ % 8 === 0) expect(pairs(index, index.candidates(query))).toEqual(before);
  });
  expect(searches).toBeGreaterThan(8);
  expect(index.segments.length).toBe(1);
  const after = index.candidates(query);
  expect(pairs(index, after)).toEqual(before);
  expect([...new Set(after.references)].sort()).toEqual(numbers);
});

test('what is removed, added and removed again during a merge is so after it', () => {
  const index = new SegmentedIndex();
  for (const seed of [1, 2, 3]) {
    filled(index, [seed]);
    index.seal();
  }
  let step = 0;
  mergeAll(index, () => {
    step++;
    if (step === 2) index.remove('film 1');
    if (step === 3) index.remove('film 2');
    if (step === 4) filled(index, [2, 4]);
  });
  expect([...index.ids()]).toEqual(['film 3', 'film 2', 'film 4']);
  expect(index.frameCount).toBe([3, 2, 4].reduce((sum, seed) => sum + reference(seed).tracks[0]!.timesMs.length, 0));
  expect(index.candidates(copy(1, 4).tracks[0]!, { maxDistance: 15 }).count).toBe(0);
  for (const seed of [2, 3, 4]) {
    const found = index.candidates(copy(seed, 4).tracks[0]!, { maxDistance: 15 });
    expect(new Set(Array.from(found.references.subarray(0, found.count), (number) => index.idOf(number)))).toEqual(
      new Set([`film ${seed}`]),
    );
  }
  mergeAll(index);
  expect([...index.ids()]).toEqual(['film 3', 'film 2', 'film 4']);
});

test('a picture that is everywhere is passed over, counted, and no hindrance to the others', () => {
  const random = seeded(5);
  const logo = Uint32Array.from({ length: 8 }, () => random() * 2 ** 32);
  const frames = 60_000;
  const film = Uint32Array.from({ length: 8 * frames }, () => random() * 2 ** 32);
  // Every second frame, so that the logo makes no runs, and a little noise in each word.
  for (let frame = 0; frame < frames; frame += 2)
    for (let word = 0; word < 8; word++) film[frame * 8 + word] = logo[word]! ^ (1 << Math.floor(random() * 32));
  const index = new SegmentedIndex();
  index.add('film', fingerprintOf(trackOf(film), frames / 10));
  index.seal();
  expect(index.memory.commonPostings).toBeGreaterThan(frames / 4);
  const query = trackOf(Uint32Array.from([...film.subarray(8 * 31, 8 * 32), ...logo]));
  const found = index.candidates(query, { maxDistance: 20 });
  const of = (frame: number) => pairs(index, found).filter((pair) => pair.startsWith(`${frame} `));
  expect(of(0)).toEqual(['0 film/31 0']);
  expect(hammingDistance(query.hashes, 8, film, 0, 8)).toBeLessThan(20);
});

test('refuses hashes of another length than the others have, and a fingerprint that is not valid', () => {
  const index = filled(new SegmentedIndex(), [1]);
  const track = trackOf(new Uint32Array(16));
  const short = { ...track, bits: 128, timesMs: Uint32Array.of(0, 1, 2, 3), spansMs: new Uint32Array(4), quality: new Uint8Array(4) };
  expect(() => index.add('short', fingerprintOf(short, 1))).toThrow(
    new TypeError('fingerprint of short must have hashes of 256 bits, as the others, got 128'),
  );
  const back = { ...track, timesMs: Uint32Array.of(100, 0) };
  expect(() => index.add('back', fingerprintOf(back, 1))).toThrow(
    /^fingerprint of back must be a valid one, but its track 0 has time 0 ms after 100 ms/,
  );
  expect([...index.ids()]).toEqual(['film 1']);
});

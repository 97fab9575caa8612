import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import { BandIndex, findMatches, LinearIndex } from '@streetdate/matcher';
import { findByShotCuts } from '@streetdate/matcher/internal';
import { describe, expect, test } from 'vitest';
import { detectShotCuts } from '../../../packages/matcher/src/propose/shot-cuts/detect-cuts.ts';
import { sharpenCuts } from '../../../packages/matcher/src/propose/shot-cuts/sharpen-cuts.ts';
import { type Film, fingerprintOf, noisy, sampleFilm, seeded, syntheticFilm } from '../../tools/synthetic-film.ts';

const SECONDS = 300;
const asReference = (film: Film, seconds = SECONDS) => sampleFilm(film, { seconds, framesPerSecond: 24 });
const asQuery = (film: Film, seconds: number, phase = 0.07) => sampleFilm(film, { seconds, framesPerSecond: 4, role: 'query', phase });

/** Another order of the bits, as a hash has of a picture whose geometry was changed: as far from the first as unrelated films, and cut like it. */
function changed(film: Film): Film {
  const random = seeded(77);
  const order = Array.from({ length: 256 }, (_, bit) => ({ bit, at: random() })).sort((one, other) => one.at - other.at);
  return (time) => {
    const hash = film(time);
    const turned = new Uint32Array(8);
    for (const [to, { bit }] of order.entries()) if (((hash[bit >> 5]! >>> (bit & 31)) & 1) === 1) turned[to >> 5]! |= 1 << (to & 31);
    return turned;
  };
}

const later =
  (film: Film, offset: number, speed = 1): Film =>
  (time) =>
    film(offset + speed * time);
const found = (query: Fingerprint, index: BandIndex | LinearIndex) => findByShotCuts(query, index).map(({ referenceId }) => referenceId);

const films = [1, 2, 3, 4, 5, 6].map((seed) => syntheticFilm(seed, SECONDS));
const index = new BandIndex();
for (const [at, film] of films.entries()) index.add(`film ${at + 1}`, asReference(film));

describe('cuts', () => {
  test('are where the shots end, however the film moves within them', () => {
    const times = [3, 7.5, 9, 14.25];
    const shots = times.map((_, at) => syntheticFilm(200 + at, 0.5)(0));
    const film: Film = (time) => noisy(() => shots[times.filter((cut) => cut <= time).length] ?? syntheticFilm(300, 1)(0), 10, 5)(time);
    const cuts = detectShotCuts(asReference(film, 20).tracks[0]!, 'reference');
    expect(cuts.times).toHaveLength(4);
    for (const [at, time] of cuts.times.entries()) expect(Math.abs(time - times[at]!)).toBeLessThanOrEqual(cuts.reach[at]! + 0.001);
    const sparse = detectShotCuts(asQuery(film, 20).tracks[0]!, 'query');
    expect(sparse.times).toHaveLength(4);
    for (const [at, time] of sparse.times.entries()) expect(Math.abs(time - times[at]!)).toBeLessThanOrEqual(sparse.reach[at]! + 0.001);
  });

  test('of a query are placed by its luma where that has one clear change, and stay where it has none', () => {
    const timesMs = Uint32Array.from({ length: 25 }, (_, at) => Math.round((1000 * at) / 12));
    // A cut between 1.0 and 1.083 s. From 1.5 s on every entry changes as much.
    const coarseGrid = Uint8Array.from({ length: 9 * 25 }, (_, at) => {
      const entry = Math.floor(at / 9);
      return entry < 13 ? 80 + (entry % 2) : entry < 18 ? 120 : 40 * (entry % 2);
    });
    const luma = { timesMs, means: new Uint16Array(25), coarseGrid };
    const cuts = { times: Float64Array.of(1.1, 1.75), reach: Float64Array.of(0.15, 0.125) };
    const { times, reach } = sharpenCuts(cuts, luma);
    expect(times[0]).toBeCloseTo(1.0415, 3);
    expect(reach[0]).toBeCloseTo(0.0415, 3);
    expect([times[1], reach[1]]).toEqual([1.75, 0.125]);
    expect(sharpenCuts(cuts, undefined)).toEqual(cuts);
  });

  test('are not seen where frames are missing', () => {
    const [first, last] = [asQuery(films[0]!, 1), asQuery(films[1]!, 1)];
    const [one, other] = [first.tracks[0]!, last.tracks[0]!];
    const joined = {
      ...one,
      timesMs: Uint32Array.from([...one.timesMs, ...other.timesMs.map((time) => time + 5000)]),
      spansMs: Uint32Array.from([...one.spansMs, ...other.spansMs]),
      quality: new Uint8Array(one.quality.length + other.quality.length).fill(80),
      hashes: Uint32Array.from([...one.hashes, ...other.hashes]),
    };
    expect(detectShotCuts(joined, 'query').times).toHaveLength(0);
  });
});

describe('a minute of a film whose picture was changed', () => {
  test.each([
    ['as fast', 1],
    ['sped up by PAL', 25 / 24],
    ['slowed down by PAL', 24 / 25],
    ['from NTSC', 1000 / 1001],
  ])('is found by its cuts alone, %s', (_what, speed) => {
    const copy = asQuery(changed(later(films[2]!, 100, speed)), 60);
    expect(findMatches(copy, new BandIndex())).toEqual([]);
    expect(found(copy, index)).toEqual(['film 3']);
  });

  test('is found inside another film', () => {
    const unrelated = syntheticFilm(70, SECONDS);
    const film: Film = (time) => (time >= 60 && time < 120 ? changed(films[4]!)(time + 30) : unrelated(time));
    expect(found(asQuery(film, 180), index)).toEqual(['film 5']);
  });

  test('is found with a fourth of its cuts missing and as many false ones', () => {
    const random = seeded(8);
    const track = findTrack(asQuery(changed(later(films[1]!, 50)), 75), 'pdq/1')!;
    const { times } = detectShotCuts(track, 'query');
    const near = (time: number, others: readonly number[]) => others.some((other) => Math.abs(other - time) < 0.4);
    const missed = [...times].filter(() => random() < 0.25);
    const extra = missed.map(() => random() * 70);
    const keep = [...track.timesMs.keys()];
    const hashes = track.hashes.slice();
    for (const frame of keep) {
      const time = track.timesMs[frame]! / 1000;
      // Over a cut that is missed the picture goes from one to the other in steps; a false one turns over a part of it, to and fro.
      if (near(time, missed))
        for (let word = 0; word < 8; word++)
          hashes[frame * 8 + word] = word < 4 ? hashes[frame * 8 - 8 + word]! : hashes[frame * 8 + word]!;
      if (extra.filter((other) => other <= time).length % 2 === 1)
        for (let word = 0; word < 8; word++) hashes[frame * 8 + word]! ^= 0x0f0f0f0f;
    }
    const copy = fingerprintOf({ ...track, hashes }, 75, 'query');
    expect(found(copy, index)).toEqual(['film 2']);
  });
});

describe('nothing is proposed', () => {
  test('for unrelated films, except for about one in eight', () => {
    const seeds = Array.from({ length: 48 }, (_, at) => 400 + at);
    const wrong = seeds.filter((seed) => found(asQuery(syntheticFilm(seed, 120), 120), index).length > 0);
    expect(wrong.length).toBeLessThanOrEqual(seeds.length / 5);
  });

  test('for a few seconds, a still, a film of one shot, a film that stands still, or nothing but black', () => {
    const still = films[0]!(0);
    const moving = asQuery((time) => noisy(() => still, Math.floor(time * 2), 1)(0), 60);
    const black = fingerprintOf(
      {
        ...moving.tracks[0]!,
        timesMs: new Uint32Array(),
        spansMs: new Uint32Array(),
        quality: new Uint8Array(),
        hashes: new Uint32Array(),
      },
      60,
      'query',
    );
    for (const query of [
      asQuery(films[0]!, 5),
      { ...asQuery(films[0]!, 60), kind: 'still' as const },
      moving,
      asQuery(() => still, 60),
      black,
    ]) {
      expect(found(query, index)).toEqual([]);
      const own = new LinearIndex();
      own.add('itself', { ...query, kind: 'film', role: 'reference' });
      expect(found(query, own)).toEqual([]);
    }
  });

  test('for slides that change by the clock, among other slides that do', () => {
    const slides = (seed: number): Film => {
      const pictures = Array.from({ length: 80 }, (_, at) => syntheticFilm(seed * 100 + at, 0.1)(0));
      return (time) => pictures[Math.floor(time / 4)]!;
    };
    const shows = new BandIndex();
    for (const seed of [1, 2, 3]) shows.add(`show ${seed}`, asReference(slides(seed)));
    expect(found(asQuery(slides(9), 120), shows)).toEqual([]);
  });
});

test('a film that repeats a loop is found by its cuts', () => {
  const loop: Film = (time) => films[0]!(time % 30);
  const loops = new BandIndex();
  loops.add('loop', asReference(loop));
  expect(found(asQuery(changed(later(loop, 45)), 60), loops)).toEqual(['loop']);
});

test('strobing takes bounded time', () => {
  const strobe = (seed: number): Film => {
    const random = seeded(seed);
    const pictures = Array.from({ length: 8 }, (_, at) => syntheticFilm(seed * 10 + at, 0.1)(0));
    const shown = Array.from({ length: 40_000 }, () => Math.floor(random() * 8));
    return (time) => pictures[shown[Math.floor(time / 0.75)]!]!;
  };
  const strobes = new BandIndex();
  for (let seed = 1; seed <= 4; seed++) strobes.add(`strobe ${seed}`, asReference(strobe(seed), 1800));
  const query = asQuery(strobe(9), 1800);
  expect(detectShotCuts(query.tracks[0]!, 'query').times.length).toBeGreaterThan(1000);
  findByShotCuts(query, strobes);
  const begun = process.cpuUsage();
  expect(findByShotCuts(query, strobes).length).toBeLessThanOrEqual(4);
  expect(process.cpuUsage(begun).user).toBeLessThan(5e6);
});

test('references that were taken out or put in are followed', () => {
  const copy = asQuery(changed(later(films[0]!, 20)), 80);
  const library = new BandIndex();
  expect(found(copy, library)).toEqual([]);
  library.add('a', asReference(films[0]!));
  library.add('b', asReference(films[1]!));
  expect(found(copy, library)).toEqual(['a']);
  library.remove('a');
  expect(found(copy, library)).toEqual([]);
  library.add('a', asReference(films[1]!));
  library.remove('b');
  library.add('b', asReference(films[0]!));
  expect(found(copy, library)).toEqual(['b']);
});

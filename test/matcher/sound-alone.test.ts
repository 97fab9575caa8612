import { codeAudio, type Fingerprint, type HashTrack } from '@streetdate/core/portable';
import { BandIndex, findMatches, type ReferenceIndex, SearchSession, SegmentedIndex } from '@streetdate/matcher';
import { undecidedIntervals } from '@streetdate/matcher/internal';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleFilm, seeded, syntheticFilm } from '../tools/synthetic-film.ts';
import { inBlocks, type SoundOptions, syntheticSound } from '../tools/synthetic-sound.ts';

const SECONDS = 60;
const NO_FRAMES = { timesMs: new Uint32Array(), spansMs: new Uint32Array(), quality: new Uint8Array(), hashes: new Uint32Array() };

/** The query of a file with sound only, as `fingerprintFile` gives it. */
async function soundOnly(samples: Int16Array): Promise<Fingerprint> {
  const pictures: HashTrack[] = ['pdq/1', 'blockhash/1'].map((algorithm) => ({ algorithm, view: 'active', bits: 256, ...NO_FRAMES }));
  const tracks = [...pictures, ...(await codeAudio(inBlocks(samples), 'query'))];
  return { role: 'query', kind: 'sound', duration: samples.length / 11_025, tracks, areas: [], media: { audioCodec: 'mp3' } };
}
const queryOf = (seed: number, options: SoundOptions) => soundOnly(syntheticSound(seed, options));

/** Noise in syllables of a voice's rhythm: four a second, with pauses. */
function speechLike(seed: number, seconds: number): Int16Array {
  const random = seeded(seed);
  let low = 0;
  return Int16Array.from({ length: Math.round(seconds * 11_025) }, (_, at) => {
    const time = at / 11_025;
    low += (0.05 + 0.2 * Math.abs(Math.sin(seed + Math.floor(4 * time)))) * (2 * random() - 1 - low);
    return 9000 * low * Math.max(0, Math.sin(2 * Math.PI * (4 + (seed % 3) / 2) * time));
  });
}

const indexes: ReferenceIndex[] = [];

beforeAll(async () => {
  const [bands, segments] = [new BandIndex(), new SegmentedIndex()];
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const film = sampleFilm(syntheticFilm(seed, SECONDS), { seconds: SECONDS, framesPerSecond: 10 });
    const sound = await codeAudio(inBlocks(syntheticSound(seed, { seconds: SECONDS })), 'reference');
    for (const index of [bands, segments]) index.add(`film ${seed}`, { ...film, tracks: [...film.tracks, ...sound] });
  }
  indexes.push(bands, segments);
});

describe('sound without a picture', () => {
  test('is found where it is of an enrolled film, weakly, however good it is', async () => {
    const query = await queryOf(3, { seconds: 40, from: 15 });
    for (const index of indexes) {
      const [match, ...further] = findMatches(query, index);
      expect(further).toEqual([]);
      expect(match).toMatchObject({ referenceId: 'film 3', strength: 'weak', sound: { vote: 'alone' }, secondOpinion: undefined });
      expect(match!.expectedFalseMatches).toBeGreaterThan(1e-3);
      const [segment] = match!.segments;
      expect(segment).toMatchObject({ foundBy: 'sound', distances: [], frameTimes: [] });
      expect(segment!.queryStart).toBeCloseTo(0, 0);
      expect(segment!.queryEnd).toBeCloseTo(40, 0);
      expect(segment!.referenceStart).toBeCloseTo(15, 0);
      expect(segment!.referenceEnd).toBeCloseTo(55, 0);
    }
  });

  test.each([
    ['at PAL speed', { seconds: 40, from: 5, speed: 25 / 24 }, 25 / 24],
    ['at PAL speed with its pitch kept', { seconds: 40, from: 5, speed: 25 / 24, pitch: 1 }, 25 / 24],
    ['slowed to 24/25', { seconds: 40, from: 5, speed: 24 / 25 }, 24 / 25],
    ['under noise', { seconds: 40, from: 5, noise: 0.3 }, 1],
  ])('is found %s', async (_, options, speed) => {
    const [match] = findMatches(await queryOf(2, options), indexes[0]!);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'weak' });
    expect(match!.segments[0]!.speed).toBeCloseTo(speed, 2);
  });

  test('leaves nothing to decode closer, and a session finds what a plain search finds', async () => {
    const query = await queryOf(4, { seconds: 30 });
    const [index] = indexes;
    expect(new SearchSession(index!).matches(query)).toEqual(findMatches(query, index!));
    expect(undecidedIntervals(query, index!)).toEqual([]);
  });

  test('matches nothing that is unrelated: music, speech, and music at another speed', async () => {
    const strangers = fc.record({
      seed: fc.integer({ min: 100, max: 1_000_000 }),
      seconds: fc.integer({ min: 1, max: 30 }),
      speed: fc.constantFrom(1, 25 / 24, 0.95),
      isSpeech: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(strangers, async ({ seed, seconds, speed, isSpeech }) => {
        const query = isSpeech ? await soundOnly(speechLike(seed, seconds)) : await queryOf(seed, { seconds, speed });
        expect(findMatches(query, indexes[0]!)).toEqual([]);
      }),
      { numRuns: 16 },
    );
  });

  test.each([
    ['silence', () => 0],
    ['one tone', (at: number) => 9000 * Math.sin(at / 4)],
    ['a click each second', (at: number) => (at % 11_025 === 0 ? 30_000 : 0)],
  ])('that is %s matches nothing, not even a film with the same', async (_, sampleAt) => {
    const samples = Int16Array.from({ length: 30 * 11_025 }, (_sample, at) => sampleAt(at));
    const index = new BandIndex();
    const film = sampleFilm(syntheticFilm(9, SECONDS), { seconds: SECONDS, framesPerSecond: 10 });
    index.add('plain', { ...film, tracks: [...film.tracks, ...(await codeAudio(inBlocks(samples), 'reference'))] });
    const query = await soundOnly(samples.slice(5 * 11_025));
    for (const each of [index, ...indexes]) expect(findMatches(query, each)).toEqual([]);
  });

  test.each([0.001, 0.05, 0.2, 1, 2.7])('of %d s does not stop the search', async (seconds) => {
    for (const index of indexes) expect(findMatches(await queryOf(1, { seconds }), index)).toEqual([]);
  });
});

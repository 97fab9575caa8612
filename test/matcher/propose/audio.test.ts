// @module-tag slow
import { codeAudio, type Fingerprint, type HashTrack } from '@streetdate/core/portable';
import { BandIndex, type CandidateOptions, findMatches, LinearIndex, SegmentedIndex } from '@streetdate/matcher';
import { beforeAll, describe, expect, test } from 'vitest';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';
import { inBlocks, type SoundOptions, syntheticSound } from '../../tools/synthetic-sound.ts';

const SECONDS = 60;
const index = new BandIndex();

const soundOf = (seed: number, options: SoundOptions, role: 'reference' | 'query' = 'query') =>
  codeAudio(inBlocks(syntheticSound(seed, options)), role);
const withSound = (fingerprint: Fingerprint, sound: readonly HashTrack[]): Fingerprint => ({
  ...fingerprint,
  tracks: [...fingerprint.tracks, ...sound],
});
/** A query that shows a film from a second on. */
const pictures = (seed: number, seconds: number, from = 0, bits = 16) =>
  sampleFilm((time) => noisy(syntheticFilm(seed, SECONDS + 40), bits, 9)(time + from), {
    seconds,
    framesPerSecond: 4,
    role: 'query',
    phase: 0.07,
  });

beforeAll(async () => {
  for (const seed of [1, 2, 3, 4]) {
    const film = sampleFilm(syntheticFilm(seed, SECONDS), { seconds: SECONDS, framesPerSecond: 10 });
    index.add(`film ${seed}`, withSound(film, await soundOf(seed, { seconds: SECONDS }, 'reference')));
  }
});

test('sound leads to pictures that the index finds only when every frame is compared', async () => {
  const shy = new (class extends LinearIndex {
    override candidates(track: HashTrack, options: CandidateOptions = {}) {
      return super.candidates(track, options.exhaustive ? options : { ...options, only: new Set() });
    }
  })();
  for (const id of index.ids()) shy.add(id, index.get(id)!);
  const affordable = { maxComparisons: 0 };
  // Too short to be known by its cuts.
  const picture = pictures(2, 8, 20);
  expect(findMatches(picture, shy, affordable)).toEqual([]);
  const [match] = findMatches(withSound(picture, await soundOf(2, { seconds: 8, from: 20 })), shy, affordable);
  expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong', sound: { vote: 'agrees' } });
  expect(match!.segments[0]!.foundBy).toBeUndefined();
});

test('a library is asked for its sound once, and again where references were taken out or changed', async () => {
  const asked: string[] = [];
  const library = new (class extends SegmentedIndex {
    override get(id: string) {
      asked.push(id);
      return super.get(id);
    }
  })();
  for (const id of index.ids()) library.add(id, index.get(id)!);
  library.seal();
  const listened = withSound(pictures(80, 30), await soundOf(2, { seconds: 30, from: 20 }));
  // No picture of it proposes anything, and there are too many references to compare it with each.
  const catalogue = { maxComparisons: 0, maxSeedDistance: 8 };
  expect(findMatches(listened, library, catalogue)).toMatchObject([{ referenceId: 'film 2' }]);
  expect(new Set(asked)).toEqual(new Set(index.ids()));
  asked.length = 0;
  expect(findMatches(listened, library, catalogue)).toMatchObject([{ referenceId: 'film 2' }]);
  expect(new Set(asked)).toEqual(new Set(['film 2']));

  const [second, third] = [library.get('film 2')!, library.get('film 3')!];
  library.remove('film 2');
  expect(findMatches(listened, library, catalogue)).toEqual([]);
  library.remove('film 3');
  library.add('film 3', second);
  library.add('film 2', third);
  expect(findMatches(listened, library, catalogue)).toMatchObject([{ referenceId: 'film 3' }]);
});

describe('sound under another picture', () => {
  test.each([
    ['as it is', {}],
    ['sped up by PAL', { speed: 25 / 24 }],
    ['sped up by PAL with its pitch kept', { speed: 25 / 24, pitch: 1 }],
    ['slowed down by PAL', { speed: 24 / 25 }],
    ['faster by 6.6 %, which no standard knows', { speed: 1.066 }],
    ['slower by 9 %', { speed: 0.91 }],
    ['under noise', { noise: 0.5 }],
  ] as const)('is found, and worth a look only: %s', async (_what, options) => {
    const query = withSound(pictures(80, 30), await soundOf(2, { seconds: 30, from: 20, ...options }));
    const matches = findMatches(query, index);
    expect(matches).toHaveLength(1);
    const [match] = matches;
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'weak', sound: { vote: 'alone', scoreAdded: 0 } });
    expect(match!.expectedFalseMatches).toBeGreaterThan(1e-3);
    const [segment] = match!.segments;
    const speed = 'speed' in options ? options.speed : 1;
    expect(segment!.foundBy).toBe('sound');
    expect(Math.abs(segment!.speed - speed)).toBeLessThan(0.004);
    expect(Math.abs(segment!.referenceStart - 20)).toBeLessThan(0.5);
    expect(segment!.queryEnd).toBeCloseTo(30, 0);
  });

  test('that belongs to no film is not found', async () => {
    for (const seed of [90, 91, 92])
      expect(findMatches(withSound(pictures(80, 30), await soundOf(seed, { seconds: 30 })), index)).toEqual([]);
  });

  test('is found as a clip inside another sound, within a second', async () => {
    const sound = syntheticSound(95, { seconds: 50 });
    sound.set(syntheticSound(3, { seconds: 12, from: 30 }), 20 * 11_025);
    const query = withSound(pictures(80, 50), await codeAudio(inBlocks(sound), 'query'));
    const [match] = findMatches(query, index);
    expect(match).toMatchObject({ referenceId: 'film 3', strength: 'weak' });
    expect(Math.abs(match!.segments[0]!.queryStart - 20)).toBeLessThan(1);
    expect(Math.abs(match!.segments[0]!.queryEnd - 32)).toBeLessThan(1);
  });
});

test('a clip of twenty seconds that was re-timed is found in a query of four hours, of which fewer codes are kept', async () => {
  const speed = 25 / 24;
  const sound = syntheticSound(95, { seconds: 60 });
  sound.set(syntheticSound(3, { seconds: 20, from: 20, speed, pitch: speed }), 20 * 11_025);
  const [match] = findMatches(withSound(pictures(80, 60), await codeAudio(inBlocks(sound), 'query', 4 * 3600)), index);
  expect(match).toMatchObject({ referenceId: 'film 3', strength: 'weak' });
  expect(Math.abs(match!.segments[0]!.queryStart - 20)).toBeLessThan(2);
  expect(Math.abs(match!.segments[0]!.speed - speed)).toBeLessThan(0.004);
});

describe('a copy whose picture is found', () => {
  const picture = pictures(1, 8, 12, 60);
  const score = () => findMatches(picture, index)[0]!.score;

  test('is surer where its sound is on the same line', async () => {
    const [match] = findMatches(withSound(picture, await soundOf(1, { seconds: 8, from: 12 })), index);
    expect(match).toMatchObject({ referenceId: 'film 1', sound: { vote: 'agrees' } });
    expect(match!.sound!.scoreAdded).toBeGreaterThanOrEqual(2);
    expect(match!.sound!.scoreAdded).toBeLessThanOrEqual(3);
    expect(match!.score).toBeCloseTo(Math.min(300, score() + match!.sound!.scoreAdded), 6);
  });

  test('loses nothing by another sound, nor by the right one at another moment', async () => {
    for (const sound of [await soundOf(77, { seconds: 8 }), await soundOf(1, { seconds: 8, from: 40 })]) {
      const [match] = findMatches(withSound(picture, sound), index);
      expect(match).toMatchObject({ referenceId: 'film 1', sound: { vote: 'disagrees', scoreAdded: 0 } });
      expect(match!.score).toBe(score());
    }
  });

  test('loses nothing by being muted', () => {
    expect(findMatches(picture, index)[0]).toMatchObject({ strength: 'strong', sound: { vote: 'silent', codesCompared: 0 } });
  });
});

test('sound is never taken for a second opinion', async () => {
  const [match] = findMatches(withSound(pictures(1, 20), await soundOf(1, { seconds: 20 })), index);
  expect(match!.secondOpinion).toBeUndefined();
});

test('a reference that was taken out or put in is followed', async () => {
  const query = withSound(pictures(80, 20), await soundOf(2, { seconds: 20 }));
  const changing = new BandIndex();
  changing.add('a', index.get('film 2')!);
  expect(findMatches(query, changing).map(({ referenceId }) => referenceId)).toEqual(['a']);
  changing.remove('a');
  expect(findMatches(query, changing)).toEqual([]);
  changing.add('a', index.get('film 1')!);
  changing.add('b', index.get('film 2')!);
  expect(findMatches(query, changing).map(({ referenceId }) => referenceId)).toEqual(['b']);
});

test('one tone that both hold says nothing', async () => {
  const tone = Int16Array.from({ length: 11_025 * 30 }, (_, at) => 8000 * Math.sin((2 * Math.PI * 440 * at) / 11_025));
  const humming = new BandIndex();
  const film = sampleFilm(syntheticFilm(5, 30), { seconds: 30, framesPerSecond: 10 });
  humming.add('hum', withSound(film, await codeAudio(inBlocks(tone), 'reference')));
  expect(findMatches(withSound(pictures(80, 30), await codeAudio(inBlocks(tone), 'query')), humming)).toEqual([]);
});

import { dihedralHash } from '@streetdate/core/internal';
import { findTrack } from '@streetdate/core/portable';
import { BandIndex, findMatches, LinearIndex, type WritableReferenceIndex } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const SECONDS = 120;
const enrolled = syntheticFilm(1, SECONDS);
const unrelated = syntheticFilm(50, SECONDS);

function library(create: () => WritableReferenceIndex): WritableReferenceIndex {
  const index = create();
  for (const seed of [1, 2, 3, 4]) {
    index.add(`film ${seed}`, sampleFilm(syntheticFilm(seed, SECONDS), { seconds: SECONDS, framesPerSecond: 10 }));
  }
  return index;
}

const query = (film: Film, seconds: number, phase = 0.07) => sampleFilm(film, { seconds, framesPerSecond: 4, role: 'query', phase });

describe.each([
  ['LinearIndex', () => new LinearIndex()],
  ['BandIndex', () => new BandIndex()],
])('findMatches over a %s', (_name, create) => {
  const index = library(create);

  test('finds a whole copy as one segment from end to end', () => {
    const [match, ...others] = findMatches(query(noisy(enrolled, 20, 7), SECONDS), index);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 1', strength: 'strong' });
    expect(match?.segments).toHaveLength(1);
    expect(match?.segments[0]).toMatchObject({ speed: 1, mirrored: false });
    expect(match?.segments[0]?.queryStart).toBeCloseTo(0, 1);
    expect(match?.segments[0]?.queryEnd).toBeCloseTo(SECONDS, 0);
    expect(match?.segments[0]?.referenceStart).toBeCloseTo(0, 1);
  });

  test('finds nothing in an unrelated film', () => {
    expect(findMatches(query(unrelated, SECONDS), index)).toEqual([]);
  });

  test('finds a clip of five seconds inside another film, to a sampling interval', () => {
    const film: Film = (time) => (time >= 40 && time < 45 ? noisy(enrolled, 16, 3)(time + 30) : unrelated(time));
    const [match] = findMatches(query(film, 90), index);
    expect(match?.referenceId).toBe('film 1');
    const segment = match!.segments[0]!;
    expect(Math.abs(segment.queryStart - 40)).toBeLessThan(0.25);
    expect(Math.abs(segment.queryEnd - 45)).toBeLessThan(0.25);
    expect(Math.abs(segment.referenceStart - 70)).toBeLessThan(0.25);
  });

  test('ends where a picture ends that holds, also one of which only the beginning was kept', () => {
    const freezing: Film = (time) => enrolled(Math.min(time, 73));
    const film: Film = (time) => (time >= 40 && time < 45 ? noisy(freezing, 2, 0)(Math.min(time + 30, 73)) : unrelated(time));
    const frozen = create();
    frozen.add('freezing', sampleFilm(freezing, { seconds: SECONDS, framesPerSecond: 10 }));
    const held = { ...sampleFilm(film, { seconds: 90, framesPerSecond: 4, phase: 0.07 }), role: 'query' as const };
    const [{ timesMs, spansMs }] = [held.tracks[0]!];
    expect(Math.max(...spansMs)).toBeGreaterThanOrEqual(1750);
    expect(timesMs.filter((timeMs) => timeMs >= 43_250 && timeMs < 45_000)).toHaveLength(0);
    const segment = findMatches(held, frozen)[0]!.segments[0]!;
    expect(Math.abs(segment.queryEnd - 45)).toBeLessThan(0.25);
  });

  test.each([
    ['a PAL speed-up', 25 / 24],
    ['a PAL slow-down', 24 / 25],
    ['an NTSC pull-down', 1001 / 1000],
    ['PAL from NTSC film rate', 25 / (24000 / 1001)],
    ['a speed that no standard knows', 1.123],
    ['half speed', 0.55],
    ['nearly double speed', 1.9],
  ])('tells %s by its speed', (_what, speed) => {
    const seconds = Math.min(60, 100 / speed);
    const film: Film = (time) => noisy(enrolled, 12, 5)(5 + time * speed);
    const [match] = findMatches(query(film, seconds), index);
    expect(match?.referenceId).toBe('film 1');
    expect(match?.segments).toHaveLength(1);
    const segment = match!.segments[0]!;
    expect(Math.abs(segment.speed - speed) * seconds).toBeLessThan(0.2);
    expect(Math.abs(segment.referenceStart - 5)).toBeLessThan(0.25);
  });

  test('finds several films and several segments in one query', () => {
    const other = syntheticFilm(3, SECONDS);
    const film: Film = (time) =>
      time < 15 ? enrolled(time + 60) : time < 30 ? unrelated(time) : time < 45 ? other(time) : enrolled(time - 40);
    const matches = findMatches(query(film, 60), index);
    expect(matches.map((match) => match.referenceId).sort()).toEqual(['film 1', 'film 3']);
    const spans = matches
      .find((match) => match.referenceId === 'film 1')
      ?.segments.map((segment) => [segment.queryStart, segment.referenceStart]);
    expect(spans).toHaveLength(2);
    expect(spans?.[0]?.[1]).toBeCloseTo(60, 0);
    expect(spans?.[1]?.[0]).toBeCloseTo(45, 0);
    expect(spans?.[1]?.[1]).toBeCloseTo(5, 0);
  });

  test('finds a loop as one segment a repeat', () => {
    const film: Film = (time) => enrolled(20 + (time % 6));
    const [match] = findMatches(query(film, 24), index);
    expect(match?.segments.map((segment) => Math.round(segment.queryStart))).toEqual([0, 6, 12, 18]);
  });

  test('bridges an interval that is black in the copy', () => {
    const fingerprint = query(noisy(enrolled, 10, 2), 40);
    const track = fingerprint.tracks[0]!;
    const keep = [...track.timesMs.keys()].filter((frame) => track.timesMs[frame]! < 15_000 || track.timesMs[frame]! > 20_000);
    const blanked = {
      ...track,
      timesMs: Uint32Array.from(keep, (frame) => track.timesMs[frame]!),
      spansMs: Uint32Array.from(keep, (frame) => track.spansMs[frame]!),
      quality: Uint8Array.from(keep, () => 80),
      hashes: Uint32Array.from(keep.flatMap((frame) => [...track.hashes.subarray(frame * 8, frame * 8 + 8)])),
    };
    const [match] = findMatches({ ...fingerprint, tracks: [blanked] }, index);
    expect(match?.segments).toHaveLength(1);
    expect(match?.segments[0]?.queryEnd).toBeCloseTo(40, 0);
  });

  test('does not call one still picture a strong match, however equal it is', () => {
    const still: Film = () => enrolled(30);
    const [match] = findMatches(query(still, 30), index);
    expect(match?.strength ?? 'weak').toBe('weak');
  });

  test('does not call three title cards a strong match, however equal they are: films share them', () => {
    const cards: Film = (time) => enrolled(10 + 20 * Math.floor(time / 4));
    const film = create();
    film.add(
      'cards',
      sampleFilm((time) => (time < 12 ? cards(time) : enrolled(time)), { seconds: 60, framesPerSecond: 10 }),
    );
    // A picture that holds is kept once.
    const held = { ...sampleFilm(cards, { seconds: 12, framesPerSecond: 4, phase: 0.07 }), role: 'query' as const };
    const [match] = findMatches(held, film);
    expect(match?.segments.reduce((sum, { framesCompared }) => sum + framesCompared, 0)).toBe(3);
    expect(match?.strength).toBe('weak');
  });

  test('finds the film and the second of a screenshot, and calls it weak: one picture convicts nobody', () => {
    const moment = sampleFilm((time) => noisy(enrolled, 6, 1)(time + 77.3), { seconds: 0.1, framesPerSecond: 4, role: 'query' });
    const [match, ...others] = findMatches({ ...moment, kind: 'still', duration: 0 }, index);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 1', strength: 'weak' });
    expect(Math.abs(match!.segments[0]!.referenceStart - 77.3)).toBeLessThan(0.5);
  });

  test('finds nothing for a screenshot of another film', () => {
    const moment = sampleFilm((time) => unrelated(time + 20), { seconds: 0.1, framesPerSecond: 4, role: 'query' });
    expect(findMatches({ ...moment, kind: 'still', duration: 0 }, index)).toEqual([]);
  });

  test.each([
    ['mirrored', ['mirror'], { mirrored: true, rotation: 0 }],
    ['turned right', ['turn-right'], { mirrored: false, rotation: 90 }],
    ['turned left', ['turn-left'], { mirrored: false, rotation: 270 }],
    ['upside down', ['turn-half'], { mirrored: false, rotation: 180 }],
    ['mirrored and then turned right', ['mirror', 'turn-right'], { mirrored: true, rotation: 90 }],
    ['mirrored and then turned left', ['mirror', 'turn-left'], { mirrored: true, rotation: 270 }],
    ['mirrored and then upside down', ['mirror', 'turn-half'], { mirrored: true, rotation: 180 }],
  ] as const)('finds a %s copy, and says so', (_how, transforms, orientation) => {
    const film: Film = (time) => {
      const laid = noisy(enrolled, 12, 8)(time + 12);
      for (const transform of transforms) dihedralHash('pdq/1', transform, laid, 0, laid, 0);
      return laid;
    };
    const [match, ...others] = findMatches(query(film, 20), index);
    expect(others).toEqual([]);
    expect(match?.segments[0]).toMatchObject({ ...orientation, speed: 1 });
  });

  test('finds nothing in a query without frames', () => {
    expect(findMatches(query(enrolled, 0), index)).toEqual([]);
  });
});

test('a query without a track of the index says which tracks it has', () => {
  const foreign = sampleFilm(enrolled, { seconds: 5, framesPerSecond: 4, algorithm: 'other/1' });
  expect(() => findMatches(foreign, new LinearIndex())).toThrow(new TypeError('query must have a track of pdq/1, got other/1'));
});

test('options out of range are refused by name', () => {
  expect(() => findMatches(query(enrolled, 5), new LinearIndex(), { maxAlignments: 0 })).toThrow(RangeError);
  expect(findTrack(query(enrolled, 5), 'pdq/1')).toBeDefined();
});

test('what changes like a cut several times a second and is only half alike is not a strong match: credits roll by alike', () => {
  // A new picture every quarter of a second, of which the query has 80 bits otherwise, at another pace, for five seconds.
  const rolling: Film = (time) => syntheticFilm(7000 + Math.floor(time * 4), 1)(0);
  const other = syntheticFilm(51, SECONDS);
  const index = new BandIndex();
  index.add(
    'credits',
    sampleFilm((time) => (time < 20 ? rolling(time) : other(time)), { seconds: 60, framesPerSecond: 10 }),
  );
  const film: Film = (time) => (time < 5 ? noisy(rolling, 130, 9)(time * 1.31 + 8) : unrelated(time));
  for (const match of findMatches(query(film, 30), index)) expect(match.strength).toBe('weak');
});

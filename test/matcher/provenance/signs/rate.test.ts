import { describe, expect, test } from 'vitest';
import { type Film, syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, read, readAtRates, rendition, silentOf } from '../copies.ts';

const SECONDS = 60;
const film = syntheticFilm(31, SECONDS);
const [NTSC, NTSC_FILM] = [30_000 / 1001, 24_000 / 1001];
const disc = rendition('disc', 'disc', film, SECONDS, { media: { frameRate: NTSC_FILM } });
const dvd = rendition('dvd', 'disc', film, SECONDS, { media: { frameRate: NTSC } });
const web = rendition('web', 'digital', film, SECONDS, { media: { frameRate: 24 } });
/** Reads a copy of the film with a stated frame rate. */
const readAt = readAtRates(copyOf(film, SECONDS));

test('a copy at 24 frames a second favours the rendition at 24 over discs at 23.976, however short', () => {
  const reading = readAt(24, [disc, dvd, web]);
  expect(ratiosOf(reading)).toEqual({ disc: [0.1] });
  expect(reading.evidence[0]?.reason).toBe(
    'It has 24.000 frames a second, as a copy of the digital rendition web would; a copy of the disc disc would have 23.976.',
  );
});

test('a copy at 23.976 frames a second favours a disc, at that rate or with repeated fields', () => {
  for (const one of [disc, dvd]) expect(ratiosOf(readAt(NTSC_FILM, [one, web]))).toEqual({ digital: [0.1] });
  // With a few frames at 24 a second before it.
  expect(ratiosOf(readAt(23.978, [disc, web]))).toEqual({ digital: [0.1] });
});

test('a copy at 29.97 frames a second has the repeated fields of an NTSC disc', () => {
  expect(ratiosOf(readAt(NTSC, [dvd, web]))).toEqual({ digital: [0.3333] });
});

test('a copy at another speed is left to the sign that measures it', () => {
  const pal = rendition('pal', 'disc', (time) => film((time * 25) / 24), (SECONDS * 24) / 25, { media: { frameRate: 25 } });
  const sped = copyOf((time) => film((time * 25) / 24), (SECONDS * 24) / 25, { media: { frameRate: 25 } });
  expect(silentOf(read(sped, [pal, web]))).toContain('rate');
});

test.each([
  ['of 30 frames a second, as repeated frames make it', 30],
  ['of 25 frames a second, which is its speed', 25],
  ['of between both', 23.988],
  ['of an unknown rate', undefined],
])('a copy %s is inconclusive', (_, frameRate) => {
  const reading = readAt(frameRate, [disc, dvd, web]);
  expect(ratiosOf(reading)).toEqual({});
  expect(silentOf(reading)).toContain('rate');
});

test('renditions of unknown rate are not compared', () => {
  expect(ratiosOf(readAt(24, [rendition('old', 'disc', film, SECONDS), web]))).toEqual({});
});

describe('a film long enough to measure its duration', () => {
  const seconds = 700;
  const long = syntheticFilm(33, seconds);
  const slower: Film = (time) => long(time / 1.001);
  const discs = rendition('disc', 'disc', slower, seconds * 1.001, { media: { frameRate: NTSC_FILM } });
  const store = rendition('web', 'digital', long, seconds, { media: { frameRate: 24 } });

  test('a copy with the rate and the duration of the one was retimed, if it is of the other', () => {
    expect(ratiosOf(read(copyOf(long, seconds, { media: { frameRate: 24 } }), [discs, store]))).toEqual({ disc: [0.04] });
  });

  test('a copy of a disc to which a program gave the other rate by repeating frames still lasts as the disc does', () => {
    const reading = read(copyOf(slower, seconds, { media: { frameRate: 24 } }), [discs, store]);
    expect(ratiosOf(reading)).toEqual({ digital: [0.5] });
    expect(silentOf(reading)).toContain('rate');
  });
});

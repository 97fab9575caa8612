import { judge, readSources } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type Film, syntheticFilm } from '../../tools/synthetic-film.ts';
import { match, seenOn, windows } from '../policy/cases.ts';
import { copyOf, ratiosOf, read, rendition, without } from './copies.ts';

const SECONDS = 240;
const PAL = 25 / 24;
const film = syntheticFilm(8, SECONDS);
const long: Film = (time) => film(time * PAL);
const disc = rendition('disc', 'disc', long, SECONDS / PAL);
const digital = rendition('digital', 'digital', without(without(film, 160, 170), 70, 80), SECONDS - 20);

describe('signs together', () => {
  test('independent signs multiply, down to the bound that an edition nobody enrolled sets', () => {
    const { digital: ratios } = ratiosOf(read(copyOf(long, SECONDS / PAL), [disc, digital]));
    // A scene and a speed: two traits that one edition would have to share.
    expect(ratios).toEqual([0.025, 0.4]);
    expect(ratios!.reduce((product, ratio) => product * ratio)).toBeCloseTo(1 / 100, 4);
  });

  test('renditions of one kind of source leave nothing to compare', () => {
    const other = rendition('other', 'disc', without(film, 70, 80), SECONDS - 10);
    const reading = read(copyOf(film, SECONDS), [rendition('disc', 'disc', film, SECONDS), other]);
    expect(ratiosOf(reading)).toEqual({});
    expect(reading.silent).toContainEqual({ sign: 'cuts', reason: 'It only tells apart renditions of the same kind of source.' });
  });

  test('a trailer, another episode and a partly read master are not other editions', () => {
    const copy = copyOf(long, SECONDS / PAL);
    const trailer = rendition('trailer', 'digital', (time) => film(20 + 3 * Math.floor(time / 2) + (time % 2)), 60);
    const episode = rendition('episode', 'digital', syntheticFilm(40, SECONDS), SECONDS);
    const part = rendition('part', 'digital', without(film, 160, 170), SECONDS - 10, {
      damage: { reason: 'the file ends early', secondsCovered: SECONDS - 10 },
    });
    for (const other of [trailer, episode, part]) {
      const reading = read(copy, [disc, other]);
      expect(ratiosOf(reading), other.referenceId).toEqual({});
      expect(reading.variants).toEqual([]);
    }
  });

  test('episodes of one season are not variants of each other', () => {
    const episodes = [40, 41].map((seed) => rendition(`episode-${seed}`, 'disc', syntheticFilm(seed, 120), 120));
    expect(read(copyOf(syntheticFilm(40, 120), 120), episodes).variants).toEqual([]);
  });

  test('a copy of nothing enrolled leaves every sign inconclusive', () => {
    const reading = readSources(copyOf(syntheticFilm(99, 60), 60), [], [disc, digital]);
    expect(reading.evidence).toEqual([]);
    expect(reading.variants).toEqual([]);
    expect(reading.silent.map(({ sign }) => sign)).toEqual([
      'cuts',
      'ends',
      'chapters',
      'speed',
      'rate',
      'cadence',
      'blending',
      'shape',
      'sound',
      'sound-layout',
      'marks',
      'subtitles',
      'detail',
      'nearest',
      'levels',
      'camera',
      'light',
      'room',
    ]);
  });
});

describe('the verdict between the digital and the disc window', () => {
  const onSale = windows('US:digital:2026-03-05T00:00:00Z', 'US:disc:2026-03-28T00:00:00Z');
  const judged = (copy: Film, seconds: number, channels = onSale) =>
    judge({ ...match, referenceId: 'disc' }, channels, seenOn(10), {
      sourceEvidence: read(copyOf(copy, seconds), [disc, digital]).evidence,
    });

  test('footage that only the disc has makes a disc leak, and the verdict gives the odds', () => {
    const verdict = judged(long, SECONDS / PAL);
    expect(verdict).toMatchObject({ kind: 'pre-release-leak', basis: 'source-evidence' });
    expect(verdict.summary).toMatch(/source evidence favours a disc or screener, (49|50) : 1 \(at least 20 : 1 is required\)\.$/);
    expect(verdict.explain.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringMatching(/^At \d+\.\d s it shows \d+\.\d s that the disc disc has .* \(40 : 1 against digital release\)\.$/),
    );
  });

  test('a copy of what both have needs review', () => {
    expect(judged((time) => film(time + 100), 50)).toMatchObject({ kind: 'needs-review' });
  });

  test('an open broadcast stays possible, since no sign excludes it', () => {
    expect(judged(long, SECONDS / PAL, [...onSale, ...windows('US:broadcast:2026-03-06T00:00:00Z')])).toMatchObject({
      kind: 'needs-review',
      reasons: ['digital-already-open'],
    });
  });
});

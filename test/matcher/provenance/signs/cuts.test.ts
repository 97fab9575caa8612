// @module-tag slow
import { BandIndex, findMatches, readSources } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type Film, noisy, syntheticFilm } from '../../../tools/synthetic-film.ts';
import { after, copyOf, ratiosOf, read, rendition, silentOf, without } from '../copies.ts';

// What two references share for less than a minute is taken for an intro: the parts of these films are longer.
const SECONDS = 240;
const film = syntheticFilm(1, SECONDS);
const disc = rendition('long-cut', 'disc', film, SECONDS);
const digital = rendition('short-cut', 'digital', without(film, 80, 92), SECONDS - 12);

describe('cut differences', () => {
  test('a scene that only the disc has excludes the digital rendition', () => {
    const reading = read(copyOf(film, SECONDS), [disc, digital]);
    expect(ratiosOf(reading)).toEqual({ digital: [0.025] });
    expect(reading.evidence[0]?.reason).toMatch(
      /^At \d+\.\d s it shows 1[12]\.\d s that the disc long-cut has and the digital rendition short-cut lacks\.$/,
    );
  });

  test('a scene that the copy lacks as the digital rendition does excludes the disc', () => {
    const reading = read(copyOf(without(film, 80, 92), SECONDS - 12), [disc, digital]);
    expect(ratiosOf(reading)).toEqual({ disc: [0.04] });
    expect(reading.evidence[0]?.reason).toMatch(/it lacks 1[12]\.\d s that the disc long-cut has/);
  });

  test('a second missing scene rules out that the uploader cut one by chance', () => {
    const cutTwice = without(without(film, 160, 170), 70, 80);
    const shorter = rendition('short-cut', 'digital', cutTwice, SECONDS - 20);
    expect(ratiosOf(read(copyOf(cutTwice, SECONDS - 20), [disc, shorter]))).toEqual({ disc: [0.025] });
  });

  test('a few frames are worth little, and seconds more', () => {
    const ratioOf = (seconds: number) => {
      const shorter = rendition('short-cut', 'digital', without(film, 80, 80 + seconds), SECONDS - seconds);
      return ratiosOf(read(copyOf(film, SECONDS), [disc, shorter])).digital?.[0] ?? 1;
    };
    expect(ratioOf(1.5)).toBeGreaterThan(0.15);
    expect(ratioOf(6)).toBeLessThan(0.03);
  });

  test('another order of scenes tells two renditions apart', () => {
    const reordered: Film = (time) => film(time < 80 ? time : time < 150 ? time + 70 : time < 220 ? time - 70 : time);
    const reading = read(copyOf(film, SECONDS), [disc, rendition('reordered', 'digital', reordered, SECONDS)]);
    expect(ratiosOf(reading)).toEqual({ digital: [0.025] });
    expect(reading.evidence[0]?.reason).toMatch(/its scenes are in the order of the disc long-cut, not of the digital rendition reordered/);
  });

  test('an excerpt of what both have is inconclusive', () => {
    const reading = read(
      copyOf((time) => film(time + 100), 40),
      [disc, digital],
    );
    expect(ratiosOf(reading)).toEqual({});
    expect(silentOf(reading)).toEqual(expect.arrayContaining(['cuts', 'ends']));
  });

  test('a scene that an uploader removed, and pictures that were inserted, are not an edition', () => {
    const unrelated = syntheticFilm(90, 20);
    const edited: Film = (time) =>
      time < 65 ? film(time + 95) : time < 75 ? unrelated(time - 65) : film(time < 100 ? time + 85 : time + 95);
    expect(ratiosOf(read(copyOf(edited, 140), [disc, digital]))).toEqual({});
  });

  test('a copy that follows different renditions in different places is of neither', () => {
    const one = rendition('one', 'disc', without(film, 160, 170), SECONDS - 10);
    const other = rendition('other', 'digital', without(film, 70, 80), SECONDS - 10);
    const reading = read(copyOf(film, SECONDS), [one, other]);
    expect(ratiosOf(reading)).toEqual({});
    expect(silentOf(reading)).toContain('cuts');
  });

  test('a source is doubted no further than its rendition that fits best', () => {
    const full = rendition('full-length', 'digital', film, SECONDS);
    expect(ratiosOf(read(copyOf(film, SECONDS), [disc, digital, full]))).toEqual({});
  });
});

describe('lead-in and lead-out', () => {
  const logo = syntheticFilm(60, 10);
  const withLogo = rendition('with-logo', 'digital', after(logo, 5, film), SECONDS + 5);

  test('a copy that begins as the disc does is a little less likely of a rendition with a logo before it', () => {
    const reading = read(copyOf(film, SECONDS), [disc, withLogo]);
    expect(ratiosOf(reading)).toEqual({ digital: [0.3333] });
    expect(reading.evidence[0]?.reason).toMatch(
      /^It begins where the disc long-cut does, and \d\.\d s away from where the digital rendition with-logo does\.$/,
    );
  });

  test('a copy that shows the logo is told by the footage, and both together count once', () => {
    const { disc: ratios } = ratiosOf(read(copyOf(after(logo, 5, film), SECONDS + 5), [disc, withLogo]));
    expect(ratios).toHaveLength(1);
    expect(ratios![0]).toBeCloseTo(0.03, 2);
  });

  test('an excerpt begins with neither', () => {
    expect(
      ratiosOf(
        read(
          copyOf((time) => film(time + 12), 60),
          [disc, withLogo],
        ),
      ),
    ).toEqual({});
  });
});

test('a very bad copy that resembles only one rendition claims no scenes', () => {
  // Noise that the search tolerates, but that leaves no frame of the copy the same as a frame of the other rendition.
  const one = rendition('one', 'disc', film, SECONDS);
  const other = rendition('other', 'digital', noisy(film, 40, 5), SECONDS);
  const copy = copyOf(film, SECONDS, {}, 62);
  const found = read(copy, [one]);
  expect(found.silent.map(({ sign }) => sign)).toContain('cuts');
  const index = new BandIndex();
  index.add(one.referenceId, one.fingerprint);
  const matches = findMatches(copy, index);
  expect(matches).toHaveLength(1);
  // As if the search had not found the other rendition at all.
  expect(ratiosOf(readSources(copy, matches, [one, other]))).toEqual({});
});

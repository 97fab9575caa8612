import { describe, expect, test } from 'vitest';
import { syntheticFilm } from '../../../tools/synthetic-film.ts';
import { after, copyOf, ratiosOf, read, rendition, silentOf, without } from '../copies.ts';

const SECONDS = 60;
const film = syntheticFilm(41, SECONDS);
const LEAD = 5;
const logo = syntheticFilm(42, LEAD);
const disc = rendition('disc', 'disc', film, SECONDS);
const web = rendition('web', 'digital', after(logo, LEAD, film), LEAD + SECONDS);
const doubtsOf = (reading: ReturnType<typeof read>) =>
  reading.doubts.flatMap(({ sign, referenceId, reason }) => (sign === 'ends' ? [{ referenceId, reason }] : []));

describe('ends', () => {
  test('a copy begins as one rendition does and not as the other', () => {
    expect(doubtsOf(read(copyOf(film, SECONDS), [disc, web]))).toEqual([
      { referenceId: 'web', reason: 'It begins where the disc disc does, and 5.0 s away from where the digital rendition web does.' },
    ]);
  });

  test('a logo that the copy shows and the other lacks is footage, which the sign `cuts` counts', () => {
    const reading = read(copyOf(after(logo, LEAD, film), LEAD + SECONDS), [disc, web]);
    expect(doubtsOf(reading)).toEqual([]);
    expect(reading.doubts.map(({ sign, referenceId }) => [sign, referenceId])).toContainEqual(['cuts', 'disc']);
  });

  test('an edition’s scene in the middle and its beginning are two traits', () => {
    const longer = rendition('longer', 'digital', after(logo, LEAD, film), LEAD + SECONDS);
    const shorter = rendition('shorter', 'disc', without(film, 30, 38), SECONDS - 8);
    const reading = read(copyOf(without(film, 30, 38), SECONDS - 8), [shorter, longer]);
    expect(reading.doubts.map(({ sign, referenceId }) => [sign, referenceId])).toEqual([
      ['cuts', 'longer'],
      ['ends', 'longer'],
    ]);
    expect(ratiosOf(reading)).toEqual({ digital: [0.0401, 0.3333] });
  });

  test('a logo beside a scene that only one has is a trait of its own', () => {
    const shorter = rendition('web', 'digital', after(logo, LEAD, without(film, 30, 38)), LEAD + SECONDS - 8);
    const reading = read(copyOf(after(logo, LEAD, without(film, 30, 38)), LEAD + SECONDS - 8), [disc, shorter]);
    expect(reading.doubts.map(({ sign, referenceId }) => [sign, referenceId])).toEqual([
      ['cuts', 'disc'],
      ['ends', 'disc'],
    ]);
    // The scene alone, as if nothing were before it.
    expect(reading.doubts[0]?.reason).toMatch(
      /^At 3\d\.\d s it lacks [78]\.\d s that the disc disc has and the digital rendition web lacks too\.$/,
    );
  });

  test('other pictures before the film, as long as the logo of the other rendition, are no beginning', () => {
    const trailer = syntheticFilm(43, LEAD);
    const reading = read(copyOf(after(trailer, LEAD, film), LEAD + SECONDS), [disc, web]);
    expect(silentOf(reading)).toContain('ends');
    expect(doubtsOf(reading)).toEqual([]);
  });

  test('black before the film counts, since it cannot be told from that of a rendition', () => {
    const shown = copyOf(after(logo, LEAD, film), LEAD + SECONDS);
    const track = shown.tracks[0]!;
    const from = track.timesMs.findIndex((timeMs) => timeMs >= 1000 * LEAD);
    const dark = {
      ...track,
      timesMs: track.timesMs.slice(from),
      spansMs: track.spansMs.slice(from),
      quality: track.quality.slice(from),
      hashes: track.hashes.slice(8 * from),
    };
    expect(doubtsOf(read({ ...shown, tracks: [dark] }, [disc, web])).map(({ referenceId }) => referenceId)).toEqual(['disc']);
  });

  test('an excerpt is inconclusive', () => {
    expect(
      silentOf(
        read(
          copyOf((time) => film(time + 15), 30),
          [disc, web],
        ),
      ),
    ).toContain('ends');
  });
});

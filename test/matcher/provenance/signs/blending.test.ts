// @module-tag slow
import type { Blending } from '@streetdate/core/portable';
import { BandIndex, findMatches, type Rendition, readSources } from '@streetdate/matcher';
import { blendingIntervals } from '@streetdate/matcher/internal';
import { describe, expect, test } from 'vitest';
import { seeded, syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, rendition, silentOf } from '../copies.ts';

const SECONDS = 60;
const film = syntheticFilm(43, SECONDS);
const [FILM, PAL, NTSC] = [24_000 / 1001, 25, 30_000 / 1001];

/** How near frames are to the means of their neighbours because of the film's motion: the same in every rendition. */
const MOVEMENT = Array.from({ length: SECONDS * 6 + 2 }, seeded(5));
const movementAt = (time: number) => {
  const place = Math.max(0, time) * 6;
  return 40 + 30 * ((1 - (place % 1)) * MOVEMENT[Math.floor(place)]! + (place % 1) * MOVEMENT[Math.floor(place) + 1]!);
};

interface Made {
  readonly rate: number;
  /** When frames are mixed: beats a second, and the share of a beat by which they are late. */
  readonly mixed?: { readonly beats: number; readonly late?: number; readonly depth?: number } | undefined;
  /** Encoding noise. */
  readonly noise?: number;
  readonly speed?: number;
}

/** Entries of an interval of a film. */
function entries({ rate, mixed, noise = 6, speed = 1 }: Made, seed: number, start = 0, end = SECONDS): Blending {
  const random = seeded(seed);
  const times = Array.from({ length: Math.floor((end - start) * rate) }, (_, at) => start + at / rate);
  const nearness = times.map((time) => {
    const mixture = mixed ? (mixed.depth ?? 15) * (1 - Math.cos(2 * Math.PI * (mixed.beats * time - (mixed.late ?? 0)))) : 0;
    return Math.round(Math.max(0, movementAt(time * speed) + mixture + noise * (random() - random())));
  });
  return { timesMs: Uint32Array.from(times, (time) => Math.round(1000 * time)), nearness: Uint8Array.from(nearness) };
}

const release = (id: string, source: 'disc' | 'digital', made: Made): Rendition =>
  rendition(id, source, film, SECONDS, { media: { frameRate: made.rate }, blending: entries(made, id.length) });

const mixture = { beats: PAL - FILM };
const pal = release('pal', 'disc', { rate: PAL, mixed: mixture });
const web = release('web', 'digital', { rate: FILM });

/** Reads a copy, measured in the intervals that are asked for. */
function readCopy(made: Made, renditions: readonly Rendition[] = [pal, web]) {
  const copy = copyOf(film, SECONDS, { media: { frameRate: made.rate } });
  const index = new BandIndex();
  for (const { referenceId, fingerprint } of renditions) index.add(referenceId, fingerprint);
  const matches = findMatches(copy, index);
  const intervals = blendingIntervals(copy, matches, renditions);
  const blending = intervals.map(({ start, end }, at) => entries(made, 100 + at, start, end));
  const reading = readSources(copy, matches, renditions, { blending });
  return { reading, intervals, said: reading.doubts.filter(({ sign }) => sign === 'blending') };
}

describe('mixed frames', () => {
  test('of a copy favour the rendition that has them', () => {
    const { reading, said } = readCopy({ rate: PAL, mixed: mixture, noise: 15 });
    expect(said).toMatchObject([
      {
        referenceId: 'web',
        likelihoodRatio: 0.1,
        reason:
          'Its frames are mixed from two pictures every 0.98 s, at the moments where those of the disc pal are; those of the digital rendition web are not.',
      },
    ]);
    expect(ratiosOf(reading)).toEqual({ digital: [0.1] });
  });

  test.each([FILM, PAL, NTSC])('that are missing favour the rendition without them, also at %f frames a second', (rate) => {
    expect(readCopy({ rate, noise: 15 }).said).toMatchObject([
      {
        referenceId: 'pal',
        likelihoodRatio: 0.1,
        reason:
          'Its frames are not mixed from two pictures every 0.98 s; those of the disc pal are, and those of the digital rendition web are not.',
      },
    ]);
  });

  test.each([0.25, 0.4, 0.5, 0.6, 0.75])('that a program made %f of a beat later are inconclusive', (late) => {
    expect(readCopy({ rate: PAL, mixed: { ...mixture, late } }).said).toEqual([]);
  });

  test('are inconclusive if fields were merged, which weakens the beat and moves it', () => {
    expect(readCopy({ rate: PAL, mixed: { ...mixture, late: 0.5, depth: 6 } }).said).toEqual([]);
  });

  test('are read at each conversion’s own beat where two renditions are mixed', () => {
    const ntsc = release('ntsc', 'disc', { rate: NTSC, mixed: { beats: NTSC - FILM } });
    const saidOf = (made: Made) => [...new Set(readCopy(made, [pal, ntsc, web]).said.map(({ referenceId }) => referenceId))];
    expect(saidOf({ rate: FILM })).toEqual(['pal', 'ntsc']);
    expect(saidOf({ rate: PAL, mixed: mixture })).toEqual(['ntsc', 'web']);
    expect(saidOf({ rate: NTSC, mixed: { beats: NTSC - FILM } })).toEqual(['pal', 'web']);
  });

  test('are inconclusive where renditions differ in encoding, or at other beats than that of their rates', () => {
    const coarse = release('pal', 'disc', { rate: PAL, noise: 40 });
    expect(readCopy({ rate: FILM }, [coarse, web]).said).toEqual([]);
    // A picture in twelve stands by itself, as discs are coded.
    const pulsing = release('pal', 'disc', { rate: PAL, mixed: { beats: PAL / 12 } });
    expect(readCopy({ rate: FILM }, [pulsing, web]).said).toEqual([]);
  });

  test('are not measured where renditions have one rate, or the film runs faster in one of them by the same factor', () => {
    const alike = release('bluray', 'disc', { rate: FILM });
    const speed = PAL / FILM;
    const faster = rendition('pal', 'disc', (time) => film(time * speed), SECONDS / speed, {
      media: { frameRate: PAL },
      blending: entries({ rate: PAL, speed }, 3, 0, SECONDS / speed),
    });
    for (const other of [alike, faster]) {
      const { reading, intervals } = readCopy({ rate: FILM }, [other, web]);
      expect(intervals).toEqual([]);
      expect(silentOf(reading)).toContain('blending');
    }
  });

  test('are measured evenly, where two renditions of different rates store theirs and the copy has a fitting rate', () => {
    const { intervals } = readCopy({ rate: FILM });
    expect(intervals).toHaveLength(24);
    for (const { start, end } of intervals) {
      expect(end - start).toBeCloseTo(2.2);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(SECONDS);
    }
    expect(readCopy({ rate: 50 }).intervals).toEqual([]);
    const { blending: _, ...without } = web.fingerprint;
    expect(readCopy({ rate: FILM }, [pal, { ...web, fingerprint: without }]).intervals).toEqual([]);
  });
});

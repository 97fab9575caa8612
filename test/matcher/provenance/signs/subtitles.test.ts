import type { LumaSeries } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, read, rendition, silentOf } from '../copies.ts';

const SECONDS = 90;
const film = syntheticFilm(12, SECONDS);

/** Luma of a part of the picture, codes: shots of 5 s in which it hardly changes. */
const scene = (part: number, time: number) => 40 + ((Math.floor(time / 5) * 61 + part * 17) % 150) + 0.3 * Math.sin(part + time);
/** What a line of text adds: one of 3 s in every six, brightest in the middle. */
const text = (part: number, time: number) => (time % 6 >= 1 && time % 6 < 4 ? ([3, 9, 4][part - 6] ?? 0) : 0);

type Luma = (part: number, time: number) => number;
const clean: Luma = scene;
const written: Luma = (part, time) => scene(part, time) + text(part, time);

function brightness(luma: Luma, step: number, seconds = SECONDS): LumaSeries {
  const timesMs = Uint32Array.from({ length: Math.floor(seconds / step) }, (_, at) => Math.round(1000 * step * at));
  const lumas = Array.from(timesMs, (ms) => Array.from({ length: 9 }, (_, part) => luma(part, ms / 1000)));
  return {
    timesMs,
    means: Uint16Array.from(lumas, (each) => Math.round((256 / 9) * each.reduce((sum, value) => sum + value, 0))),
    coarseGrid: Uint8Array.from(lumas.flat(), (value) => Math.round(8 * value) & 0xff),
  };
}

const screener = rendition('screener', 'screener', film, SECONDS, { luma: brightness(written, 0.208) });
const disc = rendition('disc', 'disc', film, SECONDS, { luma: brightness(clean, 0.208) });
/** What encoding does, codes. */
const encoded =
  (luma: Luma): Luma =>
  (part, time) =>
    luma(part, time) + 0.3 * Math.sin(31 * time + part);
const readOf = (luma: Luma, seconds = SECONDS, step = 0.083) =>
  read(copyOf(film, SECONDS, { luma: brightness(luma, step, seconds) }), [screener, disc]);
const doubtsOf = (reading: ReturnType<typeof readOf>) => reading.doubts.filter(({ sign }) => sign === 'subtitles');

describe('subtitles in the picture', () => {
  test('a copy has those of the screener, and one of the disc has none', () => {
    const [ofDisc] = doubtsOf(readOf(encoded(written)));
    expect(ofDisc).toMatchObject({ referenceId: 'disc', betterSource: 'screener', likelihoodRatio: 0.1 });
    expect(ofDisc!.reason).toMatch(
      /^It has the writing that comes and goes low in the picture of the screener .*, in \d+ of \d+ stretches of four seconds, and the disc .* has none there\.$/,
    );
    const [ofScreener] = doubtsOf(readOf(encoded(clean)));
    expect(ofScreener).toMatchObject({ referenceId: 'screener', betterSource: 'disc', likelihoodRatio: 0.1 });
    expect(ofScreener!.reason).toMatch(/^It lacks the writing that comes and goes low in the picture of the screener/);
    expect(ratiosOf(readOf(encoded(written)))).toHaveProperty('disc');
  });

  test('dark letters are writing as well as bright ones, and of two writings the copy has one', () => {
    const dark: Luma = (part, time) => scene(part, time) - text(part, time);
    const other: Luma = (part, time) => scene(part, time) + text(part, time - 1.5);
    const [withDark, withOther] = [dark, other].map((luma) =>
      rendition('screener', 'screener', film, SECONDS, { luma: brightness(luma, 0.208) }),
    );
    const copy = copyOf(film, SECONDS, { luma: brightness(encoded(dark), 0.083) });
    expect(doubtsOf(read(copy, [withDark!, disc]))[0]!.reason).toMatch(
      /^It has the writing that comes and goes low in the picture of the screener/,
    );
    const two = read(copy, [withDark!, { ...withOther!, referenceId: 'foreign', source: 'disc' }]);
    expect(doubtsOf(two)[0]!.reason).toMatch(
      /^Low in its picture it has what the screener .* has there, .*, and not what the disc foreign has\.$/,
    );
  });

  test.each<[string, Luma]>([
    ['with half of the writing, as of other subtitles at the same moments', (part, time) => scene(part, time) + text(part, time) / 2],
    ['whose contrast was changed', (part, time) => 0.9 * written(part, time) + 12],
    ['that follows one here and the other there', (part, time) => (time < 45 ? written : clean)(part, time)],
  ])('a copy %s cannot say', (_, luma) => {
    const reading = readOf(luma);
    expect(doubtsOf(reading)).toEqual([]);
    expect(silentOf(reading)).toContain('subtitles');
  });

  test('what stands low in the picture of one throughout is not said to come and go', () => {
    const strip: Luma = (part, time) => scene(part, time) + (part >= 6 ? 5 : 0);
    const marked = rendition('marked', 'screener', film, SECONDS, { luma: brightness(strip, 0.208) });
    const copy = copyOf(film, SECONDS, { luma: brightness(encoded(strip), 0.083) });
    expect(doubtsOf(read(copy, [marked, disc]))[0]!.reason).toMatch(/^Low in its picture it has what the screener marked has there, /);
  });

  test('a copy with subtitles of its own, at other times, lacks those of the screener', () => {
    const [doubt, ...more] = doubtsOf(readOf((part, time) => scene(part, time) + text(part, time + 3)));
    expect(doubt).toMatchObject({ referenceId: 'screener', betterSource: 'disc' });
    expect(more).toEqual([]);
  });

  test('a few lines are too little', () => {
    expect(doubtsOf(readOf(encoded(written), 20))).toEqual([]);
  });

  test('what is brighter throughout the picture is a grade and no writing', () => {
    const graded = rendition('graded', 'digital', film, SECONDS, {
      luma: brightness((part, time) => written(part, time) + 4, 0.208),
    });
    const copy = copyOf(film, SECONDS, { luma: brightness(encoded(written), 0.083) });
    expect(doubtsOf(read(copy, [graded, disc]))).toEqual([]);
  });

  test('a rendition whose parts were not kept is not doubted', () => {
    const { coarseGrid: _, ...means } = screener.fingerprint.luma!;
    const copy = copyOf(film, SECONDS, { luma: brightness(encoded(clean), 0.083) });
    expect(doubtsOf(read(copy, [{ ...screener, fingerprint: { ...screener.fingerprint, luma: means } }, disc]))).toEqual([]);
  });
});

import type { LumaSeries } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, read, rendition, silentOf } from '../copies.ts';

const SECONDS = 90;
const film = syntheticFilm(12, SECONDS);

/** Luma of a cell, codes: shots of 5 s in which it hardly changes. */
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
/** Encoding noise, codes. */
const encoded =
  (luma: Luma): Luma =>
  (part, time) =>
    luma(part, time) + 0.3 * Math.sin(31 * time + part);
const readOf = (luma: Luma, seconds = SECONDS, step = 0.083) =>
  read(copyOf(film, SECONDS, { luma: brightness(luma, step, seconds) }), [screener, disc]);
const doubtsOf = (reading: ReturnType<typeof readOf>) => reading.doubts.filter(({ sign }) => sign === 'subtitles');

describe('burned-in subtitles', () => {
  test('a copy has those of the screener, and a copy of the disc has none', () => {
    const [ofDisc] = doubtsOf(readOf(encoded(written)));
    expect(ofDisc).toMatchObject({ referenceId: 'disc', betterSource: 'screener', likelihoodRatio: 0.1 });
    expect(ofDisc!.reason).toMatch(
      /^It has the burned-in text of the screener .* in the lower third of the picture, in \d+ of \d+ intervals of four seconds; the disc .* has none there\.$/,
    );
    const [ofScreener] = doubtsOf(readOf(encoded(clean)));
    expect(ofScreener).toMatchObject({ referenceId: 'screener', betterSource: 'disc', likelihoodRatio: 0.1 });
    expect(ofScreener!.reason).toMatch(/^It lacks the burned-in text of the screener .* in the lower third of the picture/);
    expect(ratiosOf(readOf(encoded(written)))).toHaveProperty('disc');
  });

  test('dark letters count as bright ones do, and of two texts the copy has one', () => {
    const dark: Luma = (part, time) => scene(part, time) - text(part, time);
    const other: Luma = (part, time) => scene(part, time) + text(part, time - 1.5);
    const [withDark, withOther] = [dark, other].map((luma) =>
      rendition('screener', 'screener', film, SECONDS, { luma: brightness(luma, 0.208) }),
    );
    const copy = copyOf(film, SECONDS, { luma: brightness(encoded(dark), 0.083) });
    expect(doubtsOf(read(copy, [withDark!, disc]))[0]!.reason).toMatch(
      /^It has the burned-in text of the screener .* in the lower third of the picture/,
    );
    const two = read(copy, [withDark!, { ...withOther!, referenceId: 'foreign', source: 'disc' }]);
    expect(doubtsOf(two)[0]!.reason).toMatch(
      /^The lower third of its picture is as in the screener .*, .*, and not as in the disc foreign\.$/,
    );
  });

  test.each<[string, Luma]>([
    ['with half of the text, as of other subtitles at the same moments', (part, time) => scene(part, time) + text(part, time) / 2],
    ['whose contrast was changed', (part, time) => 0.9 * written(part, time) + 12],
    ['that follows different renditions in different places', (part, time) => (time < 45 ? written : clean)(part, time)],
  ])('a copy %s is inconclusive', (_, luma) => {
    const reading = readOf(luma);
    expect(doubtsOf(reading)).toEqual([]);
    expect(silentOf(reading)).toContain('subtitles');
  });

  test('text that stays throughout in one is not said to come and go', () => {
    const strip: Luma = (part, time) => scene(part, time) + (part >= 6 ? 5 : 0);
    const marked = rendition('marked', 'screener', film, SECONDS, { luma: brightness(strip, 0.208) });
    const copy = copyOf(film, SECONDS, { luma: brightness(encoded(strip), 0.083) });
    expect(doubtsOf(read(copy, [marked, disc]))[0]!.reason).toMatch(/^The lower third of its picture is as in the screener marked, /);
  });

  test('a copy with subtitles of its own, at other times, lacks those of the screener', () => {
    const [doubt, ...more] = doubtsOf(readOf((part, time) => scene(part, time) + text(part, time + 3)));
    expect(doubt).toMatchObject({ referenceId: 'screener', betterSource: 'disc' });
    expect(more).toEqual([]);
  });

  test('a few lines are too little', () => {
    expect(doubtsOf(readOf(encoded(written), 20))).toEqual([]);
  });

  test('a brighter picture throughout is a grade and not text', () => {
    const graded = rendition('graded', 'digital', film, SECONDS, {
      luma: brightness((part, time) => written(part, time) + 4, 0.208),
    });
    const copy = copyOf(film, SECONDS, { luma: brightness(encoded(written), 0.083) });
    expect(doubtsOf(read(copy, [graded, disc]))).toEqual([]);
  });

  test('a rendition without a stored luma grid is not doubted', () => {
    const { coarseGrid: _, ...means } = screener.fingerprint.luma!;
    const copy = copyOf(film, SECONDS, { luma: brightness(encoded(clean), 0.083) });
    expect(doubtsOf(read(copy, [{ ...screener, fingerprint: { ...screener.fingerprint, luma: means } }, disc]))).toEqual([]);
  });
});

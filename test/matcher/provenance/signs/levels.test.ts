import type { LumaSeries } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, read, rendition, silentOf } from '../copies.ts';

const SECONDS = 60;
const film = syntheticFilm(8, SECONDS);

/** Luma of shots of 3 s in high definition, with what red and blue add to it in standard definition, codes. */
const shot = (time: number) => {
  const number = Math.floor(time / 3);
  return { luma: 40 + ((number * 61) % 150), colour: [1.5, 3, -2, 0, 2.5][number % 5]! };
};
const high = (time: number) => shot(time).luma;
const standard = (time: number) => shot(time).luma + shot(time).colour;

function brightness(luma: (time: number) => number, step: number, seconds = SECONDS): LumaSeries {
  const timesMs = Uint32Array.from({ length: Math.floor(seconds / step) }, (_, at) => Math.round(1000 * step * at));
  return { timesMs, means: Uint16Array.from(timesMs, (timeMs) => Math.round(256 * luma(timeMs / 1000))) };
}

const dvd = rendition('dvd', 'disc', film, SECONDS, { luma: brightness(standard, 0.208) });
const web = rendition('web', 'digital', film, SECONDS, { luma: brightness(high, 0.208) });
/** Encoding noise, codes. */
const encoded = (luma: (time: number) => number) => (time: number) => luma(time) + 0.3 * Math.sin(31 * time);
const readOf = (luma: (time: number) => number, seconds = SECONDS) =>
  read(copyOf(film, SECONDS, { luma: brightness(luma, 0.25, seconds) }), [dvd, web]);

describe('levels', () => {
  test('a copy has the luma of standard definition from the DVD, and that of high definition from the web release', () => {
    const reading = readOf(encoded(standard));
    expect(ratiosOf(reading)).toEqual({ digital: [0.1667] });
    expect(reading.evidence[0]?.reason).toMatch(
      /^Its mean luma differs by 0\.\d of 255 codes from the disc dvd, and by \d\.\d from the digital rendition web\.$/,
    );
    expect(ratiosOf(readOf(encoded(high)))).toEqual({ disc: [0.1667] });
  });

  test.each([
    ['a copy whose contrast was changed', (time: number) => 0.9 * standard(time) + 12],
    ['a copy between the two', (time: number) => (standard(time) + high(time)) / 2],
    ['a copy that follows different renditions in different places', (time: number) => (time < 30 ? standard(time) : high(time))],
  ])('%s is inconclusive', (_, luma) => {
    const reading = readOf(luma);
    expect(ratiosOf(reading)).toEqual({});
    expect(silentOf(reading)).toContain('levels');
  });

  test('a few seconds are too little, and so are greys, which both definitions give one luma', () => {
    expect(ratiosOf(readOf(encoded(standard), 12))).toEqual({});
    const grey = rendition('grey', 'disc', film, SECONDS, { luma: brightness((time) => high(time) + 0.4, 0.208) });
    const copy = copyOf(film, SECONDS, { luma: brightness((time) => high(time) + 0.4, 0.25) });
    expect(ratiosOf(read(copy, [grey, web]))).toEqual({});
  });

  test('a rendition without stored luma is not doubted', () => {
    const { luma: _, ...fingerprint } = web.fingerprint;
    const copy = copyOf(film, SECONDS, { luma: brightness(encoded(standard), 0.25) });
    expect(ratiosOf(read(copy, [dvd, { ...web, fingerprint }]))).toEqual({});
  });
});

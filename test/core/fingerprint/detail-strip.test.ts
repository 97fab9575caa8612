import { type Details, fingerprintFrames, type LumaFrame, type PictureDetail } from '@streetdate/core';
import { describe, expect, test } from 'vitest';
import { DetailStrip, MOST_DETAILS } from '../../../packages/core/src/fingerprint/collect/detail-strip.ts';
import { plain, scene, steady } from './pictures.ts';

const SIDE = 64;
const AREA = { left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 };

/** Unlike pictures of 64 × 64 pixels. */
const SHOTS = Array.from({ length: 8 }, (_, seed): LumaFrame => {
  const { width, pixels } = scene(900 + seed);
  return { width: SIDE, height: SIDE, time: 0, pixels: pixels.filter((_, at) => at % width < SIDE && at < width * SIDE) };
});
const grey = (luma: number): LumaFrame => ({ width: SIDE, height: SIDE, time: 0, pixels: new Uint8Array(SIDE * SIDE).fill(luma) });

/** A piece of 4 × 3 pixels that says its time, in whole tenths of a second. */
function pieceOf(timeMs: number): PictureDetail {
  const tenths = Math.round(timeMs / 100);
  return { width: 4, height: 3, area: AREA, pixels: Uint8Array.of(tenths >> 8, tenths, 0, 50, 0, 50, 0, 50, 0, 50, 0, 50) };
}

/** The details of a film of shots, each of so many seconds, at so many frames a second. */
function detailsOf(shots: readonly (readonly [picture: LumaFrame, seconds: number])[], framesPerSecond = 10, piece = pieceOf) {
  const strip = new DetailStrip();
  let frame = 0;
  let end = 0;
  for (const [picture, seconds] of shots) {
    end += seconds;
    for (; frame / framesPerSecond < end - 1e-6; frame++) {
      const timeMs = Math.round((1000 * frame) / framesPerSecond);
      strip.take(picture, timeMs, piece(timeMs));
    }
  }
  return strip.build();
}

const timesOf = (details: Details | undefined) => [...(details?.timesMs ?? [])];

describe('pieces are kept', () => {
  test('half a second after a cut, and then every ten seconds', () => {
    const details = detailsOf([
      [SHOTS[0]!, 24],
      [SHOTS[1]!, 0.4],
      [SHOTS[2]!, 3],
      [SHOTS[0]!, 11],
    ]);
    expect(timesOf(details)).toEqual([500, 10_500, 20_500, 24_900, 27_900, 37_900]);
    expect(details).toMatchObject({ width: 4, height: 3, area: AREA });
    const tenths = timesOf(details).map((_, at) => details!.pixels[12 * at]! * 256 + details!.pixels[12 * at + 1]!);
    expect(tenths).toEqual([5, 105, 205, 249, 279, 379]);
  });

  test('at the same moments of the film at another frame rate and behind a logo', () => {
    const film = Array.from({ length: 40 }, (_, at) => [SHOTS[at % 7]!, 1 + ((at * 7) % 13)] as const);
    const plainly = timesOf(detailsOf(film, 25));
    const behind = timesOf(detailsOf([[SHOTS[7]!, 9], ...film], 24));
    for (const timeMs of plainly) expect(Math.min(...behind.map((other) => Math.abs(other - 9000 - timeMs)))).toBeLessThan(50);
  });

  test('where black and white are shots of their own, but not of what is flat', () => {
    const shots = [
      [SHOTS[0]!, 3],
      [grey(0), 2],
      [grey(255), 2],
      [SHOTS[0]!, 3],
    ] as const;
    expect(timesOf(detailsOf(shots))).toEqual([500, 3500, 7500]);
    const flatAt = (timeMs: number) => ({ ...pieceOf(timeMs), pixels: new Uint8Array(12).fill(7) });
    expect(timesOf(detailsOf(shots, 10, (timeMs) => (timeMs < 3000 ? flatAt : pieceOf)(timeMs)))).toEqual([3500, 7500]);
    expect(detailsOf(shots, 10, flatAt)).toBeUndefined();
  });

  test('not of a film that is over before, and of one with holes where it goes on', () => {
    expect(detailsOf([[SHOTS[0]!, 0.5]])).toBeUndefined();
    const strip = new DetailStrip();
    for (const timeMs of [0, 600, 35_000, 35_100, 40_500]) strip.take(SHOTS[0]!, timeMs, pieceOf(timeMs));
    expect(timesOf(strip.build())).toEqual([600, 35_000, 40_500]);
  });
});

describe('of many', () => {
  test('those with the longest time to the next one are kept, however long the film is', () => {
    // Every fourth shot is a long one.
    const film = Array.from({ length: 700 }, (_, at) => [SHOTS[at % 7]!, at % 4 === 0 && at < 400 ? 6 : 2] as const);
    let start = 0;
    const long = film.flatMap(([, seconds]) => {
      start += seconds;
      return seconds === 6 ? [(start - seconds) * 1000 + 500] : [];
    });
    const details = detailsOf(film);
    expect(details!.timesMs).toHaveLength(MOST_DETAILS);
    expect(timesOf(details)).toEqual(expect.arrayContaining(long));
  });

  test.each([
    ['a single take', (count: number) => [[SHOTS[0]!, 10 * count]] as const],
    ['long takes', (count: number) => Array.from({ length: count }, (_, at) => [SHOTS[at % 2]!, 10] as const)],
  ])('alike ones, as those of %s, are left all over the film', (_, shots) => {
    for (const count of [129, 180, 256, 700]) {
      const times = timesOf(detailsOf(shots(count), 2));
      expect(times).toHaveLength(MOST_DETAILS);
      const gaps = times.slice(1).map((time, at) => time - times[at]!);
      const even = (10_000 * count) / MOST_DETAILS;
      expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * even + 500);
      expect(times.at(-1)!).toBeGreaterThan(10_000 * count - 2.5 * even - 500);
    }
  });
});

describe('a reference', () => {
  const withPieces = async function* (frames: AsyncIterable<LumaFrame>): AsyncGenerator<LumaFrame> {
    for await (const frame of frames) yield { ...frame, detail: pieceOf(1000 * frame.time) };
  };
  const film = () => steady(40, 10, (index) => scene(Math.floor(index / 20)));

  test('has the pieces that its frames carry, where they are asked for', async () => {
    const { details } = await fingerprintFrames(withPieces(film()), { role: 'reference', details: true });
    expect(timesOf(details)).toEqual([500, 2500]);
    const without = await fingerprintFrames(film(), { role: 'reference', details: true });
    expect(without).not.toHaveProperty('details');
    expect(await fingerprintFrames(withPieces(film()), { role: 'reference' })).toEqual(without);
  });

  test('alone may have them', async () => {
    const refused = new TypeError('details must be left out for a query');
    await expect(
      fingerprintFrames(
        steady(4, 1, () => plain(9)),
        { details: true },
      ),
    ).rejects.toThrow(refused);
  });
});

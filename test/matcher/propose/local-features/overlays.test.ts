import type { LocalFeatures } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { findOverlays } from '../../../../packages/matcher/src/propose/local-features/overlays.ts';
import { seeded } from '../../../tools/synthetic-film.ts';

interface Drawn {
  readonly place: readonly number[];
  readonly code: readonly number[];
}

/** Random keypoints with the codes of four looks. */
function shapes(count: number, seed: number): Drawn[] {
  const random = seeded(seed);
  const numbers = (length: number, below: number) => Array.from({ length }, () => Math.floor(below * random()));
  return Array.from({ length: count }, () => ({ place: numbers(4, 250), code: numbers(8, 2 ** 32) }));
}

/** The keypoints as a later picture has them: a pixel beside, and two bits of a code changed. */
function again(drawn: readonly Drawn[], seed: number): Drawn[] {
  const random = seeded(seed);
  const beside = () => Math.floor(3 * random()) - 1;
  return drawn.map(({ place: [x, y, ...rest], code: [low, ...further] }) => ({
    place: [x! + 2 + beside(), y! + 2 + beside(), ...rest],
    code: [(low! ^ (1 << Math.floor(32 * random()))) >>> 0, ...further],
  }));
}

/** A film of pictures, two a second. */
function filmOf(pictures: readonly (readonly Drawn[])[]): LocalFeatures {
  let end = 0;
  const all = pictures.flat();
  return {
    timesMs: Uint32Array.from(pictures, (_, at) => 500 * at),
    ends: Uint32Array.from(pictures, (picture) => (end += picture.length)),
    places: Uint8Array.from(all.flatMap(({ place }) => place)),
    looks: 4,
    codes: Uint32Array.from(all.flatMap(({ code }) => code)),
  };
}

describe('what stays while a film goes on', () => {
  const caption = shapes(15, 1);

  test('is a caption over shots that change', () => {
    // A shot of three seconds each.
    const pictures = Array.from({ length: 40 }, (_, at) => [
      ...again(shapes(60, 100 + Math.floor(at / 6)), at),
      ...again(caption, 900 + at),
    ]);
    const stays = findOverlays(filmOf(pictures));
    const share = (from: number, to: number) => {
      const some = [...stays].filter((_, at) => at % 75 >= from && at % 75 < to);
      return some.filter((each) => each === 1).length / some.length;
    };
    expect(share(60, 75)).toBeGreaterThan(0.95);
    expect(share(0, 60)).toBeLessThan(0.02);
  });

  test('is nothing before a fixed camera, whose picture stays as a whole', () => {
    const room = shapes(50, 2);
    const pictures = Array.from({ length: 40 }, (_, at) => [...again(room, at), ...again(shapes(25, 300 + at), at)]);
    expect(findOverlays(filmOf(pictures)).some((each) => each === 1)).toBe(false);
  });

  test('is nothing in a film of a few pictures, and in none', () => {
    expect([...findOverlays(filmOf([caption, caption, caption]))]).toEqual(Array(45).fill(0));
    expect(findOverlays(filmOf([]))).toHaveLength(0);
  });

  test('is no shape that comes back elsewhere', () => {
    const moved = (by: number) => caption.map(({ place: [x, ...rest], code }) => ({ place: [(x! + 7 * by) % 250, ...rest], code }));
    const pictures = Array.from({ length: 30 }, (_, at) => [...shapes(60, 500 + at), ...moved(at)]);
    expect([...findOverlays(filmOf(pictures))].filter((each) => each === 1)).toEqual([]);
  });
});

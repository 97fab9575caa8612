import { describe, expect, test } from 'vitest';
import { FrameClock } from '../../../packages/matcher/src/align/frame-clock.ts';
import { findChangingMoment } from '../../../packages/matcher/src/evidence/motion/successive-changes.ts';
import { type Film, noisy, sampleFilm, seeded } from '../../tools/synthetic-film.ts';

const FLIPPED = 12;

/** A scene that stands still, but that in each half of a second some bits are others. The same take for the same number. */
const take =
  (number: number): Film =>
  (time) => {
    const hash = Uint32Array.from(
      { length: 8 },
      (
        (random) => () =>
          2 ** 32 * random()
      )(seeded(7)),
    );
    const random = seeded(1000 * number + Math.floor(2 * time));
    for (let flip = 0; flip < FLIPPED; flip++) {
      const bit = Math.floor(256 * random());
      hash[bit >> 5]! ^= 1 << (bit & 31);
    }
    return hash;
  };

const trackOf = (film: Film, seconds: number, framesPerSecond: number) =>
  sampleFilm(film, { seconds, framesPerSecond, role: framesPerSecond > 4 ? 'reference' : 'query' }).tracks[0]!;
const reference = new FrameClock(trackOf(take(1), 90, 8));
const copyOf = (film: Film) =>
  trackOf(
    noisy((time) => film(40 + time), 8, 3),
    20,
    2,
  );
const find = (film: Film, offset: number) => {
  const track = copyOf(film);
  return findChangingMoment(track, reference, { offset, speed: 1 }, 0, track.timesMs.length);
};

describe('changes from one picture to the next, in a scene that stands still', () => {
  test.each([40, 25, 62])('tell the moment of a copy from an alignment with second %i', (offset) => {
    const { map, evidence } = find(take(1), offset)!;
    expect(Math.abs(map.offset - 40)).toBeLessThan(0.3);
    expect(evidence).toMatchObject({ seenIn: 'pictures', moments: copyOf(take(1)).timesMs.length });
    expect(evidence.logChance).toBeLessThan(-8);
  });

  test('are no evidence in another take of the scene', () => {
    for (let number = 2; number < 14; number++) expect(find(take(number), 40)!.evidence.logChance).toBeGreaterThan(-4);
  });

  test('are not looked for where the reference ends before, nor in a few pictures', () => {
    expect(find(take(1), 140)).toBeUndefined();
    const track = copyOf(take(1));
    expect(findChangingMoment(track, reference, { offset: 40, speed: 1 }, 0, 10)).toBeUndefined();
  });

  test('are no evidence where only a title card appears and vanishes', () => {
    const card: Film = (time) => new Uint32Array(8).fill(time % 90 > 46 && time % 90 < 51 ? 0x0f0f3355 : 0x12345678);
    const track = trackOf((time) => card(40 + time), 20, 2);
    const clock = new FrameClock(trackOf(card, 90, 8));
    expect(findChangingMoment(track, clock, { offset: 40, speed: 1 }, 0, track.timesMs.length)).toBeUndefined();
  });
});

import { type Blending, fingerprintFrames, type LumaFrame } from '@streetdate/core';
import { measureBlending } from '@streetdate/core/internal';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../tools/synthetic-film.ts';

const SIDE = 64;
type Picture = Float64Array;

const random = seeded(7);
const TEXTURE = Float64Array.from({ length: 64 * 64 }, () => 40 + 180 * random());

/** The picture of a film at a time, in pictures: patches without order that pass by. A wave would not do: a mixture of two is one again. */
function pictureAt(time: number, speed = 1): Picture {
  const [across, down] = [speed * (5 * time + 4 * Math.sin(time / 9)), speed * (3 * time + 5 * Math.cos(time / 7))];
  const patch = (column: number, row: number) => TEXTURE[(row & 63) * 64 + (column & 63)]!;
  return Float64Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [((at % SIDE) + across) / 4, (Math.floor(at / SIDE) + down) / 4];
    const [column, row, right, below] = [Math.floor(x), Math.floor(y), x % 1, y % 1];
    const upper = (1 - right) * patch(column, row) + right * patch(column + 1, row);
    return (1 - below) * upper + below * ((1 - right) * patch(column, row + 1) + right * patch(column + 1, row + 1));
  });
}

const frame = (picture: Picture, time: number): LumaFrame => ({
  width: SIDE,
  height: SIDE,
  time,
  pixels: Uint8Array.from(picture, Math.round),
});

/** A film of whole pictures, 24 a second. */
const plain = (count: number, speed = 1) => Array.from({ length: count }, (_, at) => frame(pictureAt(at, speed), at / 24));

/** The same brought to 25 frames a second, each a mixture of the two pictures around its time. */
const mixed = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const place = (24 * at) / 25;
    const [before, after, share] = [pictureAt(Math.floor(place)), pictureAt(Math.floor(place) + 1), place % 1];
    return frame(
      before.map((value, pixel) => (1 - share) * value + share * after[pixel]!),
      at / 25,
    );
  });

const meanOf = ({ nearness }: Blending, holds: (at: number) => boolean = () => true) => {
  const kept = [...nearness].filter((_, at) => holds(at));
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
};

describe('how near frames are to the means of their neighbours', () => {
  test('is known of each frame that moves and has one on either side', () => {
    const { timesMs, nearness } = measureBlending(plain(30))!;
    expect([...timesMs]).toEqual(Array.from({ length: 28 }, (_, at) => Math.round((1000 * (at + 1)) / 24)));
    expect(nearness).toHaveLength(28);
  });

  test('comes and goes once a second where 24 pictures were mixed to 25 frames', () => {
    const blending = measureBlending(mixed(120))!;
    const whole = measureBlending(plain(120))!;
    // Half-way between two pictures a frame is a mixture of both; each second it is one of them.
    const inPhase = (from: number, to: number) => (at: number) =>
      (blending.timesMs[at]! / 1000) % 1 >= from && (blending.timesMs[at]! / 1000) % 1 < to;
    const [clear, between] = [meanOf(blending, (at) => inPhase(0.9, 1)(at) || inPhase(0, 0.1)(at)), meanOf(blending, inPhase(0.4, 0.6))];
    expect(between - clear).toBeGreaterThan(12);
    expect(meanOf(blending)).toBeGreaterThan(meanOf(whole) + 5);
  });

  test('passes over frames that repeat the one before, encoded anew or not', () => {
    const film = plain(48);
    const repeated = film.flatMap((each, at) => {
      const again = { ...each, pixels: each.pixels.map((luma, pixel) => luma + ((pixel + at) % 2)) };
      return at % 4 === 1 ? [each, again] : [each];
    });
    const timed = repeated.map((each, at) => ({ ...each, time: at / 30 }));
    expect([...measureBlending(timed)!.nearness]).toEqual([...measureBlending(film)!.nearness]);
  });

  test('is told of nothing where hardly anything moves, and of no frame beside a hole', () => {
    expect(measureBlending(plain(48, 0.001))).toBeUndefined();
    expect(measureBlending(plain(2))).toBeUndefined();
    const film = plain(40);
    const { timesMs } = measureBlending([...film.slice(0, 10), ...film.slice(20)])!;
    expect([...timesMs].filter((timeMs) => timeMs > 370 && timeMs < 870)).toEqual([]);
    expect(timesMs).toHaveLength(26);
  });

  test('is that of the active area', () => {
    const film = plain(30);
    const boxed = film.map(({ pixels, time }) => {
      const tall = new Uint8Array(SIDE * 2 * SIDE).fill(16);
      tall.set(pixels, (SIDE * SIDE) / 2);
      return { width: SIDE, height: 2 * SIDE, time, pixels: tall };
    });
    const area = { left: 0, top: 0.25, right: 1, bottom: 0.75 };
    expect(measureBlending(boxed, area)).toEqual(measureBlending(film));
  });
});

test('a reference with details keeps it, of any size, interlaced or not', async () => {
  const film = mixed(60);
  async function* frames() {
    yield* film;
  }
  const reference = await fingerprintFrames(frames(), { role: 'reference', details: true });
  expect(reference).not.toHaveProperty('details');
  expect(reference.blending).toEqual(measureBlending(film));
  expect(await fingerprintFrames(frames(), { role: 'reference' })).not.toHaveProperty('blending');
});

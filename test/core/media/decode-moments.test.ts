// @module-tag slow
import { decodeFrames, type LumaFrame } from '@streetdate/core';
import { decodeMoments } from '@streetdate/core/internal/node';
import { expect, test } from 'vitest';
import { FOOTAGE } from '../../tools/footage.ts';

/** Two minutes at 15 frames a second, 320 × 240: moments within a minute and a half share a pass. */
const FILM = FOOTAGE.bunny;

async function momentsOf(times: readonly number[]): Promise<[number, LumaFrame | undefined][]> {
  const moments: [number, LumaFrame | undefined][] = [];
  for await (const { time, frame } of decodeMoments(FILM, times, { longSide: 64 })) moments.push([time, frame]);
  return moments;
}

test('moments are the nearest frames of the film, in order, each time once, whether they share a pass or are far apart', async () => {
  const frames: LumaFrame[] = [];
  for await (const frame of decodeFrames(FILM, { longSide: 64, end: 100 })) frames.push(frame);
  const times = [90, 0, 0.01, 3.31, 3.34, 3.31, 7.77, 55.55, 89.5, 89.97];
  const moments = await momentsOf(times);
  expect(moments.map(([time]) => time)).toEqual([0, 0.01, 3.31, 3.34, 7.77, 55.55, 89.5, 89.97, 90]);
  for (const [time, frame] of moments) {
    const nearest = frames.reduce((best, each) => (Math.abs(each.time - time) < Math.abs(best.time - time) ? each : best));
    expect(frame?.time, String(time)).toBeCloseTo(nearest.time, 6);
    expect(frame?.pixels, String(time)).toEqual(nearest.pixels);
  }
  // The same frame is one object: it is encoded once.
  const at = new Map(moments);
  expect(at.get(0)).toBe(at.get(0.01));
});

test('a moment gives the same frame alone and among others', async () => {
  const times = [2.2, 2.9, 44, 45.5, 46, 80];
  const together = await momentsOf(times);
  for (const [time, frame] of together) expect((await momentsOf([time]))[0]).toEqual([time, frame]);
});

test('after the end of a film there is no frame, and moments before it have theirs', async () => {
  const moments = await momentsOf([10, 119, 500, 9000]);
  expect(moments.map(([time, frame]) => [time, frame === undefined])).toEqual([
    [10, false],
    [119, false],
    [500, true],
    [9000, true],
  ]);
});

test('no moment needs no decoder, and an abort ends with its reason', async () => {
  expect(await momentsOf([])).toEqual([]);
  const reason = new Error('enough');
  await expect(decodeMoments(FILM, [1], { signal: AbortSignal.abort(reason) }).next()).rejects.toBe(reason);
});

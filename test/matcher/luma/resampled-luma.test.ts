import type { LumaSeries } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { resampledLuma } from '../../../packages/matcher/src/luma/resampled-luma.ts';

/** LumaSeries of the first frame of each slot of a film of so many frames a second. */
function brightnessOf(framesPerSecond: number, slotsPerSecond: number): LumaSeries {
  let last = -1;
  const times = Array.from({ length: 20 * framesPerSecond }, (_, at) => at / framesPerSecond).filter((time) => {
    const slot = Math.floor((time + 1e-5) * slotsPerSecond);
    if (slot === last) return false;
    last = slot;
    return true;
  });
  const timesMs = Uint32Array.from(times, (time) => Math.round(1000 * time));
  return {
    timesMs,
    means: Uint16Array.from(timesMs),
    coarseGrid: Uint8Array.from({ length: 9 * times.length }, (_, at) => timesMs[Math.floor(at / 9)]! + at),
  };
}

test.each([24, 25, 30, 50, 60])('of a film of %d frames a second it is the brightness of the frames that are hashed', (framesPerSecond) => {
  const sampled = resampledLuma(brightnessOf(framesPerSecond, 12));
  const hashed = brightnessOf(framesPerSecond, 4);
  expect(sampled.timesMs).toEqual(hashed.timesMs);
  expect(sampled.means).toEqual(hashed.means);
  expect(sampled.coarseGrid!.length).toBe(9 * sampled.timesMs.length);
  expect(sampled.coarseGrid![9]).toBe(
    (sampled.timesMs[1]! + 9 * brightnessOf(framesPerSecond, 12).timesMs.indexOf(sampled.timesMs[1]!)) & 0xff,
  );
});

test('brightness that is known four or five times a second stays as it is', () => {
  for (const slots of [4, 5]) {
    const brightness = brightnessOf(25, slots);
    expect(resampledLuma(brightness)).toBe(brightness);
  }
  const empty: LumaSeries = { timesMs: new Uint32Array(0), means: new Uint16Array(0) };
  expect(resampledLuma(empty)).toEqual(empty);
});

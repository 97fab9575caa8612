import type { FrameHasher, LumaFrame } from '@streetdate/core';
import { expect, test } from 'vitest';
import { HashTrackBuilder } from '../../../packages/core/src/fingerprint/hash-track-builder.ts';

/** Hashes a picture to its time and its time doubled. */
const clock: FrameHasher = {
  algorithm: 'clock',
  bits: 64,
  hash: ({ time }, out, at = 0) => {
    out[at] = time;
    out[at + 1] = 2 * time;
  },
};

const picture = (time: number): LumaFrame => ({ width: 1, height: 1, pixels: new Uint8Array(1), time });

test('a track of several pages is built whole, in order', () => {
  const builder = new HashTrackBuilder(clock, 'centre');
  const frames = Array.from({ length: 1500 }, (_, at) => at);
  for (const at of frames) {
    builder.hash(picture(at));
    builder.keep(10 * at, at % 100);
    builder.holdUntil(10 * at + 7);
  }
  expect(builder.build()).toEqual({
    algorithm: 'clock',
    view: 'centre',
    bits: 64,
    timesMs: Uint32Array.from(frames, (at) => 10 * at),
    spansMs: new Uint32Array(1500).fill(7),
    quality: Uint8Array.from(frames, (at) => at % 100),
    hashes: Uint32Array.from(frames.flatMap((at) => [at, 2 * at])),
  });
});

test('a picture is compared with the frame kept last, across the border of two pages too', () => {
  const builder = new HashTrackBuilder(clock);
  for (let at = 0; at < 1100; at++) {
    builder.hash(picture(at === 0 ? 0 : 1));
    if (at > 1) expect(builder.distance(), `${at}`).toBe(0);
    if (at === 1) expect(builder.distance()).toBe(2);
    builder.keep(at, 0);
    builder.hash(picture(3));
    if (at > 0) expect(builder.distance(), `${at}`).toBe(2);
  }
});

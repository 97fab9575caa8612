// @module-tag slow
import { decodeFrames, fingerprintFile } from '@streetdate/core';
import { fingerprintFrames, type HashTrack } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { framesToDecode } from '../../../packages/core/src/fingerprint/fingerprint-frames.ts';
import { FOOTAGE } from '../../tools/footage.ts';

test('a query’s brightness is looked at between the frames that are hashed as well, which leaves them as they are', async () => {
  for (const film of [FOOTAGE.sintel, FOOTAGE.franck]) {
    const whole = await fingerprintFile(film, { localFeatures: false, audio: false });
    const every = await fingerprintFrames(decodeFrames(film, { framesPerSecond: 12 }), {
      framesPerSecond: 12,
      duration: whole.duration,
      localFeatures: false,
    });
    const entries = (count: number) => count / whole.duration;
    expect(entries(whole.tracks[0]!.timesMs.length)).toBeLessThan(4.2);
    expect(entries(whole.luma!.timesMs.length)).toBeGreaterThan(11);
    expect(entries(whole.luma!.timesMs.length)).toBeLessThan(12.2);
    // The hashes are those of the frames at their times, and the measured brightness is every frame's.
    const hashes = ({ timesMs, hashes, bits }: HashTrack) =>
      new Map([...timesMs].map((ms, at) => [ms, hashes.slice((at * bits) / 32, ((at + 1) * bits) / 32).join()]));
    const known = hashes(every.tracks[0]!);
    const both = [...hashes(whole.tracks[0]!)].filter(([ms]) => known.has(ms));
    expect(both.length).toBeGreaterThan(whole.tracks[0]!.timesMs.length / 2);
    for (const [ms, hash] of both) expect(known.get(ms)).toBe(hash);
    expect(whole.luma!.means).toEqual(every.luma!.means);
  }
});

test('each slot of a query hashes another of its frames, so that no period of foreign frames meets all hashed ones', async () => {
  const { tracks } = await fingerprintFile(FOOTAGE.sintel, { localFeatures: false, audio: false });
  const frames = [...tracks[0]!.timesMs].map((ms) => Math.round((24 * ms) / 1000));
  for (const period of [2, 3, 4, 5, 6, 8]) {
    for (let phase = 0; phase < period; phase++) {
      const share = frames.filter((frame) => frame % period === phase).length / frames.length;
      // Every second frame is decoded, so the odd ones are never hashed.
      expect(share, `frames ${phase} of ${period}`).toBeLessThan(period === 2 ? 1.01 : period % 2 === 0 ? 3 / period : 2 / period);
    }
  }
});

test('thumbnails of a query come at even steps, whichever frames are hashed', async () => {
  for (const film of [FOOTAGE.sintel, FOOTAGE.franck]) {
    const { thumbnails, tracks } = await fingerprintFile(film, { localFeatures: false, audio: false });
    const slots = [...thumbnails!.timesMs].map((ms) => Math.floor(ms / 500));
    expect(slots).toEqual([...new Set(slots)]);
    // A decoded frame comes every 83 ms. Where a slot begins in a fade, a later one is kept.
    const first = [...thumbnails!.timesMs].filter((ms) => ms % 500 < 84);
    expect(first.length / slots.length).toBeGreaterThan(0.9);
    const hashed = new Set(tracks[0]!.timesMs);
    expect([...thumbnails!.timesMs].some((ms) => !hashed.has(ms))).toBe(true);
  }
});

test('a reference’s is known five times a second', async () => {
  const { luma: brightness, duration } = await fingerprintFile(FOOTAGE.sintel, { localFeatures: false, role: 'reference', audio: false });
  expect(brightness!.timesMs.length / duration).toBeLessThan(5.1);
});

test('of a film of more than an hour, or of frames that come often, no more are decoded than are hashed', () => {
  expect(framesToDecode({}, 90)).toBe(12);
  expect(framesToDecode({})).toBe(12);
  expect(framesToDecode({}, 3601)).toBe(4);
  expect(framesToDecode({ framesPerSecond: 10 }, 90)).toBe(10);
  expect(framesToDecode({ role: 'reference' }, 90)).toBe(30);
});

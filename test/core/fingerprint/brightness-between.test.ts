// @module-tag process
import { decodeFrames, fingerprintFile } from '@streetdate/core';
import { fingerprintFrames } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { framesToDecode } from '../../../packages/core/src/fingerprint/fingerprint-frames.ts';
import { FOOTAGE } from '../../tools/footage.ts';

test('a query’s brightness is looked at between the frames that are hashed as well, which leaves them as they are', async () => {
  for (const film of [FOOTAGE.sintel, FOOTAGE.franck]) {
    const whole = await fingerprintFile(film, { audio: false });
    const sparse = await fingerprintFrames(decodeFrames(film, { framesPerSecond: 4 }), { duration: whole.duration });
    expect(whole.tracks).toEqual(sparse.tracks);
    const entries = (count: number) => count / whole.duration;
    expect(entries(sparse.luma!.timesMs.length)).toBeGreaterThan(3.8);
    expect(entries(sparse.luma!.timesMs.length)).toBeLessThan(4.2);
    expect(entries(whole.luma!.timesMs.length)).toBeGreaterThan(11);
    expect(entries(whole.luma!.timesMs.length)).toBeLessThan(12.2);
    // Where both have an entry it is the same one.
    const known = new Map([...whole.luma!.timesMs].map((ms, at) => [ms, whole.luma!.means[at]]));
    expect([...sparse.luma!.timesMs].map((ms) => known.get(ms))).toEqual([...sparse.luma!.means]);
  }
});

test('a reference’s is known five times a second', async () => {
  const { luma: brightness, duration } = await fingerprintFile(FOOTAGE.sintel, { role: 'reference', audio: false });
  expect(brightness!.timesMs.length / duration).toBeLessThan(5.1);
});

test('of a film of more than an hour, or of frames that come often, no more are decoded than are hashed', () => {
  expect(framesToDecode({}, 90)).toBe(12);
  expect(framesToDecode({})).toBe(12);
  expect(framesToDecode({}, 3601)).toBe(4);
  expect(framesToDecode({ framesPerSecond: 10 }, 90)).toBe(10);
  expect(framesToDecode({ role: 'reference' }, 90)).toBe(30);
});

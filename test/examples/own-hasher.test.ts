// @module-tag process
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchHashers } from '@streetdate/bench';
import { hammingDistance, type LumaFrame } from '@streetdate/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import differenceHash from '../../examples/own-hasher/src/difference-hash.ts';
import { findCopy } from '../../examples/own-hasher/src/find-copy.ts';
import { FOOTAGE } from '../tools/footage.ts';
import { copySintel } from './clips.ts';

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'own-hasher-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

function hashOf(picture: LumaFrame): Uint32Array {
  const hashes = new Uint32Array(8).fill(0xffffffff);
  differenceHash.hash(picture, hashes, 0);
  return hashes;
}

test('a picture that falls from left to right sets every bit, one that rises none', () => {
  const ramp = (value: (x: number) => number): LumaFrame => ({
    width: 64,
    height: 64,
    pixels: Uint8Array.from({ length: 64 * 64 }, (_, at) => value(at % 64)),
    time: 0,
  });
  expect(hashOf(ramp((x) => 255 - 4 * x))).toEqual(new Uint32Array(8).fill(0xffffffff));
  expect(hashOf(ramp((x) => 4 * x))).toEqual(new Uint32Array(8));
});

test('one bright block sets its own bit and leaves its left neighbour’s unset', () => {
  const pixels = new Uint8Array(17 * 16);
  pixels[17 * 3 + 5] = 200; // row 3, column 5
  const hash = hashOf({ width: 17, height: 16, pixels, time: 0 });
  const expected = new Uint32Array(8);
  expected[(16 * 3 + 5) >> 5] = 1 << ((16 * 3 + 5) & 31);
  expect(hash).toEqual(expected);
});

test('the bench shows different pictures far apart and changed ones near', async () => {
  const [figures] = await benchHashers([differenceHash], { timeMs: 50 });
  expect(figures!.differentPictures).toBeGreaterThan(0.4);
  for (const [change, share] of Object.entries(figures!.changedPictures))
    expect(share, change).toBeLessThan(figures!.differentPictures / 2);
});

test('it finds a copy, to the second, through the pipeline and the matcher', async () => {
  const copy = join(work, 'copy.mp4');
  await copySintel(copy, 4, 'eq=gamma=1.3');
  const match = await findCopy(differenceHash, FOOTAGE.sintel, copy);
  expect(match).toMatchObject({ referenceId: 'film', strength: 'strong', secondOpinion: undefined });
  const [{ queryStart, referenceStart, meanDistance }] = match!.segments as [(typeof match & object)['segments'][number]];
  expect(referenceStart - queryStart).toBeCloseTo(4, 0);
  expect(meanDistance).toBeLessThan(0.15);
});

test('it does not find one film in another', async () => {
  expect(await findCopy(differenceHash, FOOTAGE.sintel, FOOTAGE.ocean)).toBeUndefined();
});

test('a distance of equal hashes is zero', () => {
  const pixels = Uint8Array.from({ length: 64 * 64 }, (_, at) => (at * 7919) & 255);
  const [one, other] = [hashOf({ width: 64, height: 64, pixels, time: 0 }), hashOf({ width: 64, height: 64, pixels, time: 9 })];
  expect(hammingDistance(one, 0, other, 0, 8)).toBe(0);
});

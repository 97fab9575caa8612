// @module-tag process
import { encodeFingerprint, type Fingerprint, fingerprintFile } from '@streetdate/core';
import { expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { footageFingerprint } from '../../tools/footage-fingerprint.ts';

/** Bytes that local features add to a file. */
const bytesOf = (fingerprint: Fingerprint) => {
  const { localFeatures: _, ...without } = fingerprint;
  return encodeFingerprint(fingerprint).length - encodeFingerprint(without).length;
};

test.each(['sintel', 'ocean'] as const)('local features of %s take at most 4 MB an hour as a reference', async (name) => {
  const reference = await footageFingerprint(name, 'reference');
  expect(reference.localFeatures).toMatchObject({ looks: 1 });
  expect(reference.localFeatures!.timesMs.length).toBeGreaterThan(4);
  // A film of ten seconds has a picture at its first and in its last second.
  expect((bytesOf(reference) / (reference.duration + 1)) * 3600).toBeLessThan(4e6);
});

test.each(['sintel', 'ocean'] as const)('a query of %s has four codes a keypoint, at most 9,520 bytes a second', async (name) => {
  const query = await footageFingerprint(name, 'query');
  expect(query.localFeatures).toMatchObject({ looks: 4 });
  expect(bytesOf(query) / (query.duration + 1)).toBeLessThan(((80 + 160) * 36 + 2 * 8) * 1.1);
});

test('the role and the options of a file say which it has', async () => {
  for (const options of [{ localFeatures: false }, { views: false }]) {
    expect(await fingerprintFile(FOOTAGE.sintel, options)).not.toHaveProperty('localFeatures');
  }
});

test('a black film has none', async () => {
  const path = clipFolder()('black.mp4');
  const source = ['-f', 'lavfi', '-i', 'color=black:s=320x180:r=24:d=6', '-f', 'lavfi', '-i', 'sine=frequency=440:duration=6'];
  await runFfmpeg([...source, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', path]);
  expect(await fingerprintFile(path)).not.toHaveProperty('localFeatures');
});

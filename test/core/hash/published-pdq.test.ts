// @module-tag slow
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeFrames, hammingDistance, hashFromHex, pdq } from '@streetdate/core';
import { type Dihedral, dihedralHash, pdqOfLuma } from '@streetdate/core/internal';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../tools/footage.ts';

interface PublishedHash {
  readonly image: string;
  readonly pdq: string;
  readonly hasher: string;
}

const listPath = sharedData('vectors/pdq/pdq-expected.json');
if (listPath === undefined) console.warn('published PDQ vectors: skipped, vectors/pdq is not there');
const published: readonly PublishedHash[] = listPath === undefined ? [] : JSON.parse(readFileSync(listPath, 'utf8'));
const pathOf = (image: string) => join(dirname(dirname(listPath!)), image);

/** The reference shrinks larger pictures to 512 × 512 by nearest sample before it filters. */
const REFERENCE_SIZE = 512;

/** Hashes a picture as the reference implementation in C++ does; the JPEG decoder is another one. */
async function referencePdq(path: string, shrink: boolean): Promise<Uint32Array> {
  const { data, info } = await sharp(path, { ignoreIcc: true }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const isLarge = shrink && Math.max(info.width, info.height) > REFERENCE_SIZE;
  const width = isLarge ? REFERENCE_SIZE : info.width;
  const height = isLarge ? REFERENCE_SIZE : info.height;
  const luma = new Float32Array(width * height);
  const single = Math.fround;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (Math.floor((y * info.height) / height) * info.width + Math.floor((x * info.width) / width)) * info.channels;
      const red = single(single(0.299) * data[at]!);
      const green = single(single(0.587) * data[at + 1]!);
      luma[y * width + x] = single(single(red + green) + single(single(0.114) * data[at + 2]!));
    }
  }
  const hash = new Uint32Array(8);
  pdqOfLuma(luma, width, height, hash, 0);
  return hash;
}

const distanceTo = (hash: Uint32Array, hex: string) => hammingDistance(hash, 0, hashFromHex(hex), 0, 8);

describe.runIf(published.length > 0)('the published PDQ hashes', () => {
  const wasm = published.filter(({ hasher }) => hasher.startsWith('WASM'));
  const others = published.filter(({ hasher }) => !hasher.startsWith('WASM'));

  // The only picture that is not exact: its decoded JPEG differs.
  const INEXACT = 'pdq/mods-sharpen-a-lot.jpg';

  test.each(wasm)('of the reference build are met exactly: $image', async ({ image, pdq: expected }) => {
    expect(distanceTo(await referencePdq(pathOf(image), true), expected)).toBeLessThanOrEqual(image === INEXACT ? 2 : 0);
  });

  test.each(others)('of $hasher, which shrinks in its own way, are met within 10 bits: $image', async ({ image, pdq: expected }) => {
    const distances = [
      distanceTo(await referencePdq(pathOf(image), false), expected),
      distanceTo(await referencePdq(pathOf(image), true), expected),
    ];
    expect(Math.min(...distances)).toBeLessThanOrEqual(10);
  });

  test.each<[string, Dihedral]>([
    ['bridge-2-rotate-90', 'turn-left'],
    ['bridge-3-rotate-180', 'turn-half'],
    ['bridge-4-rotate-270', 'turn-right'],
    ['bridge-5-flipx', 'flip'],
    ['bridge-6-flipy', 'mirror'],
    ['bridge-7-flip-plus-1', 'transpose'],
    ['bridge-8-flip-minus-1', 'anti-transpose'],
  ])('of %s follow from the bits of the original by %s', (name, transform) => {
    const hexOf = (image: string) => published.find((each) => each.image === `pdq/${image}.jpg`)!.pdq;
    const hash = hashFromHex(hexOf('bridge-1-original'));
    dihedralHash('pdq/1', transform, hash, 0, hash, 0);
    expect(distanceTo(hash, hexOf(name))).toBeLessThanOrEqual(24);
  });
});

const filmPath = sharedData('vectors/vpdq/chair-19-sd-bar.mp4');
if (filmPath === undefined) console.warn('published vPDQ hashes: skipped, vectors/vpdq is not there');

describe.runIf(filmPath !== undefined)('the published vPDQ hashes', () => {
  test.each([
    ['chair-19-sd-bar', 720],
    ['chair-20-sd-bar', 720],
    ['chair-22-with-small-logo-bar', 720],
    ['test-padded-dimensions', 1080],
  ])('of the frames of %s are met within a few bits', async (name, longSide) => {
    const folder = dirname(filmPath!);
    const lines = readFileSync(join(folder, `${name}.vpdq.txt`), 'utf8')
      .trim()
      .split('\n');
    const hash = new Uint32Array(8);
    const distances: number[] = [];
    for await (const frame of decodeFrames(join(folder, `${name}.mp4`), { longSide, end: 2 })) {
      pdq.hash(frame, hash, 0);
      distances.push(distanceTo(hash, lines[distances.length]!.split(',')[2]!));
    }
    expect(distances.length).toBeGreaterThan(50);
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
    expect(mean).toBeLessThan(3);
  });
});

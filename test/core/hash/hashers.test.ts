// @module-tag process
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HASH_PICTURE_SIZE, HASHERS } from '@streetdate/core/internal';
import { createOnnxHasher } from '@streetdate/core/onnx';
import { hammingDistance, hashFromHex, hashToHex } from '@streetdate/core/portable';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { lowFrequencies, SPECTRUM_SIZE } from '../../../packages/core/src/luma/low-frequencies.ts';
import { projection, projectionModel } from '../../tools/onnx-model.ts';
import { paint, scenery, withNoise } from '../../tools/pictures.ts';

test('the built-in hashers are listed by their algorithm ids', () => {
  expect([...HASHERS.keys()]).toEqual(['pdq/1', 'blockhash/1']);
  for (const [algorithm, hasher] of HASHERS) expect(hasher.algorithm).toBe(algorithm);
});

const folder = await mkdtemp(join(tmpdir(), 'streetdate-model-'));
const model = join(folder, 'projections.onnx');
await writeFile(model, projectionModel(16, 256, projection(16, 256, 1)));
const learned = await createOnnxHasher({ model, algorithm: 'projections/1' });
afterAll(async () => {
  await learned.close();
  await rm(folder, { recursive: true, force: true });
});

// The contract of FrameHasher, on every one.
describe.each([...HASHERS.values(), learned])('$algorithm', (hasher) => {
  const words = hasher.bits / 32;
  const hashOf = (picture: ReturnType<typeof scenery>) => {
    const hash = new Uint32Array(words);
    hasher.hash(picture, hash, 0);
    return hash;
  };
  const distance = (one: Uint32Array, other: Uint32Array) => hammingDistance(one, 0, other, 0, words);
  const picture = scenery(HASH_PICTURE_SIZE, HASH_PICTURE_SIZE, 11);

  test('has an id of ASCII that fits its field, and whole words', () => {
    expect(hasher.algorithm).toMatch(/^[\x21-\x7e]{1,16}$/);
    expect(hasher.bits % 32).toBe(0);
    expect(hasher.bits).toBeLessThanOrEqual(1024);
  });

  test('is pure: the same picture gives the same bits, whatever was hashed before', () => {
    const first = hashOf(picture);
    hashOf(scenery(200, 90, 12));
    hashOf(paint(7, 7, (x) => x));
    expect(hashOf(picture)).toEqual(first);
  });

  test('writes its words at the offset and nothing else, and only reads the picture', () => {
    const hashes = new Uint32Array(3 * words).fill(0xdeadbeef);
    const pixels = picture.pixels.slice();
    hasher.hash(picture, hashes, words);
    expect(hashes.slice(words, 2 * words)).toEqual(hashOf(picture));
    expect(new Set([...hashes.slice(0, words), ...hashes.slice(2 * words)])).toEqual(new Set([0xdeadbeef]));
    expect(picture.pixels).toEqual(pixels);
  });

  test('stays close under noise, and far from another picture', () => {
    expect(distance(hashOf(withNoise(picture, 6, 1)), hashOf(picture))).toBeLessThan(0.15 * hasher.bits);
    expect(distance(hashOf(scenery(64, 64, 13)), hashOf(picture))).toBeGreaterThan(0.3 * hasher.bits);
  });

  test('hashes pictures of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (width, height) => {
        expect(hashOf(paint(width, height, (x, y) => (x * 37 + y * 91) & 255))).toHaveLength(words);
      }),
      { numRuns: 40 },
    );
  });
});

test('hashers that go by the low frequencies give the same bits where these are known already', () => {
  const picture = scenery(HASH_PICTURE_SIZE, HASH_PICTURE_SIZE, 11);
  const spectrum = new Float64Array(SPECTRUM_SIZE ** 2);
  lowFrequencies(picture.pixels, spectrum);
  const going = [...HASHERS.values()].filter(({ hashSpectrum }) => hashSpectrum);
  expect(going.map(({ algorithm }) => algorithm)).toEqual(['pdq/1']);
  for (const hasher of going) {
    const [known, hashed] = [new Uint32Array(hasher.bits / 32), new Uint32Array(hasher.bits / 32)];
    hasher.hashSpectrum!(spectrum, known, 0);
    hasher.hash(picture, hashed, 0);
    expect(known).toEqual(hashed);
  }
});

describe('a hash as text', () => {
  test('has its highest bit first', () => {
    expect(hashToHex(Uint32Array.of(1, 0, 0, 0, 0, 0, 0, 0x80000000))).toBe(`8${'0'.repeat(62)}1`);
  });

  test('can be read back', () => {
    fc.assert(
      fc.property(fc.uint32Array({ minLength: 8, maxLength: 8 }), (hash) => {
        expect(hashFromHex(hashToHex(hash))).toEqual(hash);
        expect(hashFromHex(hashToHex(hash).toUpperCase())).toEqual(hash);
      }),
    );
  });

  test('can be taken out of many', () => {
    expect(hashToHex(Uint32Array.of(0, 0, 0xab, 0xcd), 2, 2)).toBe('000000cd000000ab');
  });

  test.each(['', 'abc', `${'0'.repeat(63)}g`])('is refused when it is %j', (hex) => {
    expect(() => hashFromHex(hex)).toThrow(`hex must be groups of eight hexadecimal digits, got ${JSON.stringify(hex)}`);
  });
});

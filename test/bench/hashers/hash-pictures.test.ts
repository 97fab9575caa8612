import { type FrameHasher, type LumaFrame, pdq } from '@streetdate/core';
import { describe, expect, test } from 'vitest';
import { generatedPicture } from '../../../packages/bench/src/clips/pictures.ts';
import { hashPictures } from '../../../packages/bench/src/hashers/hash-pictures.ts';

type Hash = (picture: LumaFrame, hashes: Uint32Array, offset: number) => unknown;

const pictures = [1, 2, 3].map((seed) => generatedPicture(seed));
const named = (hash: Hash) => ({ name: 'mine/1', source: 'mine.js', hasher: { algorithm: 'mine/1', bits: 64, hash } as FrameHasher });
const write: Hash = ({ pixels }, hashes, offset) => {
  hashes[offset] = pixels[0]!;
  hashes[offset + 1] = pixels[1]!;
};

test('hashes are those of the hasher, packed', async () => {
  const expected = new Uint32Array(24);
  for (const [at, picture] of pictures.entries()) pdq.hash(picture, expected, 8 * at);
  expect(await hashPictures({ name: 'pdq/1', source: 'pdq/1', hasher: pdq }, pictures)).toEqual(expected);
});

test('a hasher may return what it likes when it has written its words', async () => {
  await expect(
    hashPictures(
      named((_, hashes, offset) => hashes.fill(7, offset, offset + 2)),
      pictures,
    ),
  ).resolves.toEqual(new Uint32Array(6).fill(7));
});

let calls = 0;
describe('a hasher is refused with its file, the reason and the picture when', () => {
  test.each<[string, Hash, string]>([
    [
      'it throws',
      () => {
        throw new RangeError('too dark\nfar too dark');
      },
      'hash() threw RangeError: too dark',
    ],
    ['it throws no error', () => Promise.reject.call(Array), 'hash() threw TypeError'],
    ['it answers later', () => Promise.resolve(), 'hash() is asynchronous'],
    ['what it promises fails', () => Promise.reject(new Error('later')), 'hash() is asynchronous'],
    [
      'it writes one word of two',
      (_, hashes, at) => hashes.fill(1, at, at + 1),
      'must write 2 words into `hashes` from `offset` on, and left word 1',
    ],
    [
      'it returns the hash instead',
      () => new Uint32Array(3),
      'left word 0 as it was; it returned Uint32Array of 3 instead, which is not read',
    ],
    ['it returns a text instead', () => 'ffff', 'left word 0 as it was; it returned a string of 4 instead'],
    ['it writes a word too many', (_, hashes, at) => hashes.fill(1, at, at + 3), 'wrote outside its 2 words'],
    ['it ignores the offset', (_, hashes) => hashes.fill(1, 0, 2), 'wrote outside its 2 words'],
    [
      'it changes the picture',
      (picture, hashes, at) => {
        picture.pixels[5]!++;
        write(picture, hashes, at);
      },
      'changed the pixels of the picture',
    ],
    [
      'it changes the picture back and forth',
      (picture, hashes, at) => {
        picture.pixels[5]! ^= 1;
        write(picture, hashes, at);
      },
      'changed the pixels',
    ],
    ['it keeps state', (_, hashes, at) => hashes.fill(calls++, at, at + 2), 'gave two hashes of one picture: it must be pure'],
    [
      'it adds bits to what stands there',
      (_, hashes, at) => {
        hashes[at]! |= 6;
        hashes[at + 1]! |= 9;
      },
      'it adds bits to what stands in `hashes`; clear its words first',
    ],
  ])('%s', async (_, hash, reason) => {
    const failure = await hashPictures(named(hash), pictures, { nameOf: (at) => `the picture at ${at} s` }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'StreetdateError', code: 'bad-model', path: 'mine.js' });
    expect((failure as Error).message).toMatch(/^mine\.js: hash\(\) .*, for the picture at 0 s$/);
    expect((failure as Error).message).toContain(reason);
  });

  test('a later picture is the first to fail', async () => {
    const late: Hash = (picture, hashes, at) => {
      if (picture === pictures[2]) throw new Error('late');
      write(picture, hashes, at);
    };
    await expect(hashPictures(named(late), pictures)).rejects.toThrow('mine.js: hash() threw Error: late, for picture 3');
  });
});

test('a slow hasher reports progress and stops between two pictures', async () => {
  const abort = new AbortController();
  const slow: Hash = (picture, hashes, at) => {
    const end = performance.now() + 30;
    while (performance.now() < end);
    write(picture, hashes, at);
  };
  const seen: number[] = [];
  const onProgress = (done: number) => {
    seen.push(done);
    if (done === 2) abort.abort(new Error('enough'));
  };
  await expect(hashPictures(named(slow), pictures, { signal: abort.signal, onProgress })).rejects.toThrow('enough');
  expect(seen).toEqual([1, 2]);
});

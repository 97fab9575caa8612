import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { spliceFingerprints } from '@streetdate/core/internal';
import { decodeFingerprint, encodeFingerprint } from '@streetdate/core/portable';
import { fingerprintTree, hashLeaf, isIntervalOf, MerkleTree, proveInterval, rangeProof, rootOfRange } from '@streetdate/evidence';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHUNK_SECONDS, chunkHashes, cutInterval } from '../../packages/evidence/src/proofs/fingerprint-tree.ts';
import { sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const leaves = (count: number) => Array.from({ length: count }, (_, at) => hashLeaf(Uint8Array.of(at)));

test('every range of leaves leads to the root of the tree, and no other range does', () => {
  const size = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(size, fc.nat(), fc.nat(), (count, from, length) => {
      const all = leaves(count);
      const start = from % count;
      const end = start + 1 + (length % (count - start));
      const hashes = rangeProof(all, start, end);
      const root = MerkleTree.of(all).root();
      expect(rootOfRange(all.slice(start, end), start, count, hashes)).toEqual(root);
      expect(hashes.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(count + 1)));
      if (start > 0) expect(rootOfRange(all.slice(start, end), start - 1, count, hashes)).not.toEqual(root);
      expect(rootOfRange(all.slice(start, end), start, count, [...hashes, root])).toBeUndefined();
    }),
  );
  expect(() => rangeProof(leaves(3), 2, 4)).toThrow(RangeError);
  expect(rootOfRange(leaves(2), 2, 3, [])).toBeUndefined();
});

const film = sampleFilm(syntheticFilm(5, 93), { seconds: 93, framesPerSecond: 4, role: 'query' });

test('an interval is shown to be of its film, wherever it begins and ends, and from its own bytes', () => {
  const tree = fingerprintTree(film);
  expect(tree).toMatchObject({ chunkSeconds: 10, chunks: 10 });
  for (let first = 0; first < tree.chunks; first++) {
    for (let last = first + 1; last <= tree.chunks; last++) {
      const [start, end] = [CHUNK_SECONDS * first, Math.min(film.duration, CHUNK_SECONDS * last)];
      const interval = cutInterval(film, start, end);
      const proof = proveInterval(film, interval, start);
      expect(isIntervalOf(decodeFingerprint(encodeFingerprint(interval)), proof, tree)).toBe(true);
      expect(isIntervalOf(interval, { ...proof, first: (first + 1) % tree.chunks }, tree)).toBe(false);
    }
  }
});

test('a changed frame, another film and another interval are not of it', () => {
  const tree = fingerprintTree(film);
  const interval = cutInterval(film, 20, 50);
  const proof = proveInterval(film, interval, 20);
  const changed = decodeFingerprint(Uint8Array.from(encodeFingerprint(interval)));
  changed.tracks[0]!.hashes[40]! ^= 1;
  expect(isIntervalOf(changed, proof, tree)).toBe(false);
  expect(isIntervalOf(cutInterval(film, 30, 60), proof, tree)).toBe(false);
  const other = sampleFilm(syntheticFilm(6, 93), { seconds: 93, framesPerSecond: 4, role: 'query' });
  expect(isIntervalOf(cutInterval(other, 20, 50), proof, tree)).toBe(false);
});

test.each([
  'v1-insets',
  'v1-brightness',
  'v1-parts',
  'v1-details',
  'v1-blending',
  'v1-subtitles',
  'v1-cells',
  'v1-features',
  'v1-average',
  'v1-sound-only',
])('cutting a cut gives what cutting the whole gives: %s', async (name) => {
  const golden = decodeFingerprint(await readFile(fileURLToPath(new URL(`../golden/${name}.sdfp`, import.meta.url))));
  // Some golden films last for hours, and some for seconds.
  const parts = golden.duration > 120 ? [120] : Array.from({ length: Math.ceil(45 / golden.duration) }, () => golden.duration);
  const long = spliceFingerprints(parts.map((end) => ({ fingerprint: golden, start: 0, end })));
  const all = chunkHashes(long);
  for (const first of [0, 1, Math.floor(all.length / 2)]) {
    const start = Math.min(first, all.length - 1) * CHUNK_SECONDS;
    const interval = cutInterval(long, start, long.duration);
    expect(chunkHashes(interval)).toEqual(all.slice(start / CHUNK_SECONDS));
  }
  expect(
    isIntervalOf(cutInterval(long, 0, long.duration), proveInterval(long, cutInterval(long, 0, long.duration), 0), fingerprintTree(long)),
  ).toBe(true);
});

test('the root of a golden fingerprint stays, as ledgers have it for ever', async () => {
  const golden = decodeFingerprint(await readFile(fileURLToPath(new URL('../golden/v1-features.sdfp', import.meta.url))));
  expect(fingerprintTree(golden)).toEqual({
    chunkSeconds: 10,
    chunks: 1,
    root: '81ca10ca7ff783a4a77083e8e4e93698355777c0b2a92be96adb3d3bf6edaa7f',
  });
});

import { benchHashers } from '@streetdate/bench';
import { blockhash, type FrameHasher, pdq } from '@streetdate/core/portable';
import { beforeAll, describe, expect, test } from 'vitest';

const blind: FrameHasher = { algorithm: 'blind/1', bits: 64, hash: (_, hashes, offset) => hashes.fill(0, offset, offset + 2) };

/** Bits that depend on every pixel and on nothing that a viewer sees. */
const scrambled: FrameHasher = {
  algorithm: 'scrambled/1',
  bits: 64,
  hash({ pixels }, hashes, offset) {
    let state = 0x811c9dc5;
    for (const pixel of pixels) state = Math.imul(state ^ pixel, 0x01000193) >>> 0;
    for (let word = 0; word < 2; word++) {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
      hashes[offset + word] = state ^ (state >>> 13);
    }
  },
};
const quick = { timeMs: 20 };

describe('benchHashers', () => {
  test('measures pdq against itself as about equal, in the order given', async () => {
    const [first, second] = await benchHashers([blockhash, pdq], { timeMs: 200 });
    expect(first?.algorithm).toBe('blockhash/1');
    expect(second).toMatchObject({ algorithm: 'pdq/1', bits: 256 });
    // The two are timed one after the other on a machine that may be busy: the same order of magnitude is what can be promised.
    expect(second?.timesPdq).toBeGreaterThan(0.2);
    expect(second?.timesPdq).toBeLessThan(5);
  });

  describe('orders hashers by what they see', () => {
    let figures: Awaited<ReturnType<typeof benchHashers>>;
    beforeAll(async () => {
      figures = await benchHashers([pdq, blockhash, scrambled, blind], quick);
    });

    test('a good hasher keeps changed pictures close and different ones far, and finds nearly all', () => {
      for (const { algorithm, differentPictures, changedPictures, areaUnderCurve, rank1, foundAt1e3, equalErrorRate } of figures.slice(
        0,
        2,
      )) {
        expect(differentPictures, algorithm).toBeGreaterThan(0.4);
        for (const [change, share] of Object.entries(changedPictures)) expect(share, `${algorithm}, ${change}`).toBeLessThan(0.35);
        expect(areaUnderCurve, algorithm).toBeGreaterThan(0.98);
        expect(rank1, algorithm).toBeGreaterThan(0.9);
        expect(foundAt1e3, algorithm).toBeGreaterThan(0.7);
        expect(equalErrorRate, algorithm).toBeLessThan(0.06);
      }
    });

    test('a hash of the bytes has distances like a good one between different pictures, and finds nothing', () => {
      const { differentPictures, areaUnderCurve, rank1, foundAt1e3, chance } = figures[2]!;
      expect(differentPictures).toBeCloseTo(0.5, 1);
      expect(areaUnderCurve).toBeGreaterThan(0.4);
      expect(areaUnderCurve).toBeLessThan(0.6);
      expect(rank1).toBeLessThan(4 * chance.rank1);
      expect(foundAt1e3).toBeLessThan(0.05);
    });

    test('a constant hash is guessing, however near copies are', () => {
      expect(figures[3]).toMatchObject({
        ...{ differentPictures: 0, areaUnderCurve: 0.5, foundAt1e3: 0, equalErrorRate: 0.5 },
        ...{ chance: { rank1: 1 / 60, rank10: 10 / 60 }, equal: { median: 0, low: 0, high: 0 } },
      });
      expect(figures[3]!.rank1).toBeCloseTo(1 / 60, 12);
      expect(figures[3]!.rank10).toBeCloseTo(10 / 60, 12);
    });
  });

  test('refuses no hasher, a single picture, and what is no hasher', async () => {
    await expect(benchHashers([])).rejects.toThrow(new TypeError('hashers must hold at least one FrameHasher, got none'));
    await expect(benchHashers([pdq], { pictures: [] })).rejects.toThrow(new RangeError('pictures must hold at least 2, got 0'));
    await expect(benchHashers([{ ...blind, bits: 63 }])).rejects.toThrow(
      new TypeError('hashers[0] must be a FrameHasher: bits must be a multiple of 32 from 32 to 1024, got 63'),
    );
  });

  test('names the hasher and the picture when a hasher throws', async () => {
    const broken: FrameHasher = {
      ...blind,
      hash: () => {
        throw new Error('out of ideas');
      },
    };
    await expect(benchHashers([broken], quick)).rejects.toMatchObject({
      ...{ name: 'StreetdateError', code: 'bad-model', message: 'blind/1: hash() threw Error: out of ideas, for picture 1' },
      cause: new Error('out of ideas'),
    });
  });
});

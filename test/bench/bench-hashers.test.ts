import { benchHashers } from '@streetdate/bench';
import { blockhash, type FrameHasher, pdq } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';

const blind: FrameHasher = { algorithm: 'blind/1', bits: 64, hash: (_, hashes, offset) => hashes.fill(0, offset, offset + 2) };
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

  test('shows that a good hasher keeps changed pictures close and different ones far', async () => {
    for (const figures of await benchHashers([pdq, blockhash], quick)) {
      expect(figures.differentPictures, figures.algorithm).toBeGreaterThan(0.4);
      for (const [change, share] of Object.entries(figures.changedPictures)) {
        expect(share, `${figures.algorithm}, ${change}`).toBeLessThan(0.25);
      }
    }
  });

  test('shows that a hasher that sees nothing cannot tell pictures apart', async () => {
    expect((await benchHashers([blind], quick))[0]).toMatchObject({ differentPictures: 0, microseconds: expect.any(Number) });
  });

  test('refuses no hasher, a single picture, and bits that do not fill words', async () => {
    await expect(benchHashers([])).rejects.toThrow(new TypeError('hashers must hold at least one FrameHasher, got none'));
    await expect(benchHashers([pdq], { pictures: [] })).rejects.toThrow(new RangeError('pictures must hold at least 2, got 0'));
    await expect(benchHashers([{ ...blind, bits: 63 }])).rejects.toThrow(
      new RangeError('bits of blind/1 must be a positive multiple of 32, got 63'),
    );
  });

  test('passes on what a hasher throws', async () => {
    const broken: FrameHasher = {
      ...blind,
      hash: () => {
        throw new Error('out of ideas');
      },
    };
    await expect(benchHashers([broken], quick)).rejects.toThrow('out of ideas');
  });
});

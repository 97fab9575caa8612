import { CODE_LENGTH, CODE_WORDS, LOOKS, popcount32 } from '@streetdate/core/internal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_BITS } from '../../../packages/core/src/features/code-bits.ts';
import { writeCodes } from '../../../packages/core/src/features/code-of-descriptor.ts';
import { DESCRIPTOR_LENGTH, MIRRORED, MIRRORED_NEGATIVE, NEGATIVE } from '../../../packages/core/src/features/describe-keypoint.ts';
import { describePicture } from '../../../packages/core/src/features/describe-picture.ts';
import { WHOLE_PICTURE } from '../../../packages/core/src/luma/luma-frame.ts';
import { seeded } from '../../tools/synthetic-film.ts';

const LISTS = { MIRRORED, NEGATIVE, MIRRORED_NEGATIVE };

describe.each(Object.entries(LISTS))('%s', (_, list) => {
  test('names each value once, and twice applied changes nothing', () => {
    expect([...list].sort((one, other) => one - other)).toEqual(Array.from({ length: DESCRIPTOR_LENGTH }, (_, at) => at));
    expect([...list].map((at) => list[at])).toEqual(Array.from({ length: DESCRIPTOR_LENGTH }, (_, at) => at));
  });
});

test('mirroring and inverting commute', () => {
  expect([...MIRRORED].map((at) => NEGATIVE[at])).toEqual([...NEGATIVE].map((at) => MIRRORED[at]));
});

describe('a descriptor', () => {
  const random = seeded(4);
  const waves = Array.from({ length: 30 }, () => ({ across: random(), down: random(), phase: 6 * random(), height: 8 + 12 * random() }));
  const pixels = Uint8Array.from({ length: 256 * 144 }, (_, at) => {
    const [x, y] = [at % 256, Math.floor(at / 256)];
    return waves.reduce((sum, { across, down, phase, height }) => sum + height * Math.sin(0.4 * (across * x + down * y) + phase), 128);
  });
  const described = describePicture({ width: 256, height: 144, pixels, time: 0 }, WHOLE_PICTURE, 200);

  test('has roots of shares: their squares add up to one', () => {
    expect(described.length).toBeGreaterThan(30);
    for (const { values } of described) {
      expect(values).toHaveLength(DESCRIPTOR_LENGTH);
      expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
      for (const value of values) expect(value).toBeGreaterThanOrEqual(0);
    }
  });

  test('does not change with brightness and contrast', () => {
    const darker = Uint8Array.from(pixels, (luma) => luma / 2);
    const brighter = Uint8Array.from(darker, (luma) => luma + 100);
    const [one, other] = [darker, brighter].map((pixels) =>
      describePicture({ width: 256, height: 144, pixels, time: 0 }, WHOLE_PICTURE, 200),
    );
    expect(other).toHaveLength(one!.length);
    for (const [at, { values, angle }] of one!.entries()) {
      expect(other![at]!.angle).toBeCloseTo(angle, 3);
      for (const [index, value] of values.entries()) expect(other![at]!.values[index]).toBeCloseTo(value, 3);
    }
  });
});

describe('the codes of a descriptor', () => {
  const arbitraryValues = fc
    .array(fc.nat(1000), { minLength: DESCRIPTOR_LENGTH, maxLength: DESCRIPTOR_LENGTH })
    .map((numbers) => Float32Array.from(numbers, (number) => Math.sqrt(number / 64_000)));
  const codes = (values: Float32Array, looks: number = LOOKS.length) => {
    const words = new Uint32Array(CODE_WORDS * looks);
    writeCodes(values, words, 0, looks);
    return words;
  };

  test('have a bit and a threshold for each direction', () => {
    expect(Buffer.from(CODE_BITS.matrix, 'base64')).toHaveLength(CODE_LENGTH * DESCRIPTOR_LENGTH);
    expect(CODE_BITS.thresholds).toHaveLength(CODE_LENGTH);
  });

  test('of each look are the plain codes of the descriptor of that look', () => {
    fc.assert(
      fc.property(arbitraryValues, (values) => {
        const all = codes(values);
        expect(all.subarray(0, CODE_WORDS)).toEqual(codes(values, 1));
        for (const [at, list] of [MIRRORED, NEGATIVE, MIRRORED_NEGATIVE].entries()) {
          const changed = values.map((_, index) => values[list[index]!]!);
          expect(all.subarray(CODE_WORDS * (at + 1), CODE_WORDS * (at + 2))).toEqual(codes(changed, 1));
        }
      }),
    );
  });

  test('change little with the descriptor', () => {
    fc.assert(
      fc.property(arbitraryValues, fc.nat(), (values, seed) => {
        const random = seeded(seed);
        const near = codes(
          values.map((value) => value * (0.98 + 0.04 * random())),
          1,
        );
        const plain = codes(values, 1);
        expect(popcount32((near[0]! ^ plain[0]!) >>> 0) + popcount32((near[1]! ^ plain[1]!) >>> 0)).toBeLessThanOrEqual(10);
      }),
      { numRuns: 300 },
    );
  });
});

import { describeChance, describeSureness } from '@streetdate/matcher/internal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const moving = { independentFrames: 80, framesCompared: 240 };
const one = { independentFrames: 1, framesCompared: 1 };
/** A film that shows one picture for a minute. */
const standing = { independentFrames: 1, framesCompared: 240 };
const cards = { independentFrames: 3, framesCompared: 3 };
const heard = { ...moving, foundBy: 'sound' as const };

test.each([
  ['strong', 1e-4, [moving], 'strong, 1 in 10,000'],
  ['strong', 1 / 12_345, [moving], 'strong, 1 in 12,000'],
  ['strong', 10 ** -7.3, [moving], 'strong, 1 in 20 million'],
  ['strong', 1e-140, [moving], 'strong, fewer than 1 in a billion'],
  ['strong', 0, [{ ...one, motion: {} }], 'strong, fewer than 1 in a billion'],
  ['weak', 10 ** -7.3, [one], 'weak: one picture'],
  ['weak', 10 ** -7.3, [standing], 'weak: one picture'],
  ['weak', 1e-5, [cards], 'weak: a few pictures that stand still'],
  ['weak', 10 ** -2.99, [heard], 'weak: sound alone'],
  ['weak', 10 ** -2.99, [heard, moving], 'weak: 1 in 980 searches finds as much by chance'],
  ['weak', 0.02, [moving], 'weak: 1 in 50 searches finds as much by chance'],
  ['weak', 0.02, [one, moving], 'weak: 1 in 50 searches finds as much by chance'],
  ['weak', 1, [moving], 'weak: nearly every search finds as much by chance'],
] as const)('a %s match with %d expected false ones of %j is “%s”', (strength, expectedFalseMatches, segments, words) => {
  expect(describeSureness({ strength, expectedFalseMatches, segments })).toBe(words);
});

describe('a chance', () => {
  const searches = (words: string) => {
    const [, number, million] = /^1 in ([\d,.]+)( million)?$/.exec(words) ?? [];
    return number === undefined ? undefined : Number(number.replaceAll(',', '')) * (million ? 1e6 : 1);
  };

  test('is within a twentieth of the number that it stands for', () => {
    fc.assert(
      fc.property(fc.double({ min: -8.9, max: -0.31, noNaN: true }), (exponent) => {
        const stated = searches(describeChance(10 ** exponent));
        expect(Math.abs(stated! * 10 ** exponent - 1)).toBeLessThanOrEqual(0.05);
      }),
    );
  });

  test('is never a number that nobody can have counted', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e-9, noNaN: true }), (tiny) => {
        expect(describeChance(tiny)).toBe('fewer than 1 in a billion');
      }),
    );
  });
});

import { expect, test } from 'vitest';
import { boundChance } from '../../../packages/matcher/src/statistics/null-samples.ts';

test('evidence of null samples counts in full up to ten powers of ten, by half beyond, and at most fifteen', () => {
  expect([0, -4, -10].map(boundChance)).toEqual([0, -4, -10]);
  expect(boundChance(-14)).toBeCloseTo(-12, 12);
  expect(boundChance(-20)).toBe(-15);
  expect(boundChance(-300)).toBe(-15);
});

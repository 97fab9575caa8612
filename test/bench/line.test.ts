import { expect, test } from 'vitest';
import { slopeOf } from '../../packages/bench/src/measure/line.ts';

test('the slope of a line is found under even noise', () => {
  const xs = Array.from({ length: 100 }, (_, at) => at);
  expect(
    slopeOf(
      xs,
      xs.map((x) => 7 - 3 * x + (x % 2 === 0 ? 1 : -1)),
    ),
  ).toBeCloseTo(-3, 2);
});

test('points at one place have none', () => {
  expect(slopeOf([4, 4], [1, 9])).toBe(0);
});

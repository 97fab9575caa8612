import { rotateArea } from '@streetdate/core/internal';
import { WHOLE_PICTURE } from '@streetdate/core/portable';
import { expect, test } from 'vitest';

/** Thousandths; a zero has no sign. */
const round = (value: number) => Math.round(1000 * value) / 1000 + 0;
const rounded = (points: readonly { x: number; y: number }[]) => points.map(({ x, y }) => [round(x), round(y)]);

test('turns clockwise about the middle, as seen in the picture’s own shape', () => {
  // Twice as wide as high: the corner at the top left goes to where it is 0.5 to the right of the middle in heights, and 1 above it.
  expect(rounded(rotateArea(WHOLE_PICTURE, 90, 2))).toEqual([
    [0.75, -0.5],
    [0.75, 1.5],
    [0.25, 1.5],
    [0.25, -0.5],
  ]);
});

test('turns an area about its own middle, or about another point', () => {
  const area = { left: 0, top: 0, right: 0.5, bottom: 0.5 };
  expect(rounded(rotateArea(area, 180, 1.5))).toEqual([
    [0.5, 0.5],
    [0, 0.5],
    [0, 0],
    [0.5, 0],
  ]);
  expect(rounded(rotateArea(area, 180, 1.5, { x: 0.5, y: 0.5 }))).toEqual([
    [1, 1],
    [0.5, 1],
    [0.5, 0.5],
    [1, 0.5],
  ]);
});

test('turned by nothing it is itself', () => {
  expect(rounded(rotateArea({ left: 0.1, top: 0.2, right: 0.7, bottom: 0.9 }, 0, 1.78))).toEqual([
    [0.1, 0.2],
    [0.7, 0.2],
    [0.7, 0.9],
    [0.1, 0.9],
  ]);
});

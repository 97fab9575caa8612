import { expect, test } from 'vitest';
import { coveredInWords, cutInWords, tiltInWords } from '../../../packages/cli/src/output/geometry-words.ts';

test('a part of the picture is named by its edges, and all of it is no part', () => {
  expect(cutInWords({ left: 0.02, right: 0.82, top: 0.174, bottom: 0.97 })).toBe(
    'cut to 2 to 82 % of its width and 17 to 97 % of its height',
  );
  expect(cutInWords({ left: 0, right: 1, top: 0.01, bottom: 0.985 })).toBe(false);
});

test('a tilt is named with its side, unless it is less than half a degree', () => {
  expect(tiltInWords(11.2)).toBe('tilted by 11° clockwise');
  expect(tiltInWords(-6.7)).toBe('tilted by 7° anticlockwise');
  expect(tiltInWords(0.4)).toBe(false);
  expect(tiltInWords(undefined)).toBe(false);
});

test('what lies over the picture is named by its share', () => {
  expect(coveredInWords(0.404)).toBe('with 40 % of the picture covered');
  expect(coveredInWords(undefined)).toBe(false);
});

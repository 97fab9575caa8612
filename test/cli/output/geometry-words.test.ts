import { cornersOf } from '@streetdate/core/internal';
import { WHOLE_PICTURE } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { barsInWords, coveredInWords, cropInWords, insetInWords, tiltInWords } from '../../../packages/cli/src/output/geometry-words.ts';

test('a crop is named by its edges, and the whole picture is none', () => {
  expect(cropInWords({ left: 0.02, right: 0.82, top: 0.174, bottom: 0.97 })).toBe(
    'cropped to 2 to 82 % of its width and 17 to 97 % of its height',
  );
  expect(cropInWords({ left: 0, right: 1, top: 0.01, bottom: 0.985 })).toBe(false);
});

test('bars are named by the area between them', () => {
  const words = (activeArea: { left: number; right: number; top: number; bottom: number } | undefined, queryView = 'active') =>
    barsInWords({ queryView, ...(activeArea && { activeArea }) });
  const between = { left: 0, right: 1, top: 0.122, bottom: 0.878 };
  expect(words(between)).toBe('within bars, at 0 to 100 % of its width and 12 to 88 % of its height');
  expect(words(between, 'inset-1')).toBe(false);
  const framed = cornersOf({ left: 0.22, top: 0, right: 0.78, bottom: 1 });
  const inFrame = barsInWords({ queryView: 'framed-1.33', activeArea: WHOLE_PICTURE, inset: framed });
  expect(inFrame).toBe('within bars, at 22 to 78 % of its width and 0 to 100 % of its height');
  expect(words({ left: 0.004, right: 1, top: 0, bottom: 1 })).toBe(false);
  expect(words(undefined)).toBe(false);
});

test('an inset picture is named by its bounding rectangle, if its corners are known', () => {
  const screen = [
    { x: 0.12, y: 0.2 },
    { x: 0.9, y: 0.15 },
    { x: 0.88, y: 0.8 },
    { x: 0.1, y: 0.75 },
  ] as const;
  const words = 'inset';
  expect(insetInWords({ queryView: 'inset-2', inset: screen })).toBe(`${words}, at 10 to 90 % of its width and 15 to 80 % of its height`);
  expect(insetInWords({ queryView: 'inset-2' })).toBe(words);
  expect(insetInWords({ queryView: 'active' })).toBe(false);
});

test('a tilt is named with its side, unless it is less than half a degree', () => {
  expect(tiltInWords(11.2)).toBe('tilted by 11° clockwise');
  expect(tiltInWords(-6.7)).toBe('tilted by 7° anticlockwise');
  expect(tiltInWords(0.4)).toBe(false);
  expect(tiltInWords(undefined)).toBe(false);
});

test('an overlay is named by the share that it covers', () => {
  expect(coveredInWords(0.404)).toBe('with 40 % of the picture covered');
  expect(coveredInWords(undefined)).toBe(false);
});

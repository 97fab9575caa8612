import { createHash } from 'node:crypto';
import { plainMark } from '@streetdate/core/internal';
import { MarkKey } from '@streetdate/marks';
import { FrameMarker, gridFor, patternOf } from '@streetdate/marks/internal';
import { expect, test } from 'vitest';

const [width, height] = [320, 180];
const key = new MarkKey(new Uint8Array(32).fill(9));
const grid = gridFor(width / height);
const dither = key.stream(1 << 14, 'dither');

function marked(luma: Uint8Array) {
  const [a, b] = [new Uint8Array(luma.length), new Uint8Array(luma.length)];
  new FrameMarker(width, height, grid, dither).mark(luma, patternOf(key, 'set', 0, grid), 5, 48, a, b);
  const meanSquare = (other: Uint8Array) => luma.reduce((sum, own, at) => sum + (own - other[at]!) ** 2, 0) / luma.length;
  return { a, b, quality: [a, b].map((version) => 10 * Math.log10(255 ** 2 / meanSquare(version))) };
}

const noise = key.stream(width * height, 'noise');
const PICTURES = {
  black: new Uint8Array(width * height).fill(16),
  grey: new Uint8Array(width * height).fill(120),
  white: new Uint8Array(width * height).fill(235),
  gradient: Uint8Array.from({ length: width * height }, (_, at) => 16 + (at % width) / 2),
  noise: noise.map((byte) => 60 + (byte >> 1)),
};

test.each(Object.entries(PICTURES))('both versions of a %s picture have 45 dB and more', (_, luma) => {
  for (const quality of marked(luma).quality) expect(quality).toBeGreaterThan(45);
});

test('texture hides more than plain grey, and black hides least', () => {
  const [black, grey, textured] = (['black', 'grey', 'noise'] as const).map((name) => marked(PICTURES[name]).quality[0]!);
  expect(black!).toBeGreaterThan(grey!);
  expect(grey!).toBeGreaterThan(textured!);
});

test('the versions lie on both sides of the picture: their mean is the picture', () => {
  const luma = PICTURES.gradient;
  const { a, b } = marked(luma);
  expect(a).not.toEqual(b);
  const mean = luma.reduce((sum, own, at) => sum + (a[at]! + b[at]!) / 2 - own, 0) / luma.length;
  expect(Math.abs(mean)).toBeLessThan(0.1);
});

test('patterns of segments, sets and keys have nothing in common', () => {
  const own = patternOf(key, 'set', 0, grid);
  const correlation = (other: Float32Array) => own.reduce((sum, cell, at) => sum + cell * other[at]!, 0) / own.length;
  expect(correlation(own)).toBeCloseTo(1, 4);
  for (const other of [
    patternOf(key, 'set', 1, grid),
    patternOf(key, 'other', 0, grid),
    patternOf(new MarkKey(new Uint8Array(32)), 'set', 0, grid),
  ]) {
    expect(Math.abs(correlation(other))).toBeLessThan(0.06);
  }
});

test('marking gives the bytes that it always gave, on every kernel: a set that was begun can be continued', () => {
  const digests = [undefined, plainMark].map((kernel) => {
    const marker = new FrameMarker(width, height, grid, dither, kernel);
    const hash = createHash('sha256');
    for (let frame = 0; frame < 12; frame++) {
      const luma = key.stream(width * height, 'frame', String(frame >> 2)).map((byte, at) => ((at % width) >> 1) + (byte >> 2));
      const [a, b] = [new Uint8Array(luma.length), new Uint8Array(luma.length)];
      const square = marker.mark(luma, patternOf(key, 'set', 0, grid), frame, 12, a, b);
      hash.update(a).update(b).update(square.toFixed(9));
    }
    return hash.digest('hex').slice(0, 16);
  });
  expect(digests).toEqual(['1f0f7f7ad550477b', '1f0f7f7ad550477b']);
});

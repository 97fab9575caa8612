import { expect, test } from 'vitest';
import { FrameTimes } from '../../../packages/core/src/media/frames/frame-times.ts';

/** The times that pieces of text tell. */
function timesOf(...pieces: readonly string[]): number[] {
  const frames = new FrameTimes();
  for (const piece of pieces) frames.read(piece);
  return frames.times;
}

test('a frame’s time is its whole ticks times the length of one', () => {
  expect(timesOf('0,1/90000\n', '3003,1/90000\n', '1001,1001/30000\n')).toEqual([0, 3003 / 90_000, 1001 * (1001 / 30_000)]);
});

test('lines come cut anywhere, and several at a time', () => {
  expect(timesOf('1,1/', '10\n2,1', '/10', '\n', '3,1/10\n4,1/10\n5')).toEqual([0.1, 0.2, 3 * 0.1, 0.4]);
});

test('a time before the clock’s zero is negative', () => {
  expect(timesOf('-90,1/1000\n')).toEqual([-90 * (1 / 1000)]);
});

test('a frame without a time keeps its place', () => {
  expect(timesOf('1,1/10\n-9223372036854775808,1/10\nnothing of a frame\n3,1/10\n')).toEqual([0.1, Number.NaN, Number.NaN, 3 * 0.1]);
});

// @module-tag process
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { decodeIntervals } from '@streetdate/core/internal/node';
import { expect, test } from 'vitest';
import { FOOTAGE } from '../../tools/footage.ts';

test('every frame of each interval is decoded, in the requested order', async () => {
  const intervals = [
    { start: 4, end: 4.5 },
    { start: 1, end: 1.25 },
  ];
  const [later, earlier, ...others] = await decodeIntervals(FOOTAGE.ocean, intervals, 64);
  expect(others).toEqual([]);
  // 24 frames a second.
  expect(later!.map(({ time }) => Math.round(time * 24))).toEqual(Array.from({ length: 12 }, (_, at) => 96 + at));
  expect(earlier!.map(({ time }) => Math.round(time * 24))).toEqual(Array.from({ length: 6 }, (_, at) => 24 + at));
  expect(later![0]).toMatchObject({ width: 64, height: 36 });
});

test('an interval past the end has none, and a missing file is named', async () => {
  expect(await decodeIntervals(FOOTAGE.ocean, [{ start: 60, end: 61 }], 64)).toEqual([]);
  const missing = join(FOOTAGE.ocean, '..', 'missing.mp4');
  const failed = await decodeIntervals(missing, [{ start: 0, end: 1 }], 64).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(StreetdateError);
  expect(failed).toMatchObject({ message: expect.stringContaining('missing.mp4') });
});

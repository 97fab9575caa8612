// @module-tag slow
import { expect, test } from 'vitest';
import { frozenChanges } from './frozen.ts';

test('no match, segment, score or verdict of the frozen set has changed', async () => {
  expect(await frozenChanges('own')).toEqual([]);
}, 1_200_000);

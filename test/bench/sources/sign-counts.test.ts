import type { Source } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { countDoubts } from '../../../packages/bench/src/sources/sign-counts.ts';

test('doubts are counted by sign and ratio, those of what the copy is of apart', () => {
  const doubt = (sign: 'cuts' | 'speed', referenceId: string, likelihoodRatio: number, betterSource: Source = 'digital') => ({
    sign,
    referenceId,
    betterSource,
    likelihoodRatio,
    reason: '',
  });
  const readings = [
    { copy: { of: 'pal' }, reading: { doubts: [doubt('speed', 'web', 1 / 6), doubt('cuts', 'web', 0.0251)] } },
    {
      copy: { of: 'web' },
      reading: { doubts: [doubt('speed', 'web', 1 / 6), doubt('speed', 'ntsc', 1 / 6), doubt('speed', 'ntsc', 1 / 2, 'disc')] },
    },
  ];
  expect(countDoubts(readings)).toEqual([
    { sign: 'cuts', likelihoodRatio: 0.025, ofTheTrue: 0, ofOthers: 1 },
    { sign: 'speed', likelihoodRatio: 0.17, ofTheTrue: 1, ofOthers: 2 },
  ]);
});

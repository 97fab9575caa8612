import { expect, test } from 'vitest';
import { coverageInWords } from '../../../packages/cli/src/output/coverage-words.ts';

test('a film of which not every frame was decoded says which were', () => {
  expect(coverageInWords({ frames: 'every', closer: [] })).toBeUndefined();
  expect(coverageInWords({ frames: 'reference', closer: [] })).toBe('decoded except for non-reference frames');
  expect(coverageInWords({ frames: 'key', closer: [] })).toBe('decoded at key frames only');
  const closer = [
    { start: 10, end: 22 },
    { start: 40, end: 52.4 },
  ];
  expect(coverageInWords({ frames: 'key', closer })).toBe('decoded at key frames, and in full for 24 s');
});

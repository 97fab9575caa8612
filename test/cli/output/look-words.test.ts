import { expect, test } from 'vitest';
import { lookInWords } from '../../../packages/cli/src/output/look-words.ts';

test('how closely a film was looked at is said where not every frame was decoded', () => {
  expect(lookInWords({ frames: 'every', closer: [] })).toBeUndefined();
  expect(lookInWords({ frames: 'reference', closer: [] })).toBe('seen but for the frames that no other depends on');
  expect(lookInWords({ frames: 'key', closer: [] })).toBe('seen at its key frames');
  const closer = [
    { start: 10, end: 22 },
    { start: 40, end: 52.4 },
  ];
  expect(lookInWords({ frames: 'key', closer })).toBe('seen at its key frames, and closely for 24 s');
});

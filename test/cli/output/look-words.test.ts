import { expect, test } from 'vitest';
import { lookInWords } from '../../../packages/cli/src/output/look-words.ts';

test('how closely a film was looked at is said where not every frame was decoded', () => {
  expect(lookInWords({ frames: 'every', closer: [] })).toBeUndefined();
  expect(lookInWords({ frames: 'reference', closer: [] })).toBe('decoded without the frames that no other frame needs');
  expect(lookInWords({ frames: 'key', closer: [] })).toBe('decoded by key frames');
  const closer = [
    { start: 10, end: 22 },
    { start: 40, end: 52.4 },
  ];
  expect(lookInWords({ frames: 'key', closer })).toBe('decoded by key frames, and in full for 24 s');
});

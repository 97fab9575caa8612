import { expect, test } from 'vitest';
import { resultsPage } from '../../packages/bench/src/results/markdown.ts';

const facts = {
  date: '2027-01-02T03:04:05.000Z',
  commit: 'abc',
  processor: 'A processor',
  cores: 2,
  memoryGiB: 8,
  system: 'linux 6',
  node: 'v20.9.0',
  ffmpeg: 'ffmpeg version 7.1',
  loadAverage: 0.1,
};

test('a results page names the machine and has a row for each figure with its ratio', () => {
  const figure = { name: 'decode', median: 1.23456, spread: 0.01, samples: 5, unit: 's' as const, ratio: 1 };
  const page = resultsPage(facts, [
    {
      title: 'Decoding',
      baseline: 'decode',
      figures: [figure, { ...figure, name: 'more', ratio: 1234.5, spread: 5.7e-14 }],
      notes: ['A note.'],
    },
  ]);
  expect(page).toContain('Commit abc, A processor (2 cores, 8 GiB), linux 6, Node v20.9.0, ffmpeg version 7.1.');
  expect(page).toContain('\n## Decoding\n');
  expect(page).toContain('| decode | 1 | 1.23 s | 0.01 s | 5 |');
  // What rounding leaves of zero is zero.
  expect(page).toContain('| more | 1,230 | 1.23 s | 0 s | 5 |');
  expect(page).toContain('\n- A note.\n');
});

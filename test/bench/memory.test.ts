// @module-tag slow
import { expect, test } from 'vitest';
import { benchMemory } from '../../packages/bench/src/throughput/memory.ts';
import { benchMemoryOfFolder } from '../../packages/bench/src/throughput/memory-of-folder.ts';

test('a film of a minute takes hardly more memory than one of half a minute, in either role', async () => {
  const sections = await benchMemory({ minutes: [0.5, 1], rows: 90 });
  expect(sections.map(({ title }) => title)).toEqual([
    'Peak memory of Node and the decoder together, as a query',
    'Peak memory of Node and the decoder together, as a reference',
  ]);
  for (const { figures, notes } of sections) {
    expect(figures.map(({ name }) => name)).toEqual(['0.5 min', '1 min']);
    expect(figures[1]!.median - figures[0]!.median).toBeLessThan(40);
    expect(notes[0]).toMatch(/^Difference: -?[\d.]+ MiB\. The decoder's share: \d+ MiB and \d+ MiB\.$/);
  }
});

test('the growth over a folder of short films is given for each file', async () => {
  const sections = await benchMemoryOfFolder({ files: 18, warm: 6, rounds: 1 });
  const title = 'Resident memory of Node while a folder is scanned';
  expect(sections.map((section) => section.title)).toEqual([title, `${title}, with one arena of malloc for all threads`]);
  for (const { figures, notes } of sections) {
    expect(figures).toHaveLength(2);
    expect(notes[0]).toMatch(/^From file 6 to file 18 it grows by -?[\d.]+ KiB a file \(least squares, median of 1: /);
  }
});

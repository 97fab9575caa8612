import { expect, test } from 'vitest';
import { benchSweep } from '../../../packages/bench/src/scale/bench-sweep.ts';

test('a sweep is timed beside the loop, and what both found is counted', async () => {
  const [section] = await benchSweep({ hours: [1], queries: 2 });
  expect(section).toMatchObject({
    title: '2 queries of a minute against 1 h of film',
    baseline: 'loop over single searches',
    figures: [{ name: 'loop over single searches', ratio: 1 }, { name: 'sweep' }],
  });
  expect(section!.figures.every(({ median }) => median > 0)).toBe(true);
  expect(section!.notes[0]).toMatch(/^Frames × frames in an hour of one core: \d\.\de\+\d+ swept, \d\.\de\+\d+ in the loop/);
  // That of the copy and its film; the alignments of the unrelated film do not hold.
  expect(section!.notes[1]).toMatch(/^The join proposed \d+ lines; 1 of 2 pairs were left to be searched\.$/);
  expect(section!.notes[2]).toMatch(/^The sweep found 1 of 1 copies, at mean distances of 20, 45, 60, and 0 other queries\./);
  expect(section!.notes[3]).toMatch(/^Single searches found 1 of the .*, 1 of them with the same references, strengths and intervals\.$/);
});

import { availableParallelism } from 'node:os';
import { SegmentedIndex } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { askAtOnce } from '../../../packages/bench/src/scale/at-once.ts';
import { generatedFilm } from '../../../packages/bench/src/scale/generated-catalogue.ts';

test('queries at once are timed in a loop and on each number of threads, which find the same', async () => {
  const index = new SegmentedIndex();
  index.add('film 1', generatedFilm(1));
  index.seal();
  const { title, baseline, figures, notes } = await askAtOnce('a film', index, 1, { queries: 2, rounds: 1 });
  expect(title).toBe('2 queries at once against a film');
  expect(figures[0]).toMatchObject({ name: baseline, ratio: 1, unit: 's' });
  expect(figures[1]!.name).toBe('SearchPool, 1 thread');
  expect(figures.at(-1)!.name).toContain(`${availableParallelism()} thread`);
  expect(figures.every(({ median }) => median > 0)).toBe(true);
  expect(notes[0]).toMatch(/^2 threads \d+\.\d\d times as fast as one, at \d\.\d\d of its CPU time|^This machine runs one thread/);
});

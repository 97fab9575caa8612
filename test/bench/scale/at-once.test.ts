// @module-tag slow
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoredIndex } from '@streetdate/index/store';
import { expect, onTestFinished, test } from 'vitest';
import { coresToRunOn } from '../../../packages/bench/src/measure/plain-processes.ts';
import { askAtOnce } from '../../../packages/bench/src/scale/at-once.ts';
import { generatedFilm } from '../../../packages/bench/src/scale/generated-catalogue.ts';
import { benchFingerprintsAtOnce } from '../../../packages/bench/src/throughput/fingerprints-at-once.ts';

const GAIN =
  /^2 threads do \d+\.\d\d times the work of one, and 2 processes \d+\.\d\d times that of one: the pool keeps \d\.\d\d|^This machine runs one/;

test('queries at once are timed in plain loops and on each number of threads, which find the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-at-once-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const index = await StoredIndex.open(folder);
  index.add('film 1', generatedFilm(1));
  await index.flush();
  await index.close();
  const { title, baseline, figures, notes } = await askAtOnce('a film', folder, 1, { queries: 2, rounds: 1 });
  expect(title).toBe('2 queries at once against a film');
  expect(figures[0]).toMatchObject({ name: baseline, ratio: 1, unit: 's' });
  expect(baseline).toBe('plain loop, 1 process');
  expect(figures.map(({ name }) => name)).toContain('SearchPool, 1 thread');
  expect(figures.at(-1)!.name).toContain(`SearchPool, ${availableParallelism()} thread`);
  expect(figures.every(({ median }) => median > 0)).toBe(true);
  expect(notes[0]).toMatch(GAIN);
});

test('so are fingerprints, and on each number of cores where a process can be bound to some', async () => {
  const [threads, cores] = await benchFingerprintsAtOnce({ minutes: 0.2, rounds: 1 });
  expect(threads!.figures.at(-1)!.name).toContain(`FingerprintPool, ${availableParallelism()} thread`);
  expect(threads!.notes[0]).toMatch(GAIN);
  const numbers = coresToRunOn();
  expect(cores?.figures[0]?.name).toBe(numbers && '1 core, as many threads');
  if (cores === undefined) return;
  expect(cores.figures.at(-1)!.name).toMatch(new RegExp(`^${numbers!.length} cores?, as many threads$`));
  expect(cores.notes[0]).toMatch(/^2 cores do \d\.\d\d times the work of one|^This machine has one/);
});

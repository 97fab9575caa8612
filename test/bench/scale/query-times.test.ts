// @module-tag slow
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { benchScale } from '../../../packages/bench/src/scale/bench-scale.ts';
import { exponent, knownTimes, rememberTime } from '../../../packages/bench/src/scale/query-times.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-scale-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('the exponent is the power of the size that times grow as', () => {
  const times = [1, 5, 20, 50].map((size) => ({ size, milliseconds: 7 * size ** 0.3 }));
  expect(exponent(times)).toBeCloseTo(0.3, 10);
});

test('times are kept beside a catalogue by size, the newest of each', async () => {
  const folder = await temporaryFolder();
  await rememberTime(folder, 5, 20);
  await rememberTime(folder, 1, 10);
  await rememberTime(folder, 5, 30);
  expect(await knownTimes(folder)).toEqual([
    { size: 1, milliseconds: 10 },
    { size: 5, milliseconds: 30 },
  ]);
});

test('a catalogue grows from size to size, finds its films, and is not measured at a size that it has outgrown', async () => {
  const folder = await temporaryFolder();
  const sections = await benchScale({ millions: [0.06, 0.12], queries: 2, keep: folder });
  expect(sections.map(({ title }) => title)).toEqual([
    'Loading 0.06 million frames',
    'A query of 60 s against 0.06 million frames',
    'Finding nothing in 0.06 million frames',
    'Loading 0.12 million frames',
    'A query of 60 s against 0.12 million frames',
    'Finding nothing in 0.12 million frames',
  ]);
  expect(sections.at(-2)!.notes.join(' ')).toMatch(
    /Copies at a mean distance of 30: 100\.0 % have a candidate on their alignment, 100\.0 % three, the median copy [\d.]+\./,
  );
  expect((await knownTimes(folder)).map(({ size }) => size)).toEqual([0.06, 0.12]);
  await expect(benchScale({ millions: [0.06], queries: 1, keep: folder })).rejects.toThrow(
    /has a catalogue of 4 films already, more than the 2/,
  );
});

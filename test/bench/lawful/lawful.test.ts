// @module-tag slow
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { benchLawful, type LawfulFigures } from '../../../packages/bench/src/lawful/bench-lawful.ts';
import { REUPLOADS } from '../../../packages/bench/src/lawful/lawful-uploads.ts';
import { lawfulTargets, lawfulText, writeLawful } from '../../../packages/bench/src/lawful/report.ts';
import { runFacts } from '../../../packages/bench/src/results/run-facts.ts';
import { clipFolder } from '../../tools/clips.ts';

const place = clipFolder();
let figures: LawfulFigures;

beforeAll(async () => {
  figures = await benchLawful({ films: 1, seeds: 1 });
}, 900_000);

test('a trailer that was published is uploaded again in every way, and none of them is accused', () => {
  const lawful = figures.results.filter(({ group }) => group === 'lawful');
  expect(lawful.map(({ kind }) => kind).sort()).toEqual(REUPLOADS.map(({ kind }) => kind).sort());
  expect(lawful.filter(({ verdict }) => verdict === 'pre-release-leak')).toEqual([]);
});

test('a trailer that nobody enrolled needs review', () => {
  const unknown = figures.results.filter(({ group }) => group === 'unknown trailer');
  expect(unknown).toHaveLength(2);
  for (const { verdict, reasons } of unknown) {
    expect(verdict).toBe('needs-review');
    expect(reasons).toContain('may-be-promo');
  }
});

test('pieces of the film are leaks, also behind the trailer, and where promos are unknown', () => {
  const leaks = figures.results.filter(({ isLeak }) => isLeak);
  expect(leaks).toHaveLength(5);
  expect(leaks.map(({ verdict }) => verdict)).toEqual(leaks.map(() => 'pre-release-leak'));
});

test('the figures and the table are printed and written', async () => {
  expect(lawfulTargets(figures).map(({ isReached }) => isReached)).toEqual([true, true, true, true, true]);
  const paths = await writeLawful(place('results'), await runFacts(), figures);
  expect(await readFile(paths[0]!, 'utf8')).toContain(lawfulText(figures));
  expect(JSON.parse(await readFile(paths[1]!, 'utf8'))).toMatchObject({ seeds: 1, films: figures.films });
});

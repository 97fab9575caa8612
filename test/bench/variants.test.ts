// @module-tag process
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { measureVariants, type VariantFigure, variantsText, writeVariants } from '../../packages/bench/src/marks/variants.ts';
import { runFacts } from '../../packages/bench/src/results/run-facts.ts';
import { clipFolder } from '../tools/clips.ts';
import { FOOTAGE } from '../tools/footage.ts';

const at = clipFolder();

test('canaries are read from films that are made, and none that was issued to nobody is told', async () => {
  const notes: string[] = [];
  const choices = { attacks: ['none'], generated: ['generated fractal'] };
  const figures = await measureVariants([FOOTAGE.ocean], { ...choices, onProgress: (note) => notes.push(note) });
  expect(notes).toContain('ocean: shorter than 30 s, left out');
  expect(figures).toHaveLength(2 * 4);
  const issued = figures.filter(({ carried }) => carried !== undefined);
  expect(issued.map(({ carried, read }) => [carried, read])).toEqual([0, 1, 1, 0].map((choice) => [choice, choice]));
  expect(figures.filter(({ carried, read }) => read !== undefined && read !== carried)).toEqual([]);
}, 300_000);

test('the page counts what was right, not told and wrong, and names what was wrong', async () => {
  const one = { clip: 'film', attack: 'none', canary: 'cut', carried: 0, read: 0, reason: undefined };
  const figures: VariantFigure[] = [
    one,
    { ...one, read: undefined, reason: 'neither' },
    { ...one, read: 1 },
    { ...one, carried: undefined, read: undefined, reason: 'neither' },
    { ...one, attack: 'mirrored', carried: undefined },
  ];
  const [page, data] = await writeVariants(at('results'), await runFacts(), figures);
  const text = await readFile(page!, 'utf8');
  expect(text).toContain(variantsText(figures));
  expect(text).toContain('| none | 1 | 1 | 1 | 1 | 0 |');
  expect(text).toContain('| mirrored | 0 | 0 | 0 | 0 | 1 |');
  expect(text).toContain('- film, none, cut: 0 was read as 1\n- film, mirrored, cut: another was read as 0');
  expect(JSON.parse(await readFile(data!, 'utf8')).figures).toHaveLength(5);
});

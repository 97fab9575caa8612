import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure, Section } from '@streetdate/bench';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ratioPlot } from '../../packages/bench/src/results/ratio-plot.ts';
import { readSections, regressions } from '../../packages/bench/src/results/regressions.ts';

const figure = (name: string, ratio: number, spread = 0.01): Figure => ({
  name,
  unit: 's',
  median: 2 * ratio,
  spread: 2 * ratio * spread,
  samples: 4,
  ratio,
});
const section = (...figures: Figure[]): Section => ({ title: 'Searching', baseline: figures[0]!.name, figures, notes: [] });

describe('regressions', () => {
  const before = [section(figure('linear', 1), figure('band', 0.5))];

  test('names what grew beyond the noise of both runs, and says by how much', () => {
    const found = regressions(before, [section(figure('linear', 1), figure('band', 0.6))]);
    expect(found).toMatchObject([{ section: 'Searching', name: 'band', before: 0.5, now: 0.6 }]);
    // Four times a hundredth's deviation over two, three times that.
    expect(found[0]!.noise).toBeCloseTo(3 * Math.sqrt(4) * ((1.4826 * 0.01) / 2), 6);
  });

  test('bears what noise explains: the more of it, the more', () => {
    expect(regressions(before, [section(figure('linear', 1), figure('band', 0.515))])).toEqual([]);
    expect(regressions(before, [section(figure('linear', 1), figure('band', 0.6, 0.2))])).toEqual([]);
  });

  test('is content with less, and passes over what cannot be compared', () => {
    expect(regressions(before, [section(figure('linear', 1), figure('band', 0.1))])).toEqual([]);
    expect(regressions(before, [section(figure('linear', 1), figure('new index', 9))])).toEqual([]);
    expect(regressions(before, [section(figure('another baseline', 1), figure('band', 9))])).toEqual([]);
    expect(regressions([], [section(figure('linear', 1), figure('band', 9))])).toEqual([]);
  });
});

describe('a results file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'streetdate-results-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('gives its sections', async () => {
    const path = join(folder, 'good.json');
    await writeFile(path, JSON.stringify({ facts: {}, sections: [section(figure('linear', 1))] }));
    expect(await readSections(path)).toEqual([section(figure('linear', 1))]);
  });

  test.each([
    ['missing', undefined, 'cannot be read: ENOENT'],
    ['no JSON', '{', 'cannot be read: '],
    ['of another program', '{"results": []}', 'is no results file of this bench: it has no sections'],
    ['with sections of another kind', '{"sections": [{"title": "a"}]}', 'is no results file of this bench: it has no sections'],
  ])('that is %s is refused by name', async (name, text, reason) => {
    const path = join(folder, `${name}.json`);
    if (text !== undefined) await writeFile(path, text);
    await expect(readSections(path)).rejects.toThrow(`${path} ${reason}`);
  });
});

test('a plot has a bar for each figure, longer for a larger ratio, and escapes names', () => {
  const svg = ratioPlot([section(figure('plain', 1), figure('a < b', 10), figure('more', 100), figure('less', 0.1))]);
  const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g)].map(([, x, width]) => [Number(x), Number(width)]);
  expect(bars).toEqual([
    [480, 0],
    [480, 75],
    [480, 150],
    [405, 75],
  ]);
  expect(svg).toContain('>a &lt; b<');
  expect(svg).toContain('× 100<');
});

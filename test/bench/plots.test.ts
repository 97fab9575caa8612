import { pdq } from '@streetdate/core';
import { describe, expect, test } from 'vitest';
import { drawSvg } from '../../packages/bench/src/clips/images.ts';
import { generatedPicture } from '../../packages/bench/src/clips/pictures.ts';
import type { FilmResult } from '../../packages/bench/src/hashers/film/bench-film.ts';
import { hashPictures } from '../../packages/bench/src/hashers/hash-pictures.ts';
import { hashPlots } from '../../packages/bench/src/hashers/report/plots.ts';
import { toHashRecord } from '../../packages/bench/src/hashers/report/record.ts';
import { tellApart } from '../../packages/bench/src/hashers/tell-apart.ts';
import { ratioPlot } from '../../packages/bench/src/results/ratio-plot.ts';

const pictures = [1, 2, 3, 4].map((seed) => generatedPicture(seed));
const named = { name: 'a<b/1', source: 'mine.js', hasher: pdq };
const hashes = await hashPictures(named, pictures);

const result: FilmResult = {
  film: {
    ...{ name: 'film.mp4', width: 64, height: 64, frameRate: 24, duration: 10, seconds: 10, decodeSeconds: 2 },
    ...{ frames: pictures, areas: [] },
  },
  library: { pictures, frames: [0, 1], quarters: 1, generated: 1 },
  ...{ isReduced: false, changes: ['noise'], missing: [], seconds: 5, stoppedIn: undefined },
  hashers: [
    {
      ...{ name: named.name, source: named.source, bits: 256 },
      speed: { name: '0', median: 20, spread: 1, samples: 5, unit: 'µs', ratio: 1 },
      telling: tellApart(256, hashes, [{ change: 'noise', hashes: hashes.slice(0, 16), isCounted: true }]),
    },
  ],
};

/** The texts of a picture. */
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe('a plot of a comparison of hashers', () => {
  const plots = hashPlots(toHashRecord(result));

  test.each([
    ['roc', ['different pictures taken for equal (share of pairs, logarithmic)', 'copies found (share of copies)', '1e-1', '0.8']],
    ['distances', ['a&#60;b/1: bits that differ (% of 256)', 'pairs (% of their kind)', '20', '100']],
    ['speed', ['pictures a second (logarithmic)', '1K', '50,000', 'reading the film']],
  ])('of %s names both axes with their units, has numbers on them, and is a picture', async (name, texts) => {
    const svg = plots[name]!;
    expect(textsOf(svg)).toEqual(expect.arrayContaining(texts));
    expect((await drawSvg(svg)).length).toBeGreaterThan(1000);
  });

  test('is left out where nothing was measured', () => {
    const [hasher] = result.hashers;
    const early = { ...result, hashers: [{ ...hasher!, telling: undefined }], stoppedIn: 'timing' };
    expect(Object.keys(hashPlots(toHashRecord(early)))).toEqual(['speed']);
    expect(Object.keys(hashPlots(toHashRecord({ ...early, hashers: [{ ...early.hashers[0]!, speed: undefined }] })))).toEqual([]);
  });
});

test('a plot of ratios has an axis of powers of ten with its name and unit below each block', () => {
  const figures = [1, 0.02, 300].map((ratio, at) => ({ name: `${at}`, ratio, median: 1, spread: 0, samples: 1, unit: 's' as const }));
  const block = { title: 'A block', baseline: '0', figures, notes: [] };
  const texts = textsOf(ratioPlot([block, { ...block, figures: figures.slice(0, 1) }]));
  expect(texts.filter((text) => text === 'ratio to the first line (×, logarithmic)')).toHaveLength(2);
  expect(texts).toEqual(expect.arrayContaining(['0.01', '0.1', '1', '10', '100']));
});

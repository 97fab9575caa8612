// @module-tag servers
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Estimate } from '../../../packages/bench/src/accuracy/metrics/bootstrap.ts';
import type { Prediction } from '../../../packages/bench/src/accuracy/metrics/prediction.ts';
import { computeScores } from '../../../packages/bench/src/accuracy/metrics/scores.ts';
import type { FramePair } from '../../../packages/bench/src/accuracy/report/frame-pairs.ts';
import { accuracyPage } from '../../../packages/bench/src/accuracy/report/page/page.ts';
import type { AccuracyRun } from '../../../packages/bench/src/accuracy/report/run.ts';
import type { QueryTruth } from '../../../packages/bench/src/accuracy/truth.ts';
import { drawSvg } from '../../../packages/bench/src/clips/images.ts';
import { hasChromium, launchChromium } from '../../tools/chromium.ts';

const HOSTILE = `"><script>document.title='owned'</script>'&<img src=x>`;
const ATTACKS = ['h264', 'mirror', 'rotate', 'camera-recording'];

const queries: QueryTruth[] = ATTACKS.flatMap((attack) =>
  [1, 2, 3].map((number) => ({
    ...{ queryId: `${attack}-${number}`, path: 'query.mp4', attack, negative: false, parameters: { name: HOSTILE }, duration: 10 },
    segments: [
      {
        referenceId: 'film',
        queryStart: 0,
        queryEnd: 10,
        referenceStart: 5,
        referenceEnd: 15,
        speed: 1,
        mirrored: false,
        channel: 'picture',
      },
    ],
  })),
);
const predictions: Prediction[] = queries.map(({ queryId }, at) => ({
  ...{ queryId, referenceId: at % 5 === 4 ? 'other film' : 'film', score: 2 * at, strong: at > 1 },
  segments: [{ queryStart: at / 10, queryEnd: 10, referenceStart: 5 + at / 10, referenceEnd: 15 }],
}));

function exampleRun(): AccuracyRun {
  const scores = computeScores(queries, 3, predictions);
  const estimate: Estimate = { value: 0.5, low: 0.4, high: 0.6 };
  const figures = { microAveragePrecision: estimate, recallAtZeroFalse: estimate, lead: estimate };
  const peer = { about: 'what it does', isOurs: false, setting: 'narrow', best: scores.curve[1], curve: scores.curve, ...figures };
  return {
    ...{
      set: 'tuning',
      clips: HOSTILE,
      seed: 1,
      perAttack: 3,
      references: 3,
      copied: 1,
      cascade: false,
      medianMatchMs: 1,
      leftOut: [],
      scores,
    },
    facts: {
      ...{ date: '2026-01-01T00:00:00.000Z', commit: 'abc', processor: 'a processor', cores: 2, memoryGiB: 8, system: 'linux' },
      ...{ node: 'v20', ffmpeg: 'ffmpeg', loadAverage: 0 },
    },
    nullPairs: undefined,
    peers: { scores: [{ name: HOSTILE, ...peer }], skipped: [{ name: 'fpcalc', reason: 'it is not installed' }] },
  };
}

describe.skipIf(!hasChromium)('the page of results in a browser', () => {
  let browser: Browser;
  let folder: string;
  let url: string;
  const run = exampleRun();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'accuracy-page-'));
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="100" height="100" fill="red"/></svg>';
    const picture = `data:image/png;base64,${(await drawSvg(svg)).toString('base64')}`;
    const pairs = run.scores.misses.map(({ query, referenceId, prediction }, at): FramePair => {
      return { query, referenceId, prediction, queryTime: 5, referenceTime: 10, pictures: [picture, at === 0 ? undefined : picture] };
    });
    const path = join(folder, 'accuracy.html');
    await writeFile(path, accuracyPage(run, { missed: pairs, accused: [], narrow: [] }));
    url = pathToFileURL(path).href;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    [1200, 'light'],
    [400, 'dark'],
  ] as const)('at a width of %i it loads nothing, complains of nothing and fits', async (width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const [complaints, requests]: [string[], string[]] = [[], []];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url, { waitUntil: 'load' });
    expect(requests.filter((request) => !request.startsWith('data:'))).toEqual([url]);
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe('Accuracy, tuning set');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });

  test('it shows a dot an attack, a curve a program, and every miss as a pair of pictures', async () => {
    const page = await browser.newPage();
    await page.goto(url, { waitUntil: 'load' });
    expect(run.scores.misses).toHaveLength(4);
    expect(await page.locator('circle.recall').count()).toBe(ATTACKS.length);
    expect(await page.locator('path.curve').count()).toBe(2);
    const widths = await page.locator('.pair img').evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    expect(widths).toEqual(Array(7).fill(320));
    expect(await page.locator('.pair .none').allInnerTexts()).toEqual(['no picture']);
    expect(await page.locator('.pair figcaption').first().textContent()).toContain(HOSTILE);
    // A curve that ends lower on the page is one that lost precision: the last point lies where recall and precision put it.
    const last = run.scores.curve.at(-1)!;
    const end = await page
      .locator('path.curve.c0')
      .evaluate((path) => (({ x, y }) => ({ x, y }))((path as SVGPathElement).getPointAtLength((path as SVGPathElement).getTotalLength())));
    expect(end.x).toBeCloseTo(52 + last.recall * 648, 0);
    expect(end.y).toBeCloseTo(250 - last.precision * 238, 0);
    const heights = await page
      .locator('svg[aria-label^="Scores"] rect.true')
      .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('height'))));
    expect(heights.length).toBeGreaterThan(3);
    await page.close();
  });
});

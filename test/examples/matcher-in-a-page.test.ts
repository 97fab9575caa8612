// @module-tag servers
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fingerprintFile, saveFingerprint } from '@streetdate/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundlePage } from '../../examples/matcher-in-a-page/src/bundle.ts';
import { hasChromium, launchChromium } from '../tools/chromium.ts';
import { footageFingerprint } from '../tools/footage-fingerprint.ts';
import { copySintel } from './clips.ts';

let work: string;
let bytes: number;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'matcher-page-'));
  bytes = await bundlePage(join(work, 'page'), ['development']);
});
afterAll(() => rm(work, { recursive: true, force: true }));

test('the page is one script of a size that a page can carry', async () => {
  expect(bytes).toBeGreaterThan(10_000);
  // Local features take 35 kB of it, 11 of them the directions of their codes. The search of crops that move takes nearly 20 kB, the placing of
  // pieces 9 kB, crops in insets and crops looked up by keys 3 kB each, and the kernel of motion 2 kB.
  expect(bytes).toBeLessThan(268_000);
  expect(await readFile(join(work, 'page', 'page.js'), 'utf8')).not.toMatch(/\b(?:require\(|from ?["'])(?:node:|fs\b|path\b)/);
});

describe.skipIf(!hasChromium)('in Chromium', () => {
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    await copySintel(join(work, 'copy.mp4'), 4, 'hflip');
    await saveFingerprint(join(work, 'film.sdfp'), await footageFingerprint('sintel', 'reference'));
    await saveFingerprint(join(work, 'copy.sdfp'), await fingerprintFile(join(work, 'copy.mp4')));
    await saveFingerprint(join(work, 'waves.sdfp'), await footageFingerprint('ocean'));
    await writeFile(join(work, 'text.sdfp'), 'not a fingerprint');
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    await page?.close();
    page = await browser.newPage({ viewport: { width: 900, height: 720 } });
    faults.length = 0;
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) faults.push(request.url());
    });
    await page.goto(pathToFileURL(join(work, 'page', 'index.html')).href);
  });

  test('two fingerprints show the match and its segments', async () => {
    await page.setInputFiles('#reference', join(work, 'film.sdfp'));
    await page.setInputFiles('#query', join(work, 'copy.sdfp'));
    await page.waitForSelector('#result table');
    expect(await page.textContent('#verdict')).toMatch(
      /^A strong match, score \d+\.\d; the second hash (?:agrees|is silent)\. \(\d+ ms\)$/,
    );
    const cells = await page.locator('#result tr:nth-child(2) td').allTextContents();
    const [queryStart, referenceStart] = cells.slice(0, 2).map(Number.parseFloat);
    expect(referenceStart! - queryStart!).toBeCloseTo(4, 0);
    expect(cells[3]).toBe('yes');
    expect(await page.locator('#result svg .segment').count()).toBe(2);
    if (process.env.SCREENSHOT !== undefined) await page.screenshot({ path: process.env.SCREENSHOT });
    expect(faults).toEqual([]);
  });

  test('a dropped file is taken like a chosen one, and another film is no match', async () => {
    await page.setInputFiles('#reference', join(work, 'film.sdfp'));
    const base64 = (await readFile(join(work, 'waves.sdfp'))).toString('base64');
    const transfer = await page.evaluateHandle((text) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], 'waves.sdfp'));
      return dropped;
    }, base64);
    await page.dispatchEvent('label:has(#query)', 'drop', { dataTransfer: transfer });
    await page.waitForFunction(() => document.querySelector('#verdict')?.textContent !== '');
    expect(await page.textContent('#verdict')).toMatch(/^The copy shows nothing of the film\. /);
    expect(await page.locator('#result table').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('a file that is no fingerprint is named', async () => {
    await page.setInputFiles('#query', join(work, 'text.sdfp'));
    await page.waitForSelector('#verdict.failed');
    expect(await page.textContent('#verdict')).toMatch(/^text\.sdfp: /);
    expect(faults).toEqual([]);
  });
});

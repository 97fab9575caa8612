// @module-tag servers
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodePicture } from '../../../packages/cli/src/report/encode-picture.ts';
import { choosePairs } from '../../../packages/cli/src/report/frame-pairs.ts';
import { type Picture, type ReportPictures, renderReport } from '../../../packages/cli/src/report/index.ts';
import { hasChromium, launchChromium } from '../../tools/chromium.ts';
import { exampleContent, exampleLeak, exampleScan } from './example-content.ts';

/** A grey ramp, encoded as the report encodes frames. */
async function ramp(width: number, height: number): Promise<Picture> {
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => Math.round(((index % width) / (width - 1)) * 255));
  return encodePicture({ width, height, pixels, time: 0 });
}

describe.skipIf(!hasChromium)('the report in a browser', () => {
  const hostile = `/watch/${'very-long-name-without-a-place-to-break-'.repeat(5)}"><script>document.title='owned'</script>.mkv`;
  let folder: string;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'streetdate-report-'));
    const scans = [exampleLeak(), exampleLeak(hostile), exampleScan(hostile), exampleScan('/watch/ocean.mp4')];
    const [wide, tall] = [await ramp(320, 136), await ramp(136, 320)];
    const pictures: ReportPictures = new Map(
      scans.flatMap(({ matches }) =>
        matches.map((match) => [match, choosePairs(match.segments).map((pair) => ({ ...pair, query: wide, reference: tall }))] as const),
      ),
    );
    const errors = [
      { type: 'error', path: hostile, code: 'not-media', message: `${hostile}: the decoder does not know these bytes` },
    ] as const;
    const path = join(folder, 'report.html');
    await writeFile(path, renderReport(exampleContent(scans, { errors, library: '/srv/library' }), pictures));
    url = pathToFileURL(path).href;
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens the report, and notes whatever the browser complains of or asks for. */
  async function openReport(
    width: number,
    colorScheme: 'light' | 'dark' = 'light',
  ): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url, { waitUntil: 'load' });
    return { page, complaints, requests };
  }

  test('opens without a complaint and asks for nothing but itself', async () => {
    const { page, complaints, requests } = await openReport(1280);
    expect(complaints).toEqual([]);
    expect(requests.filter((request) => !request.startsWith('data:'))).toEqual([url]);
    await page.close();
  });

  test('runs no script, not even one in a file name', async () => {
    const { page } = await openReport(1280);
    expect(await page.title()).toBe('2 of 4 files show an enrolled film before its release – Streetdate report');
    expect(await page.locator('script').count()).toBe(0);
    expect(await page.locator('article h2').nth(1).textContent()).toContain('script>.mkv');
    await page.close();
  });

  test('shows its style sheet, its pictures and its drawings', async () => {
    const { page } = await openReport(1280);
    expect(await page.evaluate(() => getComputedStyle(document.body).marginTop)).toBe('0px');
    const widths = await page.evaluate(() => Array.from(document.images, (image) => image.naturalWidth));
    expect(widths.length).toBe(16);
    expect(Math.min(...widths)).toBeGreaterThan(100);
    const drawings = await page.evaluate(() =>
      Array.from(document.querySelectorAll('svg.plot'), (drawing) => drawing.getBoundingClientRect().toJSON()),
    );
    expect(drawings.length).toBe(4);
    for (const { width, height } of drawings) {
      expect(width).toBeGreaterThan(500);
      expect(height).toBeGreaterThan(100);
    }
    // A band or a dot that a policy or a slip had emptied would have no extent.
    const marks = await page.evaluate(() =>
      Array.from(document.querySelectorAll('svg .band, svg.distances .frame'), (mark) => mark.getBoundingClientRect().width),
    );
    expect(marks.length).toBeGreaterThan(40);
    expect(Math.min(...marks)).toBeGreaterThan(2);
    await page.close();
  });

  test.each([390, 320, 768, 1280])('fits a screen of %i pixels without scrolling sideways', async (width) => {
    const { page } = await openReport(width);
    // Folded parts count too.
    await page.evaluate(() => {
      for (const details of Array.from(document.querySelectorAll('details'))) details.open = true;
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });

  test('leads from the list to the file', async () => {
    const { page } = await openReport(1280);
    await page.locator('.files a').nth(1).click();
    const top = await page.evaluate(() => document.getElementById('file-2')?.getBoundingClientRect().top);
    expect(Math.abs(top ?? 1000)).toBeLessThan(100);
    await page.close();
  });

  test.each(['light', 'dark'] as const)('has text that can be read in %s: a contrast of 4.5 to 1 or more', async (scheme) => {
    const { page } = await openReport(1280, scheme);
    const faint = await page.evaluate(() => {
      const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = (colour: string) => {
        const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
          const share = value / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const ground = (element: Element | null): string => {
        if (element === null) return 'rgb(255, 255, 255)';
        const colour = getComputedStyle(element).backgroundColor;
        return channels(colour)[3] === 0 ? ground(element.parentElement) : colour;
      };
      const texts = Array.from(document.querySelectorAll('body *')).filter(
        (element) =>
          Array.from(element.childNodes).some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) &&
          element.getClientRects().length > 0,
      );
      return texts.flatMap((element) => {
        const style = getComputedStyle(element);
        const lights = [luminance(element instanceof SVGElement ? style.fill : style.color), luminance(ground(element))];
        const contrast = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
        return contrast < 4.5 ? [`${element.tagName}.${element.getAttribute('class')}: ${contrast.toFixed(2)}`] : [];
      });
    });
    expect([...new Set(faint)]).toEqual([]);
    await page.close();
  });

  test('prints all of it in dark ink, with the folded parts unfolded', async () => {
    const { page } = await openReport(1280, 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    const [height] = await page.evaluate(() =>
      Array.from(document.querySelectorAll('details table'), (table) => table.getBoundingClientRect().height),
    );
    expect(height).toBeGreaterThan(40);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });
});

// @module-tag process
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FINDING_HEADINGS, verifyBundle } from '@streetdate/evidence';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../tools/chromium.ts';
import { madeBundle, newKeys, PICTURES } from './tools/case.ts';

let folder = '';
let made: Awaited<ReturnType<typeof madeBundle>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-verify-page-'));
  made = await madeBundle({ picturesOf: PICTURES }, folder);
  await writeFile(join(folder, 'verify.html'), made.bundle.files.get('data/verify.html')!);
  await writeFile(join(folder, 'case-1.zip'), made.bundle.bytes);
  await writeFile(join(folder, 'key.pub.pem'), made.publicKey);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a bundle holds the page, with a policy that allows its own script and no network', () => {
  const page = Buffer.from(made.bundle.files.get('data/verify.html')!).toString();
  expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[\w+/=]+' 'wasm-unsafe-eval'; style-src/);
  expect(page).not.toMatch(/\b(?:src|href)=/);
  expect(page).toContain('@noble/hashes: MIT');
  expect(page.length).toBeLessThan(800_000);
});

// Playwright drives a Firefox of its own only, so Debian's firefox-esr is left out.
describe.skipIf(!hasChromium)('the page in Chromium (skipped where there is none)', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    await page?.close();
    complaints.length = 0;
    page = await browser.newPage({ viewport: { width: 900, height: 1200 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(join(folder, 'verify.html')).href) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(join(folder, 'verify.html')).href);
  });

  /** Picks files, and gives what the page then says: its judgement, and its sentences in order. */
  async function verifyInPage(picked: Readonly<Record<string, string>>): Promise<{ judgement: string | null; sentences: string[] }> {
    for (const [id, file] of Object.entries(picked)) {
      // A folded field takes files as well.
      await page.setInputFiles(`#${id}`, join(folder, file));
    }
    await page.click('button');
    await page.waitForSelector('#result[data-state="holds"], #result[data-state="fails"]');
    return { judgement: await page.textContent('#result h2'), sentences: await page.locator('#result li').allTextContents() };
  }

  /** The sentences of the verifier in Node, in the order in which both show them. */
  async function sentencesInNode(bytes: Uint8Array, keys: readonly string[]): Promise<string[]> {
    const { findings } = await verifyBundle(bytes, { keys });
    return FINDING_HEADINGS.flatMap(([kind]) => findings.flatMap((finding) => (finding.kind === kind ? [finding.sentence] : [])));
  }

  test('a good bundle holds, by the same sentences as in Node, without a complaint and without a request', async () => {
    const { judgement, sentences } = await verifyInPage({ bundle: 'case-1.zip', keys: 'key.pub.pem' });
    expect(judgement).toBe('The bundle holds.');
    expect(sentences).toEqual(await sentencesInNode(made.bundle.bytes, [made.publicKey]));
    expect(sentences.join('\n')).toMatch(/every number was computed again from the enclosed fingerprints/);
    expect(complaints).toEqual([]);
    if (process.env.SCREENSHOT !== undefined) await page.screenshot({ path: process.env.SCREENSHOT, fullPage: true });
  });

  test('a flipped byte is found, in the case, in a fingerprint and in the container', async () => {
    const { bytes } = made.bundle;
    const zip = Buffer.from(bytes);
    for (const at of [zip.indexOf('"verdict"'), zip.indexOf('\x89SDFP', 0, 'latin1') + 500, bytes.length - 10]) {
      const flipped = Uint8Array.from(bytes);
      flipped[at]! ^= 4;
      await writeFile(join(folder, 'flipped.zip'), flipped);
      await page.reload();
      const { judgement, sentences } = await verifyInPage({ bundle: 'flipped.zip', keys: 'key.pub.pem' });
      expect(judgement).toBe('The bundle does not hold.');
      expect(sentences).toEqual(await sentencesInNode(flipped, [made.publicKey]));
    }
  });

  test('a wrong key, no key and a file that is no key are told apart', async () => {
    const other = newKeys().publicKey;
    await writeFile(join(folder, 'other.pem'), other);
    await writeFile(join(folder, 'letter.pem'), 'Dear reader');
    const wrong = await verifyInPage({ bundle: 'case-1.zip', keys: 'other.pem' });
    expect(wrong.judgement).toBe('No trusted key signed the bundle.');
    expect(wrong.sentences).toEqual(await sentencesInNode(made.bundle.bytes, [other]));
    await page.reload();
    expect((await verifyInPage({ bundle: 'case-1.zip' })).judgement).toBe('No trusted key signed the bundle.');
    await page.reload();
    expect((await verifyInPage({ bundle: 'case-1.zip', keys: 'letter.pem' })).judgement).toBe('letter.pem is no public key in PEM.');
  });

  test('a file that is no bundle is named as one', async () => {
    const { judgement, sentences } = await verifyInPage({ bundle: 'key.pub.pem', keys: 'key.pub.pem' });
    expect(judgement).toBe('The bundle does not hold.');
    expect(sentences).toEqual(await sentencesInNode(Buffer.from(made.publicKey), [made.publicKey]));
  });
});

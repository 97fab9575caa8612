// @module-tag servers
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FINDING_HEADINGS, verifyBundle } from '@streetdate/evidence';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../tools/chromium.ts';
import { hasFirefox, openInFirefox } from '../tools/firefox.ts';
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
  expect(page.length).toBeLessThan(950_000);
});

/** What the page says: its judgement, and its sentences in order. */
interface Said {
  readonly judgement: string | null;
  readonly sentences: readonly string[];
}

/** The page in a browser, opened anew for each test. */
interface OpenPage {
  /** Picks files by the ids of the fields, and has the page verify. */
  verify(picked: Readonly<Record<string, string>>): Promise<Said>;
  /** Opens the page anew. */
  reload(): Promise<void>;
  /** What it complained about, and what it asked for beside itself. */
  complaints(): readonly string[];
  /** Ends the browser. */
  close(): Promise<void>;
}

const address = () => pathToFileURL(join(folder, 'verify.html')).href;
const DONE = '#result[data-state="holds"], #result[data-state="fails"]';

async function inChromium(): Promise<OpenPage> {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 900, height: 1200 } });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (request.url() !== address()) complaints.push(request.url());
  });
  return {
    verify: async (picked) => {
      // A folded field takes files as well.
      for (const [id, file] of Object.entries(picked)) await page.setInputFiles(`#${id}`, join(folder, file));
      await page.click('button');
      await page.waitForSelector(DONE);
      if (process.env.SCREENSHOT !== undefined) await page.screenshot({ path: process.env.SCREENSHOT, fullPage: true });
      return { judgement: await page.textContent('#result h2'), sentences: await page.locator('#result li').allTextContents() };
    },
    reload: async () => {
      complaints.length = 0;
      await page.goto(address());
    },
    complaints: () => complaints,
    close: () => browser.close(),
  };
}

async function inFirefox(): Promise<OpenPage> {
  const page = await openInFirefox();
  return {
    verify: async (picked) => {
      for (const [id, file] of Object.entries(picked)) await page.pick(`#${id}`, join(folder, file));
      await page.run(() => document.querySelector('button')!.click());
      const isDone = () => page.run(() => document.querySelector('#result[data-state="holds"], #result[data-state="fails"]') !== null);
      await expect.poll(isDone, { timeout: 30_000, interval: 100 }).toBe(true);
      return page.run(() => ({
        judgement: document.querySelector('#result h2')!.textContent,
        sentences: Array.from(document.querySelectorAll('#result li'), (item) => item.textContent ?? ''),
      }));
    },
    reload: () => page.open(address()),
    // Firefox draws its own parts with fonts in data URLs, which ask nobody.
    complaints: () => [...page.complaints, ...page.requests.filter((url) => url !== address() && !url.startsWith('data:'))],
    close: () => page.close(),
  };
}

/** The sentences of the verifier in Node, in the order in which both show them. */
async function sentencesInNode(bytes: Uint8Array, keys: readonly string[]): Promise<string[]> {
  const { findings } = await verifyBundle(bytes, { keys });
  return FINDING_HEADINGS.flatMap(([kind]) => findings.flatMap((finding) => (finding.kind === kind ? [finding.sentence] : [])));
}

describe.each([
  ['Chromium', hasChromium, inChromium],
  ['Firefox', hasFirefox, inFirefox],
] as const)('the page in %s (skipped where there is none)', (_, isThere, open) => {
  let page: OpenPage;
  beforeAll(async () => {
    if (isThere) page = await open();
  }, 60_000);
  afterAll(() => page?.close());
  beforeEach(() => page?.reload());

  test.skipIf(!isThere)('a good bundle holds, by the same sentences as in Node, without a complaint and without a request', async () => {
    const { judgement, sentences } = await page.verify({ bundle: 'case-1.zip', keys: 'key.pub.pem' });
    expect(judgement).toBe('The bundle holds.');
    expect(sentences).toEqual(await sentencesInNode(made.bundle.bytes, [made.publicKey]));
    expect(sentences.join('\n')).toMatch(/every number was computed again from the enclosed fingerprints/);
    expect(page.complaints()).toEqual([]);
  });

  test.skipIf(!isThere)('a whole case is computed again: who had what first, and the ranking', async () => {
    const [bytes, key] = await Promise.all(
      ['v3-bundle.zip', 'v3-bundle.pub.pem'].map((name) => readFile(new URL(`../golden/${name}`, import.meta.url))),
    );
    await writeFile(join(folder, 'whole.zip'), bytes!);
    await writeFile(join(folder, 'whole.pem'), key!);
    const { judgement, sentences } = await page.verify({ bundle: 'whole.zip', keys: 'whole.pem' });
    expect(judgement).toBe('The bundle holds.');
    expect(sentences).toEqual(await sentencesInNode(bytes!, [String(key)]));
    expect(sentences.join('\n')).toContain('Order, lead times, clocks and overlaps of 4 servers were computed again from their lists');
    expect(page.complaints()).toEqual([]);
  });

  test.skipIf(!isThere)('a flipped byte is found, in the case, in a fingerprint and in the container', async () => {
    const { bytes } = made.bundle;
    const zip = Buffer.from(bytes);
    for (const at of [zip.indexOf('"verdict"'), zip.indexOf('\x89SDFP', 0, 'latin1') + 500, bytes.length - 10]) {
      const flipped = Uint8Array.from(bytes);
      flipped[at]! ^= 4;
      await writeFile(join(folder, 'flipped.zip'), flipped);
      await page.reload();
      const { judgement, sentences } = await page.verify({ bundle: 'flipped.zip', keys: 'key.pub.pem' });
      expect(judgement).toBe('The bundle does not hold.');
      expect(sentences).toEqual(await sentencesInNode(flipped, [made.publicKey]));
    }
  });

  test.skipIf(!isThere)('a wrong key, no key and a file that is no key are told apart', async () => {
    const other = newKeys().publicKey;
    await writeFile(join(folder, 'other.pem'), other);
    await writeFile(join(folder, 'letter.pem'), 'Dear reader');
    const wrong = await page.verify({ bundle: 'case-1.zip', keys: 'other.pem' });
    expect(wrong.judgement).toBe('No trusted key signed the bundle.');
    expect(wrong.sentences).toEqual(await sentencesInNode(made.bundle.bytes, [other]));
    await page.reload();
    expect((await page.verify({ bundle: 'case-1.zip' })).judgement).toBe('No trusted key signed the bundle.');
    await page.reload();
    expect((await page.verify({ bundle: 'case-1.zip', keys: 'letter.pem' })).judgement).toBe('letter.pem is no public key in PEM.');
  });

  test.skipIf(!isThere)('a file that is no bundle is named as one', async () => {
    const { judgement, sentences } = await page.verify({ bundle: 'key.pub.pem', keys: 'key.pub.pem' });
    expect(judgement).toBe('The bundle does not hold.');
    expect(sentences).toEqual(await sentencesInNode(Buffer.from(made.publicKey), [made.publicKey]));
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Tags of axe-core's rules. */
const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A page of the console in a browser. */
export interface Opened {
  readonly page: Page;
  /** What the browser complained about: scripts that broke, and what the policy refused. */
  readonly faults: readonly string[];
}

/** Opens the console at an address of it. */
export async function openConsole(chromium: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await chromium.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on(
    'console',
    (message) => message.type() === 'error' && !/Failed to load resource/.test(message.text()) && faults.push(message.text()),
  );
  await page.goto(url);
  return { page, faults };
}

/** Goes to another page as a link would. */
export async function goTo(page: Page, address: string): Promise<void> {
  // The policy of the page lets nobody wait in it by a text.
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'));
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`);
  await page.locator('main h1').waitFor();
  await expect.poll(() => page.locator('.waiting').count(), { timeout: 30_000 }).toBe(0);
}

/** What axe-core finds wrong with a page by some rules, and whether it is wider than the screen. @param rules - By default those of WCAG 2.2 AA and of good practice. */
export async function accessFaults(page: Page, rules: readonly string[] = ALL): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const found =
    await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => id + ' at ' + target + ': ' + html.slice(0, 200))))`);
  const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  return [...(found as string[]), ...((beyond as number) > 0 ? [`wider than the screen by ${beyond} pixels`] : [])];
}

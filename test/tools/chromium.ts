import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATH = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Whether there is a browser for the tests that open pages; without one they are skipped, and say so. */
export const hasChromium = existsSync(PATH);
if (!hasChromium) console.warn(`skipped: tests in a browser; there is no ${PATH} (set CHROMIUM_PATH)`);

/** Starts the browser without anything that would look for a network. */
export function launchChromium(): Promise<Browser> {
  const quiet = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  return chromium.launch({ executablePath: PATH, timeout: 100_000, args: ['--headless', '--no-sandbox', '--disable-gpu', ...quiet] });
}

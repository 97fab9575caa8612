import { pathToFileURL } from 'node:url';
import { hasChromium, launchChromium } from '../../../test/tools/chromium.ts';

/** Opens the page of a bundle in Chromium, gives it the bundle and the key, and returns its judgement; undefined without a browser. */
export async function verifyInBrowser(page: string, bundle: string, key: string): Promise<string | undefined> {
  if (!hasChromium) return undefined;
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(pathToFileURL(page).href);
    await tab.setInputFiles('#bundle', bundle);
    await tab.setInputFiles('#keys', key);
    await tab.click('button');
    await tab.waitForSelector('#result[data-state="holds"], #result[data-state="fails"]');
    return (await tab.textContent('#result h2')) ?? undefined;
  } finally {
    await browser.close();
  }
}

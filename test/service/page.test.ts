// @module-tag servers
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../tools/chromium.ts';
import { startService } from './tools/running-service.ts';

let chromium: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  if (hasChromium) chromium = await launchChromium();
});
afterAll(() => chromium?.close());

/** What the page shows of a verdict. The service's answers are given, since a part of a library cannot be lost in one process. */
async function shownOf(partial: object | undefined): Promise<{ readonly text: string; readonly faults: readonly string[] }> {
  const { server } = await startService({ works: false });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const page = await chromium.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('favicon') && faults.push(message.text()));
  const outcome = { matches: [], verdict: { kind: 'no-match', summary: 'Contains no enrolled footage.' }, ...(partial && { partial }) };
  const upload = { id: 'one', state: 'done', verdict: { outcome } };
  await page.route('**/v1/uploads?**', (route) => route.fulfill({ status: 202, json: { id: 'one', state: 'waiting' } }));
  await page.route('**/v1/uploads/one/events', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: `event: end\ndata: ${JSON.stringify(upload)}\n\n` }),
  );
  await page.goto(url);
  await page.setInputFiles('#file', { name: 'copy.mp4', mimeType: 'video/mp4', buffer: Buffer.from('bytes') });
  await page.click('button');
  await page.waitForSelector('#verdict', { state: 'visible' });
  // Not the text of hidden parts.
  const text = await page.locator('#verdict > :not([hidden])').allTextContents();
  await page.close();
  return { text: text.join(' '), faults };
}

test.skipIf(!hasChromium)('the page says which part of the library was not searched yet', async () => {
  const missing = [{ group: 2, references: 12, hours: 20 }];
  const partial = await shownOf({ missing });
  expect(partial.text).toContain('Not searched yet: 12 of the references (group 2 of the index) could not be reached.');
  expect(partial.faults).toEqual([]);
  const whole = await shownOf(undefined);
  expect(whole.text).toContain('Contains no enrolled footage.');
  expect(whole.text).not.toContain('Not searched');
});

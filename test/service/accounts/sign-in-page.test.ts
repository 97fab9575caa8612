// @module-tag servers
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../../tools/chromium.ts';
import { PASSWORD, startWithAdmin } from './tools/people.ts';

let chromium: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  if (hasChromium) chromium = await launchChromium();
});
afterAll(() => chromium?.close());

test.skipIf(!hasChromium)('a person signs in and comes back to the page that was asked for', async () => {
  const { server } = await startWithAdmin();
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const signIn = async (from: string) => {
    const context = await chromium.newContext();
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && !message.text().includes('favicon') && faults.push(message.text()));
    await page.goto(`${url}${from}`);
    await page.fill('[name=email]', 'grace@example.com');
    await page.fill('[name=password]', PASSWORD);
    await page.click('button');
    return { page, faults, context };
  };
  const asked = await signIn('/v1/uploads?most=2');
  await asked.page.waitForURL(`${url}/v1/uploads?most=2`);
  expect(await asked.page.textContent('body')).toContain('"uploads":[]');
  await asked.context.close();
  // A link that somebody else has made leads nowhere.
  const lured = await signIn(`/sign-in?to=${encodeURIComponent('//other.example/')}`);
  await lured.page.waitForFunction(() => document.querySelector('output')?.textContent?.includes('You are signed in as Grace'));
  expect(new URL(lured.page.url()).origin).toBe(url);
  await lured.page.getByRole('link', { name: 'Open the console' }).click();
  await lured.page.waitForURL(`${url}/`);
  expect(lured.faults).toEqual([]);
  await lured.context.close();
});

test.skipIf(!hasChromium)('the pages of the document show the product, and their policy lets them', async () => {
  const { server } = await startWithAdmin();
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const page = await chromium.newPage();
  const refused: string[] = [];
  // swagger-ui styles an element inline, and does without where a policy forbids that.
  page.on(
    'console',
    (message) => /Content Security Policy.*(?:img|script|connect)-src/.test(message.text()) && refused.push(message.text()),
  );
  await page.goto(`${url}/docs`);
  const logo = page.locator('.topbar img');
  await logo.waitFor();
  await page.getByText('Send in a film, a still or a fingerprint').first().waitFor();
  expect(await page.title()).toBe('Streetdate API');
  expect(await logo.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(0);
  expect(await logo.getAttribute('src')).toMatch(/^data:image\/svg\+xml;base64,/);
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toContain('mark.svg');
  expect(refused).toEqual([]);
  await page.close();
});

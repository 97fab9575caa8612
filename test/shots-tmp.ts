import { launchChromium } from '/work/trees/c42/main/test/tools/chromium.ts';
const [link, out, locale = 'en-GB', scheme = 'light', width = '1280'] = process.argv.slice(2);
const chromium = await launchChromium();
const context = await chromium.newContext({ locale, colorScheme: scheme as 'light', viewport: { width: Number(width), height: 900 }, timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
const page = await context.newPage();
await page.goto(link!);
await page.locator('main h1').waitFor();
await page.waitForTimeout(3000);
const base = new URL(link!).origin;
const ups = await page.evaluate(`fetch('/v1/uploads?most=50').then(r=>r.json())`) as any;
const list = ups.uploads ?? ups.items ?? [];
const matched = list.filter((u: any) => u.verdict?.outcome?.matches?.length > 0);
const pages: Record<string, string> = { today: '/', drop: '/drop', review: '/review', titles: '/titles', library: '/library', settings: '/settings', audit: '/audit', case: '/case', uploads: '/uploads' };
const titles = await page.evaluate(`fetch('/v1/titles').then(r=>r.json())`) as any;
const t = (titles.titles ?? titles.items)?.[0]; if (t) pages.title = `/titles/${t.id}`;
for (const [at, u] of matched.slice(0, 3).entries()) pages[`match${at}`] = `/uploads/${u.id}`;
const only = process.argv[7]?.split(',');
for (const [name, path] of Object.entries(pages)) {
  if (only && !only.includes(name)) continue;
  await page.goto(base + path);
  await page.locator('main h1').waitFor();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${out}/${name}-${locale.slice(0, 2)}-${scheme}-${width}.png`, fullPage: true });
}
await chromium.close();
console.log(Object.keys(pages).join(' '));

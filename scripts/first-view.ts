/**
 * How long the first view of the console takes on a service with a long history, in chromium on this machine: `npx tsx --conditions=development
 * scripts/first-view.ts sqlite|postgres [uploads] [titles]`, after `npm run build`. Prints milliseconds from the navigation to the page's sightings.
 */

import { withCleaning } from '../packages/bench/src/clips/cleaning.ts';
import { placeOf, send, withService } from '../packages/bench/src/service/bench-history.ts';
import { fillHistory } from '../packages/bench/src/service/fill-history.ts';
import { launchChromium } from '../test/tools/chromium.ts';

const VIEWS = 10;
const PAGES = ['/', '/uploads', '/review', '/titles', '/titles/title-7', '/audit'] as const;

const [engine = 'sqlite', uploads = '1000000', titles = '100000'] = process.argv.slice(2);
if (engine !== 'sqlite' && engine !== 'postgres') throw new RangeError(`the engine must be sqlite or postgres, got ${engine}`);

await withCleaning(async (defer) => {
  const place = await placeOf(defer, engine);
  await withService(place, async ({ url, service }) => {
    await send(url, 'first', 60);
    const history = { uploads: Number(uploads), titles: Number(titles) };
    await fillHistory(service, history, { engine, runInLibrary: (text) => place.runInLibrary(service, text) });
  });
  console.error('filled');
  const chromium = await launchChromium();
  try {
    await withService(place, async ({ url }) => {
      for (const path of PAGES) {
        const times: number[] = [];
        const answered = new Map<string, number>();
        for (let view = 0; view < VIEWS; view++) {
          // A new browser each time: nothing is in its cache.
          const context = await chromium.newContext({ locale: 'en-GB' });
          const page = await context.newPage();
          // Its process is there before the clock starts.
          await page.evaluate('1');
          page.on('requestfinished', (request) => {
            const { pathname, search } = new URL(request.url());
            const took = request.timing().responseEnd;
            answered.set(pathname + search, Math.max(took, answered.get(pathname + search) ?? 0));
          });
          const start = performance.now();
          await page.goto(url + path, { waitUntil: 'commit' });
          await page.locator('main h1').waitFor();
          await page.locator('.waiting').first().waitFor({ state: 'detached' });
          await page.locator('main :is(.sighting, .lines > li, .card)').first().waitFor();
          times.push(performance.now() - start);
          await context.close();
        }
        times.sort((one, other) => one - other);
        const [slowest] = [...answered].sort(([, one], [, other]) => other - one);
        const shown = (value: number) => `${Math.round(value)} ms`;
        console.log(
          `${engine} ${path}: median ${shown(times[VIEWS >> 1]!)}, largest ${shown(times.at(-1)!)}; slowest answer ${slowest?.[0]} ${shown(slowest?.[1] ?? 0)}`,
        );
      }
    });
  } finally {
    await chromium.close();
  }
});

// npx tsx test/docs/write-performance.ts: writes the generated tables of the pages from the newest results.
import { readFile, writeFile } from 'node:fs/promises';
import { PERFORMANCE_PAGES, withPerformance } from './performance.ts';

for (const { path, rowsOf } of PERFORMANCE_PAGES) {
  await writeFile(path, await withPerformance(await readFile(path, 'utf8'), rowsOf));
}

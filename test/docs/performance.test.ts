import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { PERFORMANCE_PAGES, withPerformance } from './performance.ts';

test.each(PERFORMANCE_PAGES.map((page) => [`${basename(dirname(page.path))}/${basename(page.path)}`, page] as const))(
  'the table of %s is that of the newest results: else run npx tsx test/docs/write-performance.ts',
  async (_, { path, rowsOf }) => {
    const text = await readFile(path, 'utf8');
    expect(text).toBe(await withPerformance(text, rowsOf));
  },
);

test.each(PERFORMANCE_PAGES)('a page without the marks is refused', async ({ rowsOf }) => {
  await expect(withPerformance('# Streetdate', rowsOf)).rejects.toThrow('the page must have the marks');
});

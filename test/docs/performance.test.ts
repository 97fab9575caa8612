import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { README, withPerformance } from './performance.ts';

test('the performance table is that of the newest results: else run npx tsx test/docs/write-performance.ts', async () => {
  const page = await readFile(README, 'utf8');
  expect(page).toBe(await withPerformance(page));
});

test('a page without the marks is refused', async () => {
  await expect(withPerformance('# Streetdate')).rejects.toThrow('README.md must have the marks');
});

import { readFileSync } from 'node:fs';
import { PROPOSERS } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { SEARCH_PAGE, withTables } from './proposers.ts';

test('the page on the search lists the proposers and channels that there are', () => {
  // When it fails: npx tsx --conditions=development test/docs/write-proposers.ts
  const page = readFileSync(SEARCH_PAGE, 'utf8');
  expect(page).toBe(withTables(page));
  expect(page).toContain('<!-- channels -->');
  for (const { name } of PROPOSERS) expect(page).toContain(`| ${name} |`);
});

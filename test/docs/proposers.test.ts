import { readdirSync, readFileSync } from 'node:fs';
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

test('each function and class that the algorithm names is one of the matcher', () => {
  const [, algorithm = ''] = /## The algorithm\n[\s\S]*?```\n([\s\S]*?)```/.exec(readFileSync(SEARCH_PAGE, 'utf8')) ?? [];
  const matcher = new URL('../../packages/matcher/src/', import.meta.url);
  const files = readdirSync(matcher, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const source = files.map((file) => readFileSync(new URL(file, matcher), 'utf8')).join('\n');
  // The last column, behind at least two spaces.
  const named = [...algorithm.matchAll(/ {2}([A-Za-z.]+(?:, [A-Za-z.]+)*)$/gm)].flatMap(([, names = '']) => names.split(', '));
  const functions = named.filter((name) => /[a-z][A-Z]/.test(name)).flatMap((name) => name.split('.'));
  expect(functions.length).toBeGreaterThan(10);
  for (const name of functions) expect(source).toMatch(new RegExp(`(function|class|const|^ +)\\*? ?${name}\\b[ (<]`, 'm'));
});

import { readdirSync, readFileSync } from 'node:fs';
import { jsonSchemas } from 'streetdate';
import { expect, test } from 'vitest';

const folder = new URL('../../../packages/cli/schema/', import.meta.url);

test('the published JSON Schemas are those of the program; write-schemas.ts beside this test writes them anew', () => {
  const published = readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]);
  const current = Object.entries(jsonSchemas()).map(([name, text]) => [name, JSON.parse(text)]);
  expect(Object.fromEntries(published)).toEqual(Object.fromEntries(current));
});

test('the schema of a scan holds the names that other programs rely on', () => {
  const schema = JSON.parse(jsonSchemas()['scan.schema.json'] ?? '');
  const [scan] = schema.oneOf;
  expect(scan.required).toEqual(expect.arrayContaining(['type', 'path', 'matches', 'verdict']));
  const match = scan.properties.matches.items;
  expect(match.required).toEqual(expect.arrayContaining(['referenceId', 'title', 'score', 'segments']));
  const segment = match.properties.segments.items;
  expect(segment.required).toEqual(expect.arrayContaining(['queryStart', 'queryEnd', 'referenceStart', 'referenceEnd', 'speed']));
  expect(scan.properties.verdict.properties.kind.enum).toEqual([
    'pre-release-leak',
    'needs-review',
    'authorised',
    'released-copy',
    'published-material',
    'no-match',
  ]);
});

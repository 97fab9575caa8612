import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACKAGES } from '../structure/sources.ts';
import { publicEntries, REPORTS_FOLDER, withSortedMembers, writeReports } from './api-reports.ts';

const entries = PACKAGES.flatMap(publicEntries);
const folder = mkdtempSync(join(tmpdir(), 'streetdate-api-'));

beforeAll(() => writeReports(entries, folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every entry of a published package has an accepted report, and no report is left over', () => {
  expect(readdirSync(REPORTS_FOLDER).sort()).toEqual(entries.map(({ file }) => file).sort());
});

test.each(entries.map(({ file }) => file))('%s is the public API: accept a change with npm run api', (file) => {
  expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join(REPORTS_FOLDER, file), 'utf8'));
});

test('a report does not depend on the order in which the compiler met the members of an enum', () => {
  const report = (members: string) => `source: z.ZodEnum<{\n${members}}>;\n`;
  const [disc, screener] = ['    disc: "disc";\n', '    "dvd-screener": "dvd-screener";\n'];
  expect(withSortedMembers(report(disc + screener))).toBe(withSortedMembers(report(screener + disc)));
});

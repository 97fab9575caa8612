// @module-tag process
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScanLine, scan } from '../../examples/verdict-table/src/scan.ts';
import { table } from '../../examples/verdict-table/src/table.ts';
import { FOOTAGE } from '../tools/footage.ts';
import { copySintel, copyWaves } from './clips.ts';

const BUILT = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
const COMMAND = [process.execPath, BUILT];
const run = promisify(execFile);

let work: string;
let home: string;
let suspects: string;
const lines: ScanLine[] = [];

beforeAll(async () => {
  if (!existsSync(BUILT)) throw new Error('this test runs the built command: npm run build');
  work = await mkdtemp(join(tmpdir(), 'verdict-table-'));
  home = join(work, 'home');
  suspects = join(work, 'suspects');
  await mkdir(suspects);
  await copySintel(join(suspects, 'copy.mp4'), 4);
  await copyWaves(join(suspects, 'waves.mp4'));
  await writeFile(join(suspects, 'notes.mp4'), Buffer.alloc(2000, 7));
  await run(process.execPath, [BUILT, '--home', home, 'init']);
  // A window so far off that the day on which this test runs does not matter.
  await run(process.execPath, [
    BUILT,
    '--home',
    home,
    'enroll',
    FOOTAGE.sintel,
    '--title',
    'Sintel',
    '--window',
    'US:disc:2999-01-01T00:00:00-05:00',
  ]);
  for await (const line of scan(COMMAND, ['--home', home, suspects])) lines.push(line);
});
afterAll(() => rm(work, { recursive: true, force: true }));

test('the command’s lines are read and checked', () => {
  expect(lines.map(({ type, path }) => `${type} ${path.slice(suspects.length + 1)}`).sort()).toEqual([
    'error notes.mp4',
    'scan copy.mp4',
    'scan waves.mp4',
  ]);
});

test('the table has a row for each file, gravest first', () => {
  const [head, rule, ...rows] = table(lines).split('\n');
  expect(head).toMatch(/^file +title +shown +verdict +days early +why$/);
  expect(rule).toMatch(/^[─ ]+$/);
  expect(rows[0]).toMatch(/^copy\.mp4 +Sintel +[56]\.\d of [56]\.\d s +pre-release-leak +\d{6} +Footage of “Sintel” was seen /);
  expect(rows[1]).toMatch(/^waves\.mp4 +no-match$/);
  expect(rows[2]).toMatch(/^notes\.mp4 +not scanned +\S/);
  expect(rows).toHaveLength(3);
});

test('what a name may hold does not reach the terminal', () => {
  const [line] = lines.filter((each) => each.type === 'error');
  expect(table([{ ...line!, path: 'a\n\u001b[31mb.mp4' }])).toMatch(/\na\uFFFD\uFFFD\[31mb\.mp4 /);
});

test('a command that is missing or ends badly throws', async () => {
  await expect(async () => {
    for await (const _ of scan([join(work, 'no-such-command')], [])) throw new Error('a line');
  }).rejects.toThrow('ENOENT');
  await expect(async () => {
    for await (const _ of scan(COMMAND, ['--no-such-option'])) throw new Error('a line');
  }).rejects.toThrow('scan ended with status 2');
});

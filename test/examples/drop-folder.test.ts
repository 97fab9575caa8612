// @module-tag process
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ScanOutcome } from '@streetdate/engine';
import { parseWindow } from '@streetdate/matcher';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFolder } from '../../examples/drop-folder/src/check-folder.ts';
import { describe } from '../../examples/drop-folder/src/print.ts';
import { FOOTAGE } from '../tools/footage.ts';
import { copySintel, copyWaves } from './clips.ts';

let work: string;
let drop: string;
const byName = new Map<string, ScanOutcome>();

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'drop-folder-'));
  drop = join(work, 'drop');
  await mkdir(drop);
  await copySintel(join(drop, 'copy.mp4'), 4);
  await copyWaves(join(drop, 'waves.mp4'));
  await writeFile(join(drop, 'notes.mp4'), 'not a film');
  await mkdir(join(drop, 'folder.mp4'));
  const check = {
    library: join(work, 'library'),
    film: FOOTAGE.sintel,
    title: 'Sintel',
    windows: [parseWindow('US:digital:2026-03-10@America/New_York'), parseWindow('US:disc:2026-03-24@America/New_York')],
    seenAt: '2026-03-01T12:00:00Z',
    territory: 'US',
  };
  for await (const outcome of checkFolder(check, drop)) byName.set(basename(outcome.path), outcome);
});
afterAll(() => rm(work, { recursive: true, force: true }));

test('every file is checked, and no folder', () => {
  expect([...byName.keys()].sort()).toEqual(['copy.mp4', 'notes.mp4', 'waves.mp4']);
});

test('the copy is found where it lies and is a leak eight days before the digital sale', () => {
  const copy = byName.get('copy.mp4')!;
  expect(copy).toMatchObject({ verdict: { kind: 'pre-release-leak', daysEarly: 8, leadTimes: [{ daysEarly: 8 }, { daysEarly: 22 }] } });
  const [segment] = ('matches' in copy && copy.matches[0]?.segments) || [];
  expect(segment!.referenceStart - segment!.queryStart).toBeCloseTo(4, 0);
  expect(segment!.queryEnd - segment!.queryStart).toBeGreaterThan(5);
});

test('another film is no match, and a text file is one line', () => {
  expect(byName.get('waves.mp4')).toMatchObject({ matches: [], verdict: { kind: 'no-match' } });
  expect(byName.get('notes.mp4')).toMatchObject({ content: 'a text', verdict: { kind: 'not-media' } });
});

test('what is printed names the film, the place and the reasons', () => {
  const text = describe(byName.get('copy.mp4')!);
  expect(text).toMatch(/^copy\.mp4: pre-release-leak\n {2}Footage of “Sintel” was reported seen on 2026-03-01 at 12:00 UTC, 8 days before/);
  expect(text).toMatch(/\n {2}0\.0–6\.0 s shows 4\.\d–10\.\d s of the film\n/);
  expect(text).toContain('\n  + Not open yet: disc release in US (2026-03-24, America/New_York).');
  expect(describe(byName.get('notes.mp4')!)).toBe('notes.mp4\n  It is a text.');
});

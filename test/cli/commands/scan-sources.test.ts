// @module-tag slow
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fingerprint, saveFingerprint } from '@streetdate/core';
import { describeEvidence } from '@streetdate/matcher/internal';
import { scanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { openSqliteFile } from '../../tools/sqlite-file.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';
import { makeOlder } from '../tools/older-library.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

const SECONDS = 240;
const PAL = 25 / 24;
const film = syntheticFilm(21, SECONDS);
/** The disc: the whole film at 25 frames a second. */
const onDisc: Film = (time) => film(time * PAL);
/** What is sold as files: two scenes shorter, at 24. */
const onSale: Film = (time) => film(time < 70 ? time : time < 150 ? time + 10 : time + 20);
const lengths = { disc: SECONDS / PAL, sale: SECONDS - 20 };

/** Writes a fingerprint of a film, as it is enrolled or as it is looked up. */
async function write(folder: string, name: string, shown: Film, seconds: number, role: Fingerprint['role']): Promise<string> {
  const path = join(folder, name);
  const framesPerSecond = role === 'reference' ? 10 : 4;
  await saveFingerprint(
    path,
    sampleFilm(noisy(shown, 3, name.length), { seconds, framesPerSecond, role, phase: role === 'query' ? 0.05 : 0 }),
  );
  return path;
}

/** A library with a disc and a master of one title; it is on digital sale, and the disc is not out. */
async function setUp(kinds: readonly ('disc' | 'master')[] = ['disc', 'master']) {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  for (const kind of kinds) {
    const [shown, seconds] = kind === 'disc' ? ([onDisc, lengths.disc] as const) : ([onSale, lengths.sale] as const);
    const path = await write(folder, `${kind}.sdfp`, shown, seconds, 'reference');
    const windows = ['--window', 'WORLD:digital:2026-01-15T00:00:00Z', '--street-date', '2026-03-10T00:00:00Z'];
    await streetdate(['enroll', path, '--home', home, '--title', 'Film', '--id', kind, '--kind', kind, ...windows]);
  }
  return { folder, home };
}

const scan = async (home: string, path: string) => {
  const run = await streetdate(['scan', path, '--home', home, '--json']);
  return { status: run.status, record: scanRecord.parse(records(run)[0]) };
};

test('between digital sale and street date, a copy of what only the disc has is a disc leak, with its evidence', async () => {
  const { folder, home } = await setUp();
  const copy = await write(folder, 'copy-of-the-disc.sdfp', onDisc, lengths.disc, 'query');
  const { status, record } = await scan(home, copy);
  expect(status).toBe(1);
  expect(record.verdict).toMatchObject({ kind: 'pre-release-leak', basis: 'source-evidence' });
  expect(record.verdict.summary).toMatch(/the source evidence favours a disc or screener, \d\d : 1/);
  for (const { sources } of record.matches) {
    expect(sources?.evidence.map(({ source }) => source)).toEqual(['digital', 'digital', 'camera']);
    expect(sources?.evidence[0]?.reason).toMatch(/it shows \d+\.\d s that the disc disc has and the digital rendition master lacks/);
  }

  expect(record.matches[0]!.sources!.answer).toMatchObject({ source: 'disc', certainty: 'sure' });
  const [cuts] = record.matches[0]!.sources!.evidence;
  expect(cuts!.reason).toMatch(/; 1 more place agrees\.$/);
  expect(cuts!.likelihoodRatio).toBeLessThanOrEqual(1 / 20);
  const said = `${cuts!.reason.replace(/\.$/, '')} (${describeEvidence('digital', cuts!.likelihoodRatio)})`;
  const text = (await streetdate(['scan', copy, '--home', home])).stdout;
  expect(text).toMatch(/\n {6}Most likely source: disc \(\d\d : 1 against [^)]+\)\n/);
  // Both renditions share one explanation.
  expect(text.split('Most likely source:')).toHaveLength(2);
  expect(text.split(`      ${said}\n`)).toHaveLength(2);

  // What was stored is what is judged again, and what the report shows.
  const again = records(await streetdate(['judge', copy, '--home', home, '--json']))[0];
  expect(again).toMatchObject({ verdict: record.verdict, matches: record.matches.map(({ sources }) => ({ sources })) });
  const page = join(folder, 'report.html');
  await streetdate(['report', '--home', home, '-o', page]);
  expect(await readFile(page, 'utf8')).toContain(`<li>${said}</li>`);
});

test('a copy of what is on sale is no disc leak', async () => {
  const { folder, home } = await setUp();
  const { status, record } = await scan(home, await write(folder, 'copy-of-the-sale.sdfp', onSale, lengths.sale, 'query'));
  expect(status).toBe(0);
  expect(record.matches[0]?.sources?.evidence.map(({ source }) => source)).toEqual(['disc', 'disc', 'camera']);
});

test('an excerpt of what both have leaves every sign inconclusive', async () => {
  const { folder, home } = await setUp();
  const excerpt = await write(folder, 'excerpt.sdfp', (time) => film(1.12 * (time + 95)), 40, 'query');
  const { status, record } = await scan(home, excerpt);
  expect(status).toBe(0);
  expect(record.verdict.kind).toBe('needs-review');
  expect(record.matches[0]?.sources?.answer?.certainty).toBe('undecided');
  const text = (await streetdate(['scan', excerpt, '--home', home])).stdout;
  expect(text).toContain('Source undecided: ');
  expect(record.matches[0]?.sources?.evidence.filter(({ source }) => source !== 'camera')).toEqual([]);
  const signs = [
    'cuts',
    'ends',
    'chapters',
    'speed',
    'rate',
    'cadence',
    'blending',
    'shape',
    'sound',
    'sound-layout',
    'marks',
    'subtitles',
    'detail',
    'nearest',
    'levels',
    'light',
    'room',
  ];
  expect(record.matches[0]?.sources?.silent.map(({ sign }) => sign)).toEqual(signs);
});

test('with one rendition there is nothing to compare', async () => {
  const { folder, home } = await setUp(['disc']);
  const { record } = await scan(home, await write(folder, 'copy.sdfp', onDisc, lengths.disc, 'query'));
  expect(record.verdict.kind).toBe('needs-review');
  expect(record.matches[0]).not.toHaveProperty('sources');
});

test('a scan from before sources were read is judged without them', async () => {
  const { folder, home } = await setUp();
  const copy = await write(folder, 'copy.sdfp', onDisc, lengths.disc, 'query');
  await scan(home, copy);
  const file = openSqliteFile(join(home, 'catalogue.sqlite'));
  makeOlder(file, 2);
  file.close();
  const judged = scanRecord.parse(records(await streetdate(['judge', copy, '--home', home, '--json']))[0]);
  expect(judged.verdict.kind).toBe('needs-review');
  expect(judged.matches[0]).not.toHaveProperty('sources');
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inTemporaryFolder } from '../../../packages/bench/src/clips/clips.ts';
import { compareNameParsers, nameComparisonText } from '../../../packages/bench/src/release-names/bench-release-names.ts';
import { readKnownNames } from '../../../packages/bench/src/release-names/known-names.ts';
import { NAME_PARTS, type NamePart } from '../../../packages/bench/src/release-names/name-parts.ts';
import { canonical } from '../../../packages/bench/src/release-names/named-fields.ts';
import { PEERS } from '../../../packages/bench/src/release-names/peers.ts';
import { scoreParser } from '../../../packages/bench/src/release-names/score.ts';

const LINES = [
  {
    name: 'Salt.Flats.2020.1080p.BluRay.x264-GRP',
    expected: [{ fields: { title: 'Salt Flats', year: '2020', source: 'Blu-ray', group: 'GRP' }, origin: 'one/x' }],
  },
  { name: 'Salt.Flats.2020.1080p.BluRay.x264-GRP', expected: [{ fields: { title: 'Salt Flats 2020' }, origin: 'two/x' }] },
  { name: 'Without.Statement' },
];

test('values in different words are one', () => {
  expect(['Blu-ray', 'BDRip', 'BLURAY'].map((value) => canonical('source', value))).toEqual(['disc-hd', 'disc-hd', 'disc-hd']);
  expect(canonical('language', ['ENG', 'ITA'])).toBe(canonical('language', 'Italian, English'));
  expect(canonical('title', "L'été: 2")).toBe('lete2');
  expect(canonical('audioCodec', 'Dual Audio')).toBeUndefined();
});

test('a field counts once a name, right where any suite agrees', async () => {
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, 'names.jsonl');
    await writeFile(path, LINES.map((line) => JSON.stringify(line)).join('\n'));
    const names = await readKnownNames(path);
    expect(names).toHaveLength(1);
    const score = scoreParser(() => ({ title: 'Salt Flats 2020', year: 2019, group: 'grp' }), names);
    expect(score.share).toBe(2 / 4);
    expect(score.faults.map(({ field }) => field)).toEqual(['year', 'source']);
    expect(
      scoreParser(() => {
        throw new Error('x');
      }, names).share,
    ).toBe(0);
    const text = async (part: NamePart) => nameComparisonText(await compareNameParsers(path, part));
    const parts = await Promise.all(NAME_PARTS.map(text));
    expect(parts.filter((each) => each.includes(': 1 names'))).toHaveLength(1);
    const all = await text('all');
    expect(all).toContain('all part: 1 names');
    // The parts make up the whole: one of them has its row of figures.
    const rows = all.match(/^\| all.*$/gmu)!.map((row) => row.split(' | ').slice(1));
    expect(rows).toHaveLength(1 + NAME_PARTS.length);
    expect(rows.slice(1).filter(([stated]) => stated !== '0')).toEqual([rows[0]]);
  });
});

test('a word of one suite for what others say otherwise is no law', async () => {
  const known = [
    { name: 'Salt.Flats.PROPER.REPACK.DVDRip.XviD-GRP', expected: [{ fields: { other: ['Proper'] }, origin: 'guessit-io/x' }] },
    { name: 'Salt.Flats.DVDRip.XviD', expected: [{ fields: { source: 'DVDRip', group: 'NOGRP' }, origin: 'pr0pz/x' }] },
    { name: 'Salt.Flats.DVDRip.XviD-NOGRP', expected: [{ fields: { group: 'NOGRP' }, origin: 'guessit-io/x' }] },
  ];
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, 'names.jsonl');
    await writeFile(path, known.map((line) => JSON.stringify(line)).join('\n'));
    const names = await readKnownNames(path);
    expect(names.map(({ right }) => [...right.keys()])).toEqual([['flags'], ['source'], ['group']]);
    expect(scoreParser(() => ({ flags: ['PROPER', 'REPACK'] }), names.slice(0, 1)).share).toBe(1);
    expect(scoreParser(() => ({ flags: ['PROPER'] }), names.slice(0, 1)).share).toBe(1);
    expect(scoreParser(() => ({ flags: ['REPACK'] }), names.slice(0, 1)).share).toBe(0);
  });
});

test('every peer reads an easy name', () => {
  for (const { name, parse } of PEERS)
    expect(canonical('title', parse('Salt.Flats.2020.1080p.BluRay.x264-GRP').title), name).toBe('saltflats');
});

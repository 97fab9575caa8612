// @module-tag slow
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFingerprint } from '@streetdate/core';
import { scanRecord } from 'streetdate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate } from '../tools/streetdate.ts';

const SECONDS = 40;
let folder: string;
let home: string;
const at = (name: string) => join(folder, name);

/** The film’s sound, made as people who share it do. */
const COPIES: Readonly<Record<string, readonly string[]>> = {
  '64 kbit.mka': ['-c:a', 'libmp3lame', '-b:a', '64k', '-ac', '1'],
  'trimmed.mka': ['-ss', '12', '-t', '20', '-c:a', 'aac', '-b:a', '64k', '-ac', '2'],
  'pal.mka': ['-af', 'aresample=48000,asetrate=50000,aresample=48000', '-ac', '2', '-c:a', 'libopus', '-b:a', '64k'],
  'ntsc.mka': ['-af', 'aresample=48000,asetrate=46080,aresample=48000', '-ac', '1', '-c:a', 'flac'],
};

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-sound-')));
  home = at('library');
  const film = at('film.mp4');
  await runFfmpeg(['-i', FOOTAGE.bunny, '-t', String(SECONDS), '-c:v', 'libx264', '-preset', 'veryfast', '-c:a', 'aac', '-ac', '2', film]);
  await streetdate(['enroll', film, '--home', home, '--title', 'Bunny', '--id', 'disc-1', '--street-date', '2026-03-10T00:00:00Z']);
  for (const [name, options] of Object.entries(COPIES)) await runFfmpeg(['-i', film, '-vn', ...options, at(name)]);
  await runFfmpeg(['-i', FOOTAGE.sintel, '-vn', '-c:a', 'aac', at('another film.mka')]);
  await runFfmpeg(['-f', 'lavfi', '-i', 'aevalsrc=0:d=20', '-c:a', 'flac', at('silence.mka')]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const scanOf = async (name: string) => {
  const run = await streetdate(['scan', at(name), '--home', home, '--json']);
  return { ...run, record: scanRecord.parse(records(run)[0]) };
};

describe('the sound of an enrolled film, without its picture', () => {
  test.each([
    ['64 kbit.mka', 1, 0, SECONDS],
    ['trimmed.mka', 1, 12, 32],
    ['pal.mka', 25 / 24, 0, SECONDS],
    ['ntsc.mka', 24 / 25, 0, SECONDS],
  ])('%s needs review as a weak match by sound, and is no leak before the street date', async (name, speed, start, end) => {
    const { status, record } = await scanOf(name);
    expect(status).toBe(0);
    expect(record).toMatchObject({
      kind: 'sound',
      look: { frames: 'every', closer: [] },
      matches: [{ referenceId: 'disc-1', strength: 'weak', sound: { vote: 'alone' }, verdict: { kind: 'needs-review' } }],
      verdict: { kind: 'needs-review', reasons: ['weak-match', 'sound-alone'], ifConfirmed: 'pre-release-leak' },
    });
    expect(record.matches[0]!.sources).toBeUndefined();
    const segments = record.matches[0]!.segments;
    expect(segments.every(({ foundBy }) => foundBy === 'sound')).toBe(true);
    expect(segments[0]!.speed).toBeCloseTo(speed, 2);
    expect(Math.abs(segments[0]!.referenceStart - start)).toBeLessThan(2);
    expect(Math.abs(segments.at(-1)!.referenceEnd - end)).toBeLessThan(2);
  });

  test('is told to a person in words', async () => {
    const { stdout } = await streetdate(['scan', at('64 kbit.mka'), '--home', home]);
    expect(stdout).toMatch(/^NEEDS REVIEW .*\n {4}Bunny \[disc-1\]: weak: sound alone\n {6}0:00\.0–0:4\d\.\d shows .*, by sound only$/m);
    expect(stdout).toContain('Sound of “Bunny” needs review: the match is weak; only the sound matches, and films share music');
    expect(stdout).toContain('it has no picture: only its sound was searched');
  });

  test('stands in the report without pictures of it', async () => {
    await scanOf('trimmed.mka');
    const page = at('report.html');
    expect((await streetdate(['report', '--home', home, '--output', page, '--scan', at('trimmed.mka')])).status).toBe(0);
    const text = (await readFile(page, 'utf8')).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    expect(text).toContain('20 s (0:20), sound only');
    expect(text).toContain('not compared: sound only');
    expect(text).toContain('Timeline');
    expect(text).not.toMatch(/Frames side by side|Distance of every compared frame|did not store the distances/);
  });
});

test.each(['another film.mka', 'silence.mka'])('%s shows no enrolled film', async (name) => {
  const { status, record } = await scanOf(name);
  expect(status).toBe(0);
  expect(record).toMatchObject({ kind: 'sound', matches: [], verdict: { kind: 'no-match' } });
});

test('its fingerprint is written as a query, is scanned like the file, and is no reference', async () => {
  const asReference = await streetdate(['fingerprint', at('64 kbit.mka'), '--output', at('never.sdfp')]);
  expect(asReference).toMatchObject({ status: 3, stderr: expect.stringContaining('with the role query it can be searched') });
  const written = await streetdate(['fingerprint', at('64 kbit.mka'), '--role', 'query', '--output', at('sound.sdfp'), '--json']);
  expect(records(written)).toMatchObject([
    { type: 'fingerprint', role: 'query', kind: 'sound', tracks: [{ frames: 0 }, { frames: 0 }, { algorithm: 'chromaprint/1' }] },
  ]);
  expect((await loadFingerprint(at('sound.sdfp'))).kind).toBe('sound');
  expect((await scanOf('sound.sdfp')).record).toMatchObject({ kind: 'sound', verdict: { kind: 'needs-review' } });
  for (const name of ['sound.sdfp', '64 kbit.mka']) {
    const refused = await streetdate(['enroll', at(name), '--home', home, '--title', 'Bunny']);
    expect(refused).toMatchObject({ status: 3, stderr: expect.stringContaining('has sound only, and a reference needs a picture') });
  }
});

test('a sweep finds it as a scan does', async () => {
  await mkdir(at('swept'), { recursive: true });
  await copyFile(at('sound.sdfp'), at('swept/sound.sdfp'));
  const run = await streetdate(['sweep', at('swept'), '--home', home, '--json']);
  expect(run.status).toBe(0);
  expect(records(run)).toContainEqual(
    expect.objectContaining({ kind: 'sound', verdict: expect.objectContaining({ kind: 'needs-review' }) }),
  );
});

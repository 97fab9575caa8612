// @module-tag slow
import { type Fingerprint, fingerprintFile } from '@streetdate/core';
import { BandIndex, findMatches, type Match } from '@streetdate/matcher';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../../tools/footage.ts';

/** Pieces of a man before a fixed camera, start and end in the film, seconds, in the order that the copy shows. */
const PIECES = [
  [30, 33],
  [4, 6.5],
  [21, 24],
  [12, 15],
  [38, 41],
] as const;

/** Where the pieces begin in the copy, and at the end where it ends. */
const STARTS = [...PIECES.keys(), PIECES.length].map((count) => PIECES.slice(0, count).reduce((sum, [start, end]) => sum + end - start, 0));

describe('a copy that shows one static scene in pieces', () => {
  let film: Fingerprint;
  const shuffled = new Map<string, Fingerprint>();
  let plain: Fingerprint;
  const matchOf = (copy: Fingerprint): Match => {
    const index = new BandIndex();
    index.add('film', film);
    const [match] = findMatches(copy, index);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
    return match!;
  };

  beforeAll(async () => {
    const file = clipFolder();
    const coded = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
    const path = file('film.mp4');
    await runFfmpeg(['-ss', '60', '-t', '45', '-i', FOOTAGE.franck, ...coded, path]);
    film = await fingerprintFile(path, { role: 'reference' });
    for (const [name, filter] of [
      ['upright', 'null'],
      ['mirrored', 'hflip'],
    ] as const) {
      const cuts = PIECES.map(([start, end], at) => `[0:v]trim=${start}:${end},setpts=PTS-STARTPTS[v${at}]`);
      const joined = `${PIECES.map((_, at) => `[v${at}]`).join('')}concat=n=${PIECES.length},${filter}[v]`;
      const copy = file(`${name}.mp4`);
      await runFfmpeg(['-i', path, '-filter_complex', `${cuts.join(';')};${joined}`, '-map', '[v]', ...coded, '-crf', '30', copy]);
      shuffled.set(name, await fingerprintFile(copy));
    }
    const whole = file('plain.mp4');
    await runFfmpeg(['-ss', '10', '-t', '14', '-i', path, ...coded, '-crf', '30', whole]);
    plain = await fingerprintFile(whole);
  });

  test.each(['upright', 'mirrored'])('is placed piece by piece, %s', (name) => {
    const { segments } = matchOf(shuffled.get(name)!);
    for (const [at, [start, end]] of PIECES.entries()) {
      const middle = (STARTS[at]! + STARTS[at + 1]!) / 2;
      const shown = segments.find(({ queryStart, queryEnd }) => middle >= queryStart && middle < queryEnd);
      expect(shown, `the piece from ${start} s`).toBeDefined();
      expect(Math.abs(shown!.queryStart - STARTS[at]!), `start of the piece from ${start} s`).toBeLessThan(0.35);
      expect(Math.abs(shown!.queryEnd - STARTS[at + 1]!), `end of the piece from ${start} s`).toBeLessThan(0.35);
      const time = shown!.referenceStart + shown!.speed * (middle - shown!.queryStart);
      expect(shown!.mirrored).toBe(name === 'mirrored');
      expect(Math.abs(time - (start + end) / 2), `time of the piece from ${start} s`).toBeLessThan(0.3);
    }
  });

  test('is one piece if it was not cut', () => {
    const { segments } = matchOf(plain);
    expect(segments).toHaveLength(1);
    const [segment] = segments;
    expect(segment!.queryEnd - segment!.queryStart).toBeGreaterThan(13.5);
    expect(Math.abs(segment!.referenceStart - 10)).toBeLessThan(0.3);
  });

  test('is placed as the search found it where the luma of small areas is unknown', () => {
    const upright = shuffled.get('upright')!;
    const { fineGrid: _, ...luma } = upright.luma!;
    expect(matchOf({ ...upright, luma }).segments.length).toBeLessThan(PIECES.length);
  });
});

test('a copy that fades in is placed from its beginning, and its pictures alone prove it', async () => {
  const copy = clipFolder()('copy.mp4');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-an', '-c:v', 'libx264', '-crf', '30', '-pix_fmt', 'yuv420p', copy]);
  const index = new BandIndex();
  index.add('film', await fingerprintFile(FOOTAGE.sintel, { role: 'reference' }));
  const [match] = findMatches(await fingerprintFile(copy), index);
  expect(match!.segments).toHaveLength(1);
  const [segment] = match!.segments;
  expect(segment!.queryStart).toBeLessThan(0.3);
  expect(segment!.score).toBeGreaterThan(3);
  // Motion is for scenes whose pictures do not tell the moment, and reports say so.
  expect(segment!.motion).toBeUndefined();
});

// @module-tag slow
import { type Fingerprint, fingerprintFile } from '@streetdate/core';
import { BandIndex, findMatches } from '@streetdate/matcher';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

describe('a film of a man before a fixed camera', () => {
  let index: BandIndex;
  const copies = new Map<string, Fingerprint>();
  beforeAll(async () => {
    const file = clipFolder();
    const coded = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
    const make = async (name: string, from: number, seconds: number, filter: string) => {
      const path = file(`${name}.mp4`);
      await runFfmpeg(['-ss', `${from}`, '-t', `${seconds}`, '-i', FOOTAGE.franck, '-vf', filter, ...coded, '-crf', '24', path]);
      return path;
    };
    index = new BandIndex();
    index.add('film', await fingerprintFile(await make('film', 60, 50, 'null'), { role: 'reference' }));
    copies.set('noisy', await fingerprintFile(await make('noisy', 75, 25, 'noise=alls=30:allf=t')));
    for (const from of [10, 130, 160]) copies.set(`${from}`, await fingerprintFile(await make(`other-${from}`, from, 25, 'null')));
  });

  test('is known again, and its light adds what the pictures of one shot cannot say', () => {
    const [match] = findMatches(copies.get('noisy')!, index);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong', light: { vote: 'agrees' } });
    expect(match!.score).toBeGreaterThan(Math.max(...match!.segments.map(({ score }) => score)) + 2);
  });

  test('is not taken for what the same camera saw at other times', () => {
    for (const from of ['10', '130', '160']) {
      expect(
        findMatches(copies.get(from)!, index).filter(({ strength }) => strength === 'strong'),
        `${from} s`,
      ).toEqual([]);
    }
  });
});

// @module-tag slow
import { type Fingerprint, fingerprintFile } from '@streetdate/core';
import { BandIndex, findMatches } from '@streetdate/matcher';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

describe('two films with one intro, the first of a man before a fixed camera', () => {
  const films = new Map<string, Fingerprint>();
  let otherTake: Fingerprint;

  beforeAll(async () => {
    const file = clipFolder();
    const withIntro = async (name: string, path: string, start: number, seconds: number) => {
      const made = file(`${name}.mp4`);
      const sized = 'fps=24,scale=400:170:force_original_aspect_ratio=increase,crop=400:170,setsar=1';
      const joined = `[0:v]${sized}[intro];[1:v]${sized}[film];[intro][film]concat=n=2[v]`;
      const parts = ['-t', '9.875', '-i', FOOTAGE.sintel, '-ss', String(start), '-t', String(seconds), '-i', path];
      const coded = ['-map', '[v]', '-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
      await runFfmpeg([...parts, '-filter_complex', joined, ...coded, made]);
      return made;
    };
    films.set('man', await fingerprintFile(await withIntro('man', FOOTAGE.franck, 140, 40), { role: 'reference' }));
    films.set('sea', await fingerprintFile(await withIntro('sea', FOOTAGE.ocean, 0, 10), { role: 'reference' }));
    otherTake = await fingerprintFile(await withIntro('other take', FOOTAGE.franck, 185, 10));
  });

  test('are not accused by a copy of the intro before another take of the man', () => {
    const index = new BandIndex();
    for (const [id, film] of films) index.add(id, film);
    const found = findMatches(otherTake, index, { titles: new Map([...films.keys()].map((id) => [id, id])) });
    expect(found.filter(({ strength }) => strength === 'strong')).toEqual([]);
  });
});

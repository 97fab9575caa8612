// @module-tag slow
import { type Fingerprint, fingerprintFile } from '@streetdate/core';
import { BandIndex, findMatches } from '@streetdate/matcher';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

/** A window of seven tenths of each side that moves from one side to the other and back in twelve seconds. */
const PAN = "crop=iw*0.7:ih*0.7:x='(iw-ow)*(0.5+0.5*sin(2*PI*t/12))':y='(ih-oh)/2'";

describe('a man before a fixed camera, enrolled with thumbnails', () => {
  const library = new BandIndex();
  let copy: Fingerprint;
  let otherTake: Fingerprint;

  beforeAll(async () => {
    const file = clipFolder();
    const cut = async (name: string, start: number, seconds: number, filter: string) => {
      const made = file(`${name}.mp4`);
      const shown = ['-ss', String(start), '-t', String(seconds), '-i', FOOTAGE.franck, '-vf', `${filter},scale=480:270,setsar=1`];
      await runFfmpeg([...shown, '-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', made]);
      return made;
    };
    const reference = await cut('film', 60, 60, 'null');
    library.add('film', await fingerprintFile(reference, { role: 'reference', thumbnails: true }));
    copy = await fingerprintFile(await cut('copy', 80, 28, PAN));
    otherTake = await fingerprintFile(await cut('other take', 150, 28, PAN));
  });

  test('is found through a window that pans, where he does the same', () => {
    const [match] = findMatches(copy, library);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
    for (const { queryStart, referenceStart } of match!.segments) expect(Math.abs(referenceStart - queryStart - 20)).toBeLessThan(0.6);
    // Every moment of the scene looks alike: only what changes from one to the next proves it.
    expect(match!.segments.some(({ motion }) => motion?.seenIn === 'pictures')).toBe(true);
  });

  test('is not found in another take of him through that window', () => {
    expect(findMatches(otherTake, library)).toEqual([]);
  });
});

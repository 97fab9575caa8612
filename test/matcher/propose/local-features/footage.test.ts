// @module-tag slow
import { type Fingerprint, fingerprintFile } from '@streetdate/core';
import { BandIndex, findMatches } from '@streetdate/matcher';
import { beforeAll, describe, expect, test } from 'vitest';
import { localFeatures } from '../../../../packages/matcher/src/propose/local-features/local-features.ts';
import { clipFolder } from '../../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../../tools/footage.ts';

const CODED = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-crf', '26'];
/** A corner of the picture, turned by ten degrees: the middle half is not in it. */
const CORNER = 'crop=iw*0.62:ih*0.62:0:0,rotate=10*PI/180,scale=320:240,setsar=1';
/** Rows of white letters on a dark band, without a font. */
const CAPTION = [
  'drawbox=x=0:y=196:w=320:h=32:color=black:t=fill',
  ...Array.from({ length: 14 }, (_, at) => `drawbox=x=${16 + 21 * at}:y=${202 + (at % 3)}:w=${5 + ((7 * at) % 9)}:h=18:color=white:t=fill`),
].join(',');

const file = clipFolder();
const cut = async (name: string, path: string, start: number, seconds: number, filter: string) => {
  const made = file(`${name}.mp4`);
  await runFfmpeg(['-ss', `${start}`, '-t', `${seconds}`, '-i', path, '-vf', filter, ...CODED, made]);
  return made;
};
const only = { proposers: [localFeatures] };

describe('by local features alone', () => {
  const index = new BandIndex();
  let reference: Fingerprint;
  beforeAll(async () => {
    reference = await fingerprintFile(await cut('bunny', FOOTAGE.bunny, 30, 45, 'null'), { role: 'reference' });
    index.add('bunny', reference);
    index.add('room', await fingerprintFile(FOOTAGE.cap12, { role: 'reference' }));
  });

  test.each([
    ['a corner, turned and with a caption', `${CORNER},${CAPTION}`, {}],
    ['the same in a mirror', `hflip,${CORNER},hflip,${CAPTION},hflip`, { mirrored: true }],
    ['a negative of a corner', `negate,${CORNER}`, { inverted: true }],
    ['a crop on its side', 'crop=iw*0.7:ih*0.8:iw*0.1:ih*0.05,transpose=1', { rotation: 90 }],
  ])('%s is found at its moment', async (name, filter, shown) => {
    const [match] = findMatches(await fingerprintFile(await cut(name, FOOTAGE.bunny, 42, 20, filter)), index, only);
    expect(match).toMatchObject({ referenceId: 'bunny', strength: 'strong' });
    let covered = 0;
    for (const segment of match!.segments) {
      expect(segment).toMatchObject(shown);
      expect(Math.abs(segment.referenceStart - segment.queryStart * segment.speed - 12)).toBeLessThan(0.6);
      covered += segment.queryEnd - segment.queryStart;
    }
    expect(covered).toBeGreaterThan(10);
  });

  test('an unrelated film is not found, nor under the same corner, turn and caption', async () => {
    for (const [name, path] of [['ocean', FOOTAGE.ocean] as const, ['sintel', FOOTAGE.sintel] as const]) {
      expect(findMatches(await fingerprintFile(path), index, only), name).toEqual([]);
      const edited = await cut(`${name} edited`, path, 0, 10, `${CORNER},${CAPTION}`);
      expect(findMatches(await fingerprintFile(edited), index, only), `${name} edited`).toEqual([]);
    }
  });

  test('another take before the same camera is not found in a part of its picture', async () => {
    const corner = await cut('other take', FOOTAGE.cap13, 4, 24, CORNER);
    expect(findMatches(await fingerprintFile(corner), index, only)).toEqual([]);
  });

  // For three seconds he stands far from the camera in both takes, as in hardly any of the other moments that are compared.
  test('another take before the same camera is not found', async () => {
    expect(findMatches(await fingerprintFile(FOOTAGE.cap13), index, only)).toEqual([]);
  });

  test('the same take is found in a part of its picture', async () => {
    const corner = await cut('same take', FOOTAGE.cap12, 10, 24, CORNER);
    const [match] = findMatches(await fingerprintFile(corner), index, only);
    expect(match).toMatchObject({ referenceId: 'room' });
    for (const { queryStart, referenceStart } of match!.segments) expect(Math.abs(referenceStart - queryStart - 10)).toBeLessThan(1.1);
  });

  // Luma cannot be compared under a picture that moves. What the man does with his hands tells the moment.
  test('the same take is found in a picture that sways, and another take is not', async () => {
    const sways = "rotate='7*PI/180*sin(2*PI*t/5)',crop=iw*0.8:ih*0.8,scale=320:240,setsar=1";
    const [match] = findMatches(await fingerprintFile(await cut('same take sways', FOOTAGE.cap12, 20, 18, sways)), index, only);
    expect(match).toMatchObject({ referenceId: 'room', strength: 'strong' });
    for (const { queryStart, referenceStart } of match!.segments) expect(Math.abs(referenceStart - queryStart - 20)).toBeLessThan(1.1);
    const otherTake = await cut('other take sways', FOOTAGE.cap13, 6, 18, sways);
    expect(findMatches(await fingerprintFile(otherTake), index, only)).toEqual([]);
  });

  test('nothing is found where the query or the references have none', async () => {
    const path = await cut('plain', FOOTAGE.bunny, 42, 10, 'null');
    const { localFeatures: _, ...without } = reference;
    const library = new BandIndex();
    library.add('bunny', without);
    expect(findMatches(await fingerprintFile(path), library, only)).toEqual([]);
    expect(findMatches(await fingerprintFile(path, { localFeatures: false }), index, only)).toEqual([]);
  });
});

// @module-tag slow
import { decodeFrames, hammingDistance, type LumaFrame, pdq, scaleArea } from '@streetdate/core';
import { MIN_QUALITY, measureQuality, trackActiveArea } from '@streetdate/core/internal';
import { describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
const CODED = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '32', '-t', '6'];

/** What the pipeline hashes: the active area of four frames a second, scaled to 64 × 64. */
async function pictures(path: string): Promise<LumaFrame[]> {
  const all: LumaFrame[] = [];
  for await (const { frame, area } of trackActiveArea(decodeFrames(path, { framesPerSecond: 4 }))) all.push(scaleArea(frame, area, 64, 64));
  return all;
}

/** Mean distance of the frames that have something to show. */
function meanDistance(copies: readonly LumaFrame[], films: readonly LumaFrame[]): number {
  const hashes = new Uint32Array(16);
  const distances: number[] = [];
  for (const [i, film] of films.entries()) {
    if (measureQuality(film) < MIN_QUALITY || copies[i] === undefined) continue;
    pdq.hash(film, hashes, 0);
    pdq.hash(copies[i], hashes, 8);
    distances.push(hammingDistance(hashes, 0, hashes, 8, 8));
  }
  expect(distances.length).toBeGreaterThan(8);
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

describe.each([
  ['waves', FOOTAGE.ocean, 0],
  ['a man before a camera', FOOTAGE.franck, 20],
  ['an animated film', FOOTAGE.sintel, 4],
] as const)('%s', (name, path, start) => {
  const sized = 'scale=640:360,setsar=1';
  // The usual way: the background is the middle of the picture, enlarged to fill the frame.
  const blurred = '[a]crop=240:136,scale=320:180,boxblur=8:2,scale=640:360[blur]';
  test.each([
    ['letterbox', `${sized},scale=640:268,pad=640:360:0:46`],
    ['pillarbox', `${sized},scale=480:360,pad=640:360:80:0`],
    ['windowbox', `${sized},scale=512:288,pad=640:360:64:36`],
    ['blurred sides', `${sized},split[a][b];${blurred};[b]scale=240:360[sharp];[blur][sharp]overlay=200:0`],
  ])('hashes nearly alike in a %s', async (kind, filter) => {
    const plain = clip(`${name}-${kind}-plain.mp4`);
    const barred = clip(`${name}-${kind}.mp4`);
    await runFfmpeg(['-i', path, '-filter_complex', sized, '-ss', String(start), ...CODED, plain]);
    await runFfmpeg(['-i', path, '-filter_complex', filter, '-ss', String(start), ...CODED, barred]);
    expect(meanDistance(await pictures(barred), await pictures(plain))).toBeLessThan(16);
  });
});

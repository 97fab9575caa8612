// @module-tag process
import { decodeFrames } from '@streetdate/core';
import { describe, expect, test } from 'vitest';
import { clipFolder, collect, countedFilm, countOf } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();

/** Which frames of a counted film come, each checked to have its own time. */
async function framesOf(path: string, decoded: 'every' | 'reference' | 'key'): Promise<number[]> {
  const frames = await collect(decodeFrames(path, { longSide: 16, decoded }));
  for (const frame of frames) expect(frame.time, `frame ${countOf(frame)} of ${path}`).toBeCloseTo(countOf(frame) / 24, 3);
  return frames.map(countOf);
}

describe.each([
  ['MP4', 'film.mp4', []],
  ['Matroska', 'film.mkv', []],
  ['a film with open groups', 'open.mp4', ['-x264opts', 'open_gop=1']],
])('of %s', (_, name, output) => {
  test('key frames come at their own times, and no others', async () => {
    const path = clip(name);
    await countedFilm(path, 8, ['-g', '48', '-qp', '2', '-bf', '3', '-b_strategy', '0', '-sc_threshold', '0', ...output]);
    const every = await framesOf(path, 'every');
    const key = await framesOf(path, 'key');
    const reference = await framesOf(path, 'reference');
    expect(every).toHaveLength(192);
    expect(key).toEqual([0, 48, 96, 144]);
    expect(reference.length).toBeLessThan(150);
    expect(reference).toEqual(expect.arrayContaining(key));
  });
});

test('an AVI does not say when a picture is shown, so every frame of it is decoded, at its time', async () => {
  const path = clip('film.avi');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-an', '-t', '4', '-c:v', 'libx264', '-g', '24', '-bf', '3', path]);
  const every = await collect(decodeFrames(path, { longSide: 16 }));
  const key = await collect(decodeFrames(path, { longSide: 16, decoded: 'key' }));
  expect(key.map(({ time }) => time)).toEqual(every.map(({ time }) => time));
});

test('every frame of a codec without others is a key frame', async () => {
  const path = clip('intra.mov');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-an', '-t', '3', '-c:v', 'mjpeg', '-q:v', '5', path]);
  expect(await collect(decodeFrames(path, { longSide: 16, decoded: 'key' }))).toHaveLength(72);
});

test('a film with one key frame has no damage for it', async () => {
  const path = clip('one.mp4');
  await countedFilm(path, 8, ['-g', '1000', '-sc_threshold', '0']);
  const frames = await collect(decodeFrames(path, { decoded: 'key', onDamage: (damage) => expect.unreachable(damage.reason) }));
  expect(frames.map(countOf)).toEqual([0]);
});

// @module-tag slow
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { completePasses, type Fingerprint, fingerprintFile, fingerprintInPasses, type MediaInput } from '@streetdate/core';
import { describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
const SECONDS = 30;

/** Thirty seconds of a generated film with sound, a key frame every four seconds unless `output` says otherwise. */
async function film(name: string, output: readonly string[] = [], filter = 'null'): Promise<string> {
  const path = clip(name);
  await runFfmpeg([
    ...['-f', 'lavfi', '-i', `testsrc2=s=320x180:r=24:d=${SECONDS},${filter}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${SECONDS}`, '-map', '0:v', '-map', '1:a', '-pix_fmt', 'yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '3', '-g', '96', '-sc_threshold', '0', ...output, path],
  ]);
  return path;
}

/** The fingerprint of a film of which nothing is undecided after its key frames. */
const inPasses = (input: MediaInput): Promise<Fingerprint> =>
  completePasses(fingerprintInPasses(input, { shortest: 0, localFeatures: false }), () => []);

describe.each([
  ['MP4', 'film.mp4', [], undefined],
  ['Matroska', 'film.mkv', [], undefined],
  ['a transport stream', 'film.ts', [], undefined],
  ['open groups', 'open.ts', ['-preset', 'fast', '-x264opts', 'open_gop=1'], undefined],
  ['a varying frame rate', 'varying.mkv', ['-vsync', 'vfr'], "select='gt(mod(n,5),1)'"],
])('a film in %s', (_, name, output, filter) => {
  test('is seen by its key frames alone, at their times', async () => {
    const path = await film(name, output, filter);
    const [key, every] = [await inPasses(path), await fingerprintFile(path, { localFeatures: false })];
    expect(key.look).toEqual({ frames: 'key', closer: [] });
    expect(key.damage).toBeUndefined();
    const times = [...key.tracks[0]!.timesMs];
    expect(times.length).toBeGreaterThanOrEqual(4);
    expect(times.length).toBeLessThan(20);
    for (const time of times) {
      const { timesMs, spansMs } = every.tracks[0]!;
      expect(
        timesMs.some((start, at) => Math.abs(start - time) < 250 || (time >= start && time < start + spansMs[at]!)),
        `${time} ms`,
      ).toBe(true);
    }
  });
});

test.each([
  ['H.264 of key frames only', 'intra.mp4', ['-g', '1']],
  ['ProRes', 'prores.mov', ['-c:v', 'prores_ks', '-profile:v', '0', '-pix_fmt', 'yuv422p10le']],
  ['MJPEG', 'mjpeg.avi', ['-c:v', 'mjpeg', '-bf', '0', '-q:v', '8', '-pix_fmt', 'yuvj420p']],
])('%s is complete after the first pass', async (_, name, output) => {
  const path = await film(name, output);
  const seen = await inPasses(path);
  expect(seen.look).toBeUndefined();
  expect(seen).toEqual(await fingerprintFile(path, { localFeatures: false }));
});

test('a film with one key frame for all is decoded as a whole, without frames that none depends on', async () => {
  expect((await inPasses(await film('one.mp4', ['-g', '100000']))).look).toEqual({ frames: 'reference', closer: [] });
});

test('a film that is cut off is decoded as a whole, and says so', async () => {
  const whole = await readFile(await film('whole.mkv'));
  const path = clip('cut.mkv');
  await writeFile(path, whole.subarray(0, whole.length / 2));
  const seen = await inPasses(path);
  expect(seen.look).toEqual({ frames: 'reference', closer: [] });
  expect(seen.damage?.secondsCovered).toBeLessThan(20);
});

test('a stream, which cannot seek, is decoded once and whole', async () => {
  const path = await film('streamed.ts');
  const { size: fileBytes } = await stat(path);
  const seen = await inPasses({ name: 'streamed.ts', fileBytes, duration: SECONDS, open: (start) => createReadStream(path, { start }) });
  expect(seen.look).toBeUndefined();
  expect(seen.tracks[0]!.timesMs.length).toBeGreaterThan(50);
});

test('a still is one picture, and sound alone is read at once', async () => {
  const still = clip('still.png');
  await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=320x180:d=1', '-frames:v', '1', still]);
  expect((await inPasses(still)).look).toBeUndefined();
  const sound = clip('sound.m4a');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-vn', '-c:a', 'aac', sound]);
  expect(await inPasses(sound)).toMatchObject({ kind: 'sound' });
});

// @module-tag slow
import { decodeAudio, decodeFrames, fingerprintFile } from '@streetdate/core';
import { audioView, QUERY_SPEEDS } from '@streetdate/core/internal';
import { decodeFingerprint, encodeFingerprint } from '@streetdate/core/portable';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { footageFingerprint } from '../../tools/footage-fingerprint.ts';

const clip = clipFolder();

/** Eight seconds of black and silence, with a flash and a beep from 4.0 to 4.5 s. */
const FLASH_AND_BEEP = [
  ...['-f', 'lavfi', '-i', "color=black:s=64x64:r=25:d=8,drawbox=x=0:y=0:w=64:h=64:color=white:t=fill:enable='between(t,4,4.5)'"],
  ...['-f', 'lavfi', '-i', "aevalsrc='if(between(t,4,4.5),sin(2000*t),0)':s=44100:d=8"],
];

async function firstBeep(path: string): Promise<number> {
  let before = 0;
  for await (const samples of decodeAudio(path)) {
    const at = samples.findIndex((sample) => Math.abs(sample) > 3000);
    if (at >= 0) return (before + at) / 11_025;
    before += samples.length;
  }
  return Number.NaN;
}

async function firstFlash(path: string): Promise<number> {
  for await (const { pixels, time } of decodeFrames(path)) if (pixels[2000]! > 128) return time;
  return Number.NaN;
}

describe('sound keeps its true times', () => {
  const film = clip('film.mp4');
  beforeAll(() => runFfmpeg([...FLASH_AND_BEEP, '-c:v', 'libx264', '-c:a', 'aac', film]));

  test.each(['mp4', 'mkv', 'ts'])('in %s, where it begins with the picture', async (kind) => {
    const path = clip(`together.${kind}`);
    await runFfmpeg(['-i', film, '-c', 'copy', path]);
    expect(await firstBeep(path)).toBeCloseTo(await firstFlash(path), 1);
  });

  test.each(['mp4', 'mkv', 'ts'])('in %s, where it begins two seconds later', async (kind) => {
    const path = clip(`late-sound.${kind}`);
    await runFfmpeg(['-i', film, '-itsoffset', '2', '-i', film, '-map', '0:v', '-map', '1:a', '-c', 'copy', path]);
    expect((await firstBeep(path)) - (await firstFlash(path))).toBeCloseTo(2, 1);
  });

  test.each(['mp4', 'mkv', 'ts'])('in %s, where the picture begins two seconds later', async (kind) => {
    const path = clip(`late-picture.${kind}`);
    await runFfmpeg(['-itsoffset', '2', '-i', film, '-i', film, '-map', '0:v', '-map', '1:a', '-c', 'copy', path]);
    expect((await firstBeep(path)) - (await firstFlash(path))).toBeCloseTo(-2, 1);
  });

  test('where the clock begins at a thousand seconds', async () => {
    const path = clip('broadcast.ts');
    await runFfmpeg(['-i', film, '-c', 'copy', '-output_ts_offset', '1000', path]);
    expect(await firstBeep(path)).toBeCloseTo(await firstFlash(path), 1);
  });

  test('up to where it is to end', async () => {
    let samples = 0;
    for await (const block of decodeAudio(film, { end: 2 })) samples += block.length;
    expect(samples / 11_025).toBeGreaterThanOrEqual(2);
    expect(samples / 11_025).toBeLessThan(2.2);
  });
});

test('a film without sound gives none, and a fingerprint without a track of it', async () => {
  for await (const block of decodeAudio(FOOTAGE.cap13)) expect.unreachable(`got ${block.length} samples`);
  const silent = clip('silent.mp4');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-t', '3', '-an', '-c', 'copy', silent]);
  expect((await fingerprintFile(silent)).tracks.map(({ view }) => view)).toEqual(['active', 'active']);
});

test('a signal stops it with its own reason', async () => {
  const reason = new Error('enough');
  const stop = new AbortController();
  const blocks = decodeAudio(FOOTAGE.sintel, { signal: stop.signal });
  await blocks.next();
  stop.abort(reason);
  await expect(blocks.next()).rejects.toBe(reason);
});

test('wrong options are refused before anything is opened', () => {
  expect(() => decodeAudio('film.mp4', { sampleRate: 10 })).toThrow('sampleRate must be');
  expect(() => decodeAudio('film.mp4', { end: -1 })).toThrow('end must be');
});

test('a reference has its sound once, a query once for each re-timing, and both keep it in a file', async () => {
  const reference = await footageFingerprint('sintel', 'reference');
  const query = await footageFingerprint('sintel');
  const soundOf = ({ tracks }: typeof query) => tracks.filter(({ algorithm }) => algorithm === 'chromaprint/1').map(({ view }) => view);
  expect(soundOf(reference)).toEqual(['sound']);
  expect(soundOf(query)).toEqual(QUERY_SPEEDS.map(audioView));
  for (const fingerprint of [reference, query]) expect(decodeFingerprint(encodeFingerprint(fingerprint))).toEqual(fingerprint);
  expect(soundOf(await fingerprintFile(FOOTAGE.sintel, { audio: false }))).toEqual([]);
});

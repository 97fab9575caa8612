// @module-tag slow
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { decodeAudio, fingerprintFile } from '@streetdate/core';
import { locateDecoder } from '@streetdate/core/internal/node';
import { codeAudio } from '@streetdate/core/portable';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
const film = clip('film.mp4');
/** A reference without keypoints: they are made of pictures, whichever decoder gave them. */
const BARE = { role: 'reference', localFeatures: false } as const;
const H264_AAC = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];

/** A dozen seconds of moving picture, and a sound that changes all the time. */
const FILM = [
  ...['-f', 'lavfi', '-i', 'testsrc2=size=192x144:rate=25:duration=12'],
  ...['-f', 'lavfi', '-i', "aevalsrc='0.4*sin(2*PI*t*(300+40*floor(3*t)))+0.2*sin(2*PI*t*(900+70*mod(floor(5*t),7)))':s=44100:d=12"],
];

beforeAll(() => runFfmpeg([...FILM, ...H264_AAC, film]));
afterEach(() => vi.unstubAllEnvs());

/** What a reference has of a film whose pictures and sound were decoded by themselves. */
async function apart(path: string) {
  const pictures = await fingerprintFile(path, { ...BARE, audio: false });
  return { pictures, sound: await codeAudio(decodeAudio(path), 'reference') };
}

describe('pictures and sound by one decoder are what they are by two', () => {
  test.each([
    ['mp4', ['-c', 'copy']],
    ['mkv', ['-c', 'copy']],
    ['ts', ['-c', 'copy']],
    ['ts', ['-c', 'copy', '-output_ts_offset', '1000']],
    ['avi', ['-c:v', 'mpeg4', '-c:a', 'mp3', '-ac', '2']],
    ['mpg', ['-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'vob']],
    ['webm', ['-c:v', 'libvpx', '-c:a', 'libvorbis', '-ac', '2']],
  ])('in %s, %s', async (kind, options) => {
    const path = clip(`as-it-is-${options.length}.${kind}`);
    await runFfmpeg(['-i', film, ...options, path]);
    const together = await fingerprintFile(path, BARE);
    const { pictures, sound } = await apart(path);
    expect(together).toEqual({ ...pictures, tracks: [...pictures.tracks, ...sound] });
    expect(sound).toHaveLength(1);
  });

  test.each(['mp4', 'mkv', 'ts', 'mpg'])('in %s, where one begins two seconds after the other', async (kind) => {
    const format = kind === 'mpg' ? ['-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'vob'] : ['-c', 'copy'];
    for (const inputs of [
      ['-itsoffset', '2', '-i', film, '-i', film],
      ['-i', film, '-itsoffset', '2', '-i', film],
    ]) {
      const path = clip(`late-${inputs.indexOf('2')}.${kind}`);
      await runFfmpeg([...inputs, '-map', '0:v', '-map', '1:a', ...format, path]);
      const { tracks } = await fingerprintFile(path, BARE);
      const { pictures, sound } = await apart(path);
      const expected = [...pictures.tracks, ...sound];
      expect(tracks.map(({ view }) => view)).toEqual(expected.map(({ view }) => view));
      // ffprobe rounds where a stream starts, so that times of a joined clock differ in their seventh digit.
      tracks.forEach((track, at) => {
        expect(Math.abs(track.timesMs[0]! - expected[at]!.timesMs[0]!)).toBeLessThanOrEqual(1);
        expect(differingBits(track.hashes, expected[at]!.hashes)).toBeLessThan(0.03);
      });
    }
  });
});

/** Share of bits in which two series of hashes differ. */
function differingBits(one: Uint32Array, other: Uint32Array): number {
  expect(one).toHaveLength(other.length);
  return one.reduce((sum, word, at) => sum + ((word ^ other[at]!) >>> 0).toString(2).replace(/[^1]/g, '').length, 0) / (32 * one.length);
}

describe.skipIf(process.platform === 'win32')('a film', () => {
  const log = clip('started');

  /** Puts a script in ffmpeg's place that writes down what it is asked to decode the film to. */
  async function watchDecoder(fault = ''): Promise<void> {
    const { ffmpegPath } = locateDecoder();
    const path = clip(`ffmpeg-${Math.random().toString(36).slice(2)}`);
    await writeFile(log, '');
    await writeFile(path, `#!/bin/sh\n${fault.replaceAll('REAL', ffmpegPath)}\necho "$@" >> '${log}'\nexec '${ffmpegPath}' "$@"\n`);
    await chmod(path, 0o755);
    vi.stubEnv('FFMPEG_PATH', path);
  }

  async function decodings(): Promise<string[]> {
    const lines = (await readFile(log, 'utf8')).split('\n');
    // Not questions about the decoder, nor the look at a few frames for fields.
    return lines
      .filter((line) => / -f (?:rawvideo|s16le) /.test(line))
      .map((line) => [/s16le/.exec(line), /rawvideo/.exec(line)].join('+'));
  }

  test('is decoded once, pictures and sound', async () => {
    await watchDecoder();
    expect((await fingerprintFile(film)).tracks.map(({ view }) => view)).toContain('sound');
    expect(await decodings()).toEqual(['s16le+rawvideo']);
  });

  test('without sound is decoded for its pictures', async () => {
    const mute = clip('mute.mp4');
    await runFfmpeg(['-i', film, '-an', '-c', 'copy', mute]);
    await watchDecoder();
    await fingerprintFile(mute);
    await fingerprintFile(film, { audio: false });
    expect(await decodings()).toEqual(['+rawvideo', '+rawvideo']);
  });

  test('whose sound ffmpeg has no decoder for is decoded for its pictures, and is no worse for it', async () => {
    const path = clip('no-decoder.mp4');
    await runFfmpeg(['-i', film, '-c', 'copy', path]);
    // The sound calls itself AC-4, of which there are streams and no free decoder.
    const bytes = await readFile(path);
    bytes.write('ac-4', bytes.lastIndexOf('mp4a'));
    bytes.write('free', bytes.lastIndexOf('esds'));
    await writeFile(path, bytes);
    const fingerprint = await fingerprintFile(path, BARE);
    const { pictures } = await apart(path);
    expect(fingerprint).toEqual(pictures);
    expect(fingerprint.damage).toBeUndefined();
  });

  test('whose decoder fails in the middle is decoded once more, pictures and sound apart, and no frame comes twice', async () => {
    const { pictures, sound } = await apart(film);
    // Of what is decoded together three seconds come, then an error.
    await watchDecoder(`case "$*" in *s16le*rawvideo*) 'REAL' -t 3 "$@"; exit 1;; esac`);
    expect(await fingerprintFile(film, BARE)).toEqual({ ...pictures, tracks: [...pictures.tracks, ...sound] });
    expect(await decodings()).toEqual(['+rawvideo', 's16le+']);
  });

  test('that is killed by something else is a failure', async () => {
    await watchDecoder(`case "$*" in *s16le*) kill -9 $$;; esac`);
    await expect(fingerprintFile(film)).rejects.toMatchObject({ code: 'decoder-failed', message: expect.stringMatching(/SIGKILL/) });
  });
});

describe('a damaged sound', () => {
  test.each(['ts', 'mkv', 'mp4'])('costs no picture and is no damage of the film, in %s', async (kind) => {
    const broken = clip(`broken.${kind}`);
    await runFfmpeg(['-i', film, '-c', 'copy', '-bsf:a', 'noise=amount=20', broken]);
    const { pictures } = await apart(broken);
    const together = await fingerprintFile(broken, BARE);
    expect(pictures.damage).toBeUndefined();
    expect(together.damage).toBeUndefined();
    expect(together.tracks.slice(0, pictures.tracks.length)).toEqual(pictures.tracks);
  });

  test('damage of the pictures is told as it is without sound', async () => {
    const cut = clip('cut.ts');
    const whole = clip('whole.ts');
    await runFfmpeg(['-i', film, '-c', 'copy', whole]);
    const { size } = await stat(whole);
    const bytes = await readFile(whole);
    for (let at = Math.floor(size / 3); at < size / 2; at += 188 * 7) bytes.fill(0x55, at, at + 150);
    await writeFile(cut, bytes);
    const { pictures } = await apart(cut);
    const together = await fingerprintFile(cut, BARE);
    expect(pictures.damage).toBeDefined();
    // The decoder's threads report what they find in any order, so the first reason may be another one.
    expect(together.damage).toEqual({ ...pictures.damage, reason: expect.stringMatching(/\S/) });
  });
});

test('footage with sound is what it is by two decoders', async () => {
  const together = await fingerprintFile(FOOTAGE.sintel, BARE);
  const { pictures, sound } = await apart(FOOTAGE.sintel);
  expect(together).toEqual({ ...pictures, tracks: [...pictures.tracks, ...sound] });
});

// @module-tag slow
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { type Fingerprint, fingerprintFile, fingerprintInPasses } from '@streetdate/core';
import { decodeFingerprint, encodeFingerprint } from '@streetdate/core/portable';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { runningDecoders } from '../../tools/running-decoders.ts';

const clip = clipFolder();
const SECONDS = 10;

/** Each kind of file with sound only, and how ffmpeg makes it. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'a.mp3': ['-c:a', 'libmp3lame', '-b:a', '64k', '-ac', '1'],
  'guessed-length.mp3': ['-c:a', 'libmp3lame', '-q:a', '5', '-write_xing', '0'],
  'a.m4a': ['-c:a', 'aac'],
  'a.aac': ['-c:a', 'aac'],
  'a.flac': ['-c:a', 'flac'],
  'a.wav': ['-c:a', 'pcm_s16le'],
  'a.opus': ['-c:a', 'libopus', '-ac', '2'],
  'a.ac3': ['-c:a', 'ac3'],
  'a.mka': ['-c:a', 'aac'],
  'a.ts': ['-c:a', 'aac'],
};

/** Codes of the sound as it is, by time. */
const codesOf = ({ tracks }: Fingerprint) => tracks.find(({ view }) => view === 'sound')!;

/** Mean share of differing bits between the codes of two fingerprints at equal times. */
function difference(one: Fingerprint, other: Fingerprint): number {
  const [ours, theirs] = [codesOf(one), codesOf(other)];
  const length = Math.min(ours.hashes.length, theirs.hashes.length);
  let bits = 0;
  for (let at = 0; at < length; at++) for (let left = ours.hashes[at]! ^ theirs.hashes[at]!; left !== 0; left &= left - 1) bits++;
  return bits / 32 / length;
}

let film: Fingerprint;

beforeAll(async () => {
  film = await fingerprintFile(FOOTAGE.sintel);
  for (const [name, options] of Object.entries(KINDS)) await runFfmpeg(['-i', FOOTAGE.sintel, '-vn', ...options, clip(name)]);
  await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc=s=64x64:d=0.04', '-frames:v', '1', clip('cover.png')]);
});

describe('a file with sound and no picture', () => {
  test.each(Object.keys(KINDS))(
    '%s gives a query with the codes of the film’s sound, without frames, of the right length',
    async (name) => {
      const sound = await fingerprintFile(clip(name));
      expect(sound).toMatchObject({ role: 'query', kind: 'sound', areas: [], media: { audioCodec: expect.any(String) } });
      expect(sound.media).not.toHaveProperty('videoCodec');
      expect(sound.damage).toBeUndefined();
      expect(Math.abs(sound.duration - SECONDS)).toBeLessThan(0.2);
      const [first, second, ...heard] = sound.tracks;
      expect([first, second].map((track) => [track!.algorithm, track!.timesMs.length])).toEqual([
        ['pdq/1', 0],
        ['blockhash/1', 0],
      ]);
      expect(heard.map(({ view }) => view)).toEqual(film.tracks.slice(-heard.length).map(({ view }) => view));
      expect(difference(sound, film)).toBeLessThan(0.08);
      expect(decodeFingerprint(encodeFingerprint(sound))).toEqual(sound);
    },
  );

  test.each(['mp3', 'm4a', 'flac', 'mka'])('may have cover art, in .%s', async (kind) => {
    const cover =
      kind === 'mka'
        ? ['-attach', clip('cover.png'), '-metadata:s:t', 'mimetype=image/png']
        : ['-i', clip('cover.png'), '-map', '0', '-map', '1', '-c:v', 'copy', '-disposition:v', 'attached_pic', '-id3v2_version', '3'];
    await runFfmpeg(['-i', clip('a.mp3'), ...cover, clip(`cover.${kind}`)]);
    const sound = await fingerprintFile(clip(`cover.${kind}`));
    expect(sound.kind).toBe('sound');
    expect(difference(sound, film)).toBeLessThan(0.08);
  });

  test('is read whole in passes: key frames make no sense there', async () => {
    const passes = fingerprintInPasses(clip('a.flac'), { shortest: 0 });
    const { done, value } = await passes.next();
    expect(done).toBe(true);
    expect(value).toEqual(await fingerprintFile(clip('a.flac')));
    expect(value.look).toBeUndefined();
  });

  test.each(['a.mp3', 'a.ts', 'a.wav', 'a.flac'])('may be a stream: %s', async (name) => {
    const { size: fileBytes } = await stat(clip(name));
    const input = { name, fileBytes, duration: 0, open: (start: number) => createReadStream(clip(name), { start }) };
    const streamed = await fingerprintFile(input);
    expect(streamed.kind).toBe('sound');
    expect(Math.abs(streamed.duration - SECONDS)).toBeLessThan(0.2);
    expect(difference(streamed, film)).toBeLessThan(0.08);
  });

  test('tells its progress, and stops with the signal’s own reason', async () => {
    const seconds: number[] = [];
    await fingerprintFile(clip('a.wav'), { onProgress: (progress) => seconds.push(progress.seconds) });
    expect(seconds.at(-1)).toBeCloseTo(SECONDS, 0);
    expect(seconds).toEqual(seconds.toSorted((one, next) => one - next));
    const stop = new AbortController();
    const reason = new Error('enough');
    const stopped = fingerprintFile(clip('a.wav'), { signal: stop.signal, onProgress: () => stop.abort(reason) });
    await expect(stopped).rejects.toBe(reason);
    expect(runningDecoders()).toEqual([]);
  });
});

describe('sound that is damaged', () => {
  test('at its end states what was decoded', async () => {
    await runFfmpeg(['-i', FOOTAGE.bunny, '-vn', '-t', '60', '-ac', '1', clip('minute.flac')]);
    const bytes = await readFile(clip('minute.flac'));
    await writeFile(clip('half.flac'), bytes.subarray(0, bytes.length / 2));
    const half = await fingerprintFile(clip('half.flac'));
    expect(half).toMatchObject({ kind: 'sound', duration: 60, damage: { reason: expect.not.stringMatching(/0x/) } });
    expect(half.damage!.secondsCovered).toBeGreaterThan(20);
    expect(half.damage!.secondsCovered).toBeLessThan(40);
  });

  test('in its middle states how much is missing', async () => {
    // Decoders of all ages report what is wrong in AAC. In FLAC older ones look for the next frame and are silent.
    await runFfmpeg(['-i', FOOTAGE.bunny, '-vn', '-t', '60', '-c:a', 'aac', clip('minute.m4a')]);
    const bytes = await readFile(clip('minute.m4a'));
    bytes.fill(0x5a, Math.floor(0.4 * bytes.length), Math.floor(0.6 * bytes.length));
    await writeFile(clip('hole.m4a'), bytes);
    const hole = await fingerprintFile(clip('hole.m4a'));
    expect(hole.duration).toBeCloseTo(60, 0);
    expect(hole.damage!.secondsCovered).toBeGreaterThan(42);
    expect(hole.damage!.secondsCovered).toBeLessThan(54);
  });

  test('everywhere is an error that says so', async () => {
    const bytes = await readFile(clip('a.flac'));
    // The first frame follows the comments and their padding.
    bytes.fill(0x5a, 8300);
    await writeFile(clip('noise.flac'), bytes);
    await expect(fingerprintFile(clip('noise.flac'))).rejects.toMatchObject({
      code: 'decoder-failed',
      message: expect.stringMatching(/noise\.flac gave no sound: ./),
    });
  });
});

test.each([
  ['silence', 'aevalsrc=0:d=5', 5],
  ['a fifth of a second', 'sine=d=0.2', 0.2],
  ['less than a block', 'sine=d=0.05', 0.05],
])('%s gives a fingerprint without codes', async (name, source, duration) => {
  const path = clip(`${name}.wav`);
  await runFfmpeg(['-f', 'lavfi', '-i', source, path]);
  const sound = await fingerprintFile(path);
  expect(sound).toMatchObject({ kind: 'sound', duration });
  expect(sound.tracks.every(({ hashes }) => hashes.length === 0)).toBe(true);
});

describe('a file that gives no fingerprint says why', () => {
  test.each([
    ['as a reference', { role: 'reference' as const }, 'has sound only, and a reference needs a picture'],
    ['without its sound', { audio: false }, 'has no picture, and its sound was left out'],
  ])('sound %s', async (_, options, reason) => {
    await expect(fingerprintFile(clip('a.mp3'), options)).rejects.toMatchObject({
      code: 'no-video',
      message: expect.stringContaining(reason),
    });
  });

  test('neither picture nor sound', async () => {
    await writeFile(clip('words.srt'), '1\n00:00:01,000 --> 00:00:02,000\nHello\n\n');
    await runFfmpeg(['-i', clip('words.srt'), '-c:s', 'srt', clip('words.mkv')]);
    await expect(fingerprintFile(clip('words.mkv'))).rejects.toMatchObject({
      code: 'no-video',
      message: expect.stringMatching(/words\.mkv has no picture and no sound$/),
    });
  });
});

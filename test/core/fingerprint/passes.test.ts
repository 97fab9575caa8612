// @module-tag slow
import {
  completePasses,
  decodeFingerprint,
  encodeFingerprint,
  type Fingerprint,
  fingerprintFile,
  fingerprintInPasses,
  type TimeSpan,
} from '@streetdate/core';
import { beforeAll, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { runFfmpeg } from '../../tools/footage.ts';
import { runningDecoders } from '../../tools/running-decoders.ts';

const clip = clipFolder();
const film = clip('film.mp4');
const SECONDS = 90;

/** A generated film, never twice the same picture, with a key frame every four seconds. */
const encode = (path: string, output: readonly string[]) =>
  runFfmpeg([
    ...['-f', 'lavfi', '-i', `testsrc2=s=160x90:r=24:d=${SECONDS}`, '-f', 'lavfi', '-i', `sine=frequency=440:duration=${SECONDS}`],
    ...[
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-bf',
      '3',
      '-pix_fmt',
      'yuv420p',
      '-sc_threshold',
      '0',
      ...output,
      path,
    ],
  ]);

beforeAll(() => encode(film, ['-g', '96']));

/** Fingerprints a film in passes, with what was sampled and what was asked. */
async function inPasses(path: string, answer: readonly TimeSpan[], localFeatures = false) {
  let frames = 0;
  let seconds = 0;
  const asked: Fingerprint[] = [];
  const passes = fingerprintInPasses(path, {
    shortest: 0,
    localFeatures,
    onProgress: (progress) => {
      expect(progress.seconds).toBeGreaterThanOrEqual(seconds);
      ({ seconds } = progress);
      frames = progress.framesDone;
    },
  });
  const query = await completePasses(passes, (query) => {
    asked.push(query);
    return answer;
  });
  return { query, frames, asked };
}

test('where nothing is undecided only key frames are decoded, and the whole sound', async () => {
  const { query, frames, asked } = await inPasses(film, []);
  const full = await fingerprintFile(film, { localFeatures: false });
  expect(frames).toBe(Math.ceil(SECONDS / 4));
  expect(asked).toHaveLength(1);
  expect(query.look).toEqual({ frames: 'key', closer: [] });
  expect(query.duration).toBe(full.duration);
  const sound = ({ tracks }: Fingerprint) => tracks.filter(({ view }) => view.startsWith('sound'));
  expect(sound(query)).toEqual(sound(full));
  expect(sound(asked[0]!)).toEqual(sound(full));
  expect([...query.tracks[0]!.timesMs].every((time) => time % 4000 === 0)).toBe(true);
});

test('an undecided interval is decoded, once, from the key frame before it on, at the film’s own times', async () => {
  const answer = [
    { start: 21.5, end: 24 },
    { start: 23, end: 30 },
  ];
  const { query, frames, asked } = await inPasses(film, answer, true);
  expect(query.look).toEqual({ frames: 'key', closer: [{ start: 20, end: 30 }] });
  expect(asked.map(({ look }) => look?.closer.length)).toEqual([0, 1]);
  expect(frames).toBeLessThan(23 + 10 * 4 + 3);
  const times = [...query.tracks[0]!.timesMs];
  const inside = times.filter((time) => time >= 21_500 && time < 30_000);
  expect(inside.length).toBeGreaterThan(24);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect([...query.thumbnails!.timesMs].filter((time) => time >= 21_500 && time < 30_000).length).toBeGreaterThan(14);
  expect(query.thumbnails!.pixels).toHaveLength(64 * 64 * query.thumbnails!.timesMs.length);
  expect(decodeFingerprint(encodeFingerprint(query))).toEqual(query);
});

test('an interval may begin with a key frame that is shown between two milliseconds', async () => {
  const path = clip('between.mp4');
  await encode(path, ['-g', '52', '-t', '40']);
  const { query } = await inPasses(path, [{ start: 7, end: 12 }]);
  // Three groups of 52 frames, 24 a second: 6.5 s; of four: 8.6667 s.
  expect(query.look).toEqual({ frames: 'key', closer: [{ start: 6.5, end: 12 }] });
  const { query: later } = await inPasses(path, [{ start: 9, end: 12 }]);
  expect(later.look).toEqual({ frames: 'key', closer: [{ start: 8.667, end: 12 }] });
  expect([...later.tracks[0]!.timesMs].filter((time) => time >= 8667 && time < 12_000).length).toBeGreaterThan(8);
});

test('a film of which most is undecided is decoded as a whole', async () => {
  const { query, frames } = await inPasses(film, [{ start: 0, end: 50 }]);
  expect(query.look).toEqual({ frames: 'reference', closer: [] });
  expect(frames).toBeGreaterThan(300);
});

test('a film with one key frame is decoded as a whole, without a question', async () => {
  const one = clip('one.mp4');
  await encode(one, ['-g', '100000', '-t', '30']);
  const { query, asked } = await inPasses(one, []);
  expect(query.look).toEqual({ frames: 'reference', closer: [] });
  expect(query.damage).toBeUndefined();
  expect(asked).toEqual([]);
});

test('a long interval without a key frame is decoded, whatever is asked for', async () => {
  const rare = clip('rare.mp4');
  await encode(rare, ['-g', '100000', '-force_key_frames', 'lt(t,40)*not(mod(n,48))+gte(t,60)*not(mod(n,48))'.replace(/^/, 'expr:')]);
  const { query } = await inPasses(rare, []);
  expect(query.look?.closer).toEqual([{ start: expect.closeTo(38, 0), end: 60 }]);
});

test('a film of key frames only is complete after the first pass', async () => {
  const intra = clip('intra.mov');
  await runFfmpeg(['-i', film, '-an', '-c:v', 'mjpeg', '-q:v', '8', '-pix_fmt', 'yuvj420p', '-t', '20', intra]);
  const { query, frames, asked } = await inPasses(intra, []);
  expect(query).toEqual(await fingerprintFile(intra, { localFeatures: false }));
  expect(query.look).toBeUndefined();
  expect(frames).toBe(80);
  expect(asked).toEqual([]);
});

test('a short film is decoded at once, and a reference always', async () => {
  const short = await completePasses(fingerprintInPasses(film, { localFeatures: false }), () => expect.unreachable());
  expect(short.look).toBeUndefined();
  await expect(fingerprintInPasses(film, { role: 'reference', shortest: 0 }).next()).rejects.toThrow(
    new TypeError('role must be query in passes, got reference'),
  );
});

test('what a search throws ends the decoders, and so does leaving the passes', async () => {
  const mine = new Error('mine');
  const failing = completePasses(fingerprintInPasses(film, { shortest: 0, localFeatures: false }), () => {
    throw mine;
  });
  await expect(failing).rejects.toBe(mine);
  expect(runningDecoders()).toEqual([]);
  const left = fingerprintInPasses(film, { shortest: 0, localFeatures: false });
  const first = await left.next();
  await left.return(first.value);
  expect(runningDecoders()).toEqual([]);
});

// @module-tag process
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeFingerprint,
  decodeFrames,
  encodeFingerprint,
  type Fingerprint,
  type FingerprintProgress,
  fingerprintFile,
  fingerprintFiles,
  fingerprintFrames,
  hammingDistance,
  StreetdateError,
} from '@streetdate/core';
import { cropOf } from '@streetdate/core/internal';
import { decodeIntervals } from '@streetdate/core/internal/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BlockStore } from '../../../packages/core/src/block-store.ts';
import { decodeFramesInto } from '../../../packages/core/src/media/frames/decode-frames.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { footageFingerprint } from '../../tools/footage-fingerprint.ts';
import { runningDecoders } from '../../tools/running-decoders.ts';

let folder: string;
/** A path in the test's own folder. */
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-fingerprint-'));
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await runFfmpeg(['-i', FOOTAGE.cap13, '-t', '4', '-an', ...coded, at('four-seconds.mp4')]);
  await runFfmpeg(['-f', 'lavfi', '-i', 'color=black:s=160x120:r=25:d=2', ...coded, at('black.mp4')]);
  await runFfmpeg(['-i', FOOTAGE.cap13, '-frames:v', '1', ...coded, at('one-frame.mp4')]);
  await runFfmpeg(['-i', FOOTAGE.cap13, '-t', '0.5', '-an', ...coded, at('half-a-second.mp4')]);
  await runFfmpeg(['-f', 'lavfi', '-i', 'sine=d=2', at('sound.wav')]);
  await runFfmpeg(['-ss', '5', '-i', FOOTAGE.ocean, '-frames:v', '1', at('shot.png')]);
  await runFfmpeg(['-i', at('four-seconds.mp4'), '-c', 'copy', '-movflags', '+faststart', at('whole.mp4')]);
  const whole = await readFile(at('whole.mp4'));
  await writeFile(at('cut-off.mp4'), whole.subarray(0, whole.length / 2));
  await writeFile(at('text.mp4'), 'This is no film.\n');
  await writeFile(at('empty.mp4'), '');
});
afterAll(() => rm(folder, { recursive: true }));

/** Mean distance of a query's hashes to those that the reference shows at the same times, bits. */
function meanDistance(query: Fingerprint, reference: Fingerprint, offset = 0): number {
  const [mine, other] = [query.tracks[0]!, reference.tracks[0]!];
  const distances = [...mine.timesMs].map((timeMs, frame) => {
    // The nearer in time of the hash that holds then and the next one.
    const next = other.timesMs.findIndex((start, index) => start + other.spansMs[index]! / 2 >= timeMs + offset * 1000);
    return hammingDistance(mine.hashes, 8 * frame, other.hashes, 8 * (next < 0 ? other.timesMs.length - 1 : next), 8);
  });
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

describe('a film', () => {
  test('is sampled densely as a reference and sparsely as a query, which are close to each other', async () => {
    const reference = await footageFingerprint('ocean', 'reference');
    const query = await footageFingerprint('ocean');
    expect([reference.role, query.role]).toEqual(['reference', 'query']);
    const [dense, sparse] = [reference.tracks[0]!, query.tracks[0]!];
    expect(dense.timesMs.length).toBeGreaterThan(1.3 * sparse.timesMs.length);
    expect(dense.timesMs.length).toBeLessThanOrEqual(10 * reference.duration + 1);
    expect(sparse.timesMs.length).toBeLessThanOrEqual(4 * query.duration + 1);
    expect(meanDistance(query, reference)).toBeLessThan(16);
    const other = await fingerprintFile(at('four-seconds.mp4'), { role: 'reference' });
    expect(meanDistance(query, other)).toBeGreaterThan(100);
  });

  test('keeps pieces at its own resolution as a reference, where they are asked for, and is the same film otherwise', async () => {
    const [plain, detailed] = [
      await footageFingerprint('ocean', 'reference'),
      await fingerprintFile(FOOTAGE.ocean, { role: 'reference', details: true }),
    ];
    expect(plain).not.toHaveProperty('details');
    expect(plain).not.toHaveProperty('blending');
    const { details, blending, ...rest } = detailed;
    const part = cropOf({ width: 1280, height: 720 }, { left: 7 / 15, top: 7 / 15, right: 8 / 15, bottom: 8 / 15 });
    expect(details).toMatchObject({ width: 84, height: 48, area: part.area });
    expect(details!.timesMs[0]).toBeGreaterThanOrEqual(500);
    expect(details!.pixels).toHaveLength(84 * 48 * details!.timesMs.length);
    const start = details!.timesMs[0]! / 1000;
    const [frames] = await decodeIntervals(FOOTAGE.ocean, [{ start: start - 0.01, end: start + 0.01, crop: part.area }]);
    expect(details!.pixels.subarray(0, 84 * 48)).toEqual(frames![0]!.pixels);
    expect(blending!.nearness).toHaveLength(blending!.timesMs.length);
    expect(rest).toMatchObject({ role: 'reference', duration: plain.duration, media: plain.media });
    expect(meanDistance(rest, plain)).toBeLessThan(2);
  });

  test('has no pieces as a query, nor where it is small', async () => {
    const refused = new TypeError('details must be left out for a query');
    await expect(fingerprintFile(FOOTAGE.sintel, { details: true })).rejects.toThrow(refused);
    expect(await fingerprintFile(FOOTAGE.sintel, { role: 'reference', details: true })).not.toHaveProperty('details');
  });

  test('has the facts of its file', async () => {
    const { size } = await stat(FOOTAGE.sintel);
    expect(await fingerprintFile(FOOTAGE.sintel)).toMatchObject({
      kind: 'film',
      duration: expect.closeTo(10, 0),
      media: { container: 'mpegts', videoCodec: 'h264', width: 400, height: 170, frameRate: 24, fileBytes: size, audioCodec: 'aac' },
    });
  });

  test('has the shape in which it is shown, where its size does not say it', async () => {
    const tall = ['-i', FOOTAGE.sintel, '-t', '1', '-an', '-vf', 'scale=200:170,setsar=2', '-c:v', 'libx264', '-preset', 'ultrafast'];
    await runFfmpeg([...tall, at('wide-pixels.mp4')]);
    const turned = await readFile(at('wide-pixels.mp4'));
    // A quarter turn in the header of the only track (ISO/IEC 14496-12, 8.3.2).
    for (const [place, value] of [0, 1, 0, -1, 0].entries()) turned.writeInt32BE(value * 65536, turned.indexOf('tkhd') + 44 + 4 * place);
    await writeFile(at('turned.mp4'), turned);
    const mediaOf = async (name: string) => (await fingerprintFile(at(name))).media;
    expect(await mediaOf('wide-pixels.mp4')).toMatchObject({ width: 200, height: 170, displayAspect: expect.closeTo(400 / 170) });
    expect(await mediaOf('turned.mp4')).toMatchObject({ width: 200, height: 170, displayAspect: expect.closeTo(170 / 400) });
    expect(await mediaOf('four-seconds.mp4')).not.toHaveProperty('displayAspect');
  });

  test('is the same whether its file or its frames are fingerprinted', async () => {
    const path = at('four-seconds.mp4');
    const fromFile = await fingerprintFile(path, { role: 'reference' });
    const { duration, media } = fromFile;
    const frames = decodeFrames(path, { framesPerSecond: 30 });
    expect(await fingerprintFrames(frames, { role: 'reference', duration, media })).toEqual(fromFile);
  });

  test('is decoded to memory that is used again, once a picture was looked at', async () => {
    const store = new BlockStore();
    const memory = new Set<Uint8Array>();
    let frames = 0;
    for await (const { pixels } of decodeFramesInto(store, at('four-seconds.mp4'), {})) {
      frames++;
      memory.add(pixels);
      store.give(pixels);
    }
    expect(frames).toBeGreaterThan(80);
    expect(memory.size).toBeLessThan(10);
  });

  test('says whether it was deinterlaced', async () => {
    const interlaced = [
      '-vf',
      'scale=640:360,fps=50,tinterlace=interleave_top',
      '-c:v',
      'mpeg2video',
      '-qscale:v',
      '2',
      '-flags',
      '+ildct+ilme',
    ];
    await runFfmpeg(['-i', FOOTAGE.ocean, '-t', '4', '-an', ...interlaced, at('interlaced.mpg')]);
    expect((await fingerprintFile(at('interlaced.mpg'))).media).toMatchObject({ deinterlaced: true });
    expect((await fingerprintFile(at('four-seconds.mp4'))).media).toMatchObject({ deinterlaced: false });
  });

  test('takes the sampling that it is told', async () => {
    const { tracks } = await fingerprintFile(at('four-seconds.mp4'), { framesPerSecond: 2 });
    const slots = [...tracks[0]!.timesMs].map((timeMs) => Math.floor(timeMs / 500));
    expect(slots.length).toBeGreaterThan(0);
    expect(slots).toEqual([...new Set(slots)]);
  });

  test('tells its progress, up to its end', async () => {
    const told: FingerprintProgress[] = [];
    await fingerprintFile(at('four-seconds.mp4'), { onProgress: (progress) => told.push(progress) });
    expect(told.map(({ framesDone }) => framesDone)).toEqual(told.map((_, index) => index + 1));
    expect(told.at(-1)!.seconds).toBeGreaterThan(3.5);
    expect(told.at(-1)!.duration).toBeCloseTo(4, 1);
  });

  test('that is cut off gives what there is, and says so', async () => {
    const whole = await fingerprintFile(at('whole.mp4'), { role: 'reference' });
    const cut = await fingerprintFile(at('cut-off.mp4'), { role: 'reference' });
    expect(whole.damage).toBeUndefined();
    expect(cut.duration).toBe(whole.duration);
    expect(cut.damage).toMatchObject({ reason: expect.stringMatching(/./) });
    const { secondsCovered } = cut.damage!;
    expect(secondsCovered).toBeGreaterThan(1);
    expect(secondsCovered).toBeLessThan(3);
    expect(cut.tracks[0]!.timesMs.at(-1)).toBeLessThan(3000);
    expect(decodeFingerprint(encodeFingerprint(cut))).toEqual(cut);
  });

  test('that is black is an empty query, and no reference', async () => {
    const query = await fingerprintFile(at('black.mp4'));
    expect(query.tracks.map(({ timesMs }) => timesMs.length)).toEqual([0, 0]);
    await expect(fingerprintFile(at('black.mp4'), { role: 'reference' })).rejects.toMatchObject({
      code: 'nothing-to-fingerprint',
      path: at('black.mp4'),
      message: `${at('black.mp4')}: all its pictures are too plain to identify it: of 50 sampled, 50 black`,
    });
  });

  test.each([
    ['one-frame.mp4', 'it has only one picture, and a reference film must last 1 s or more'],
    ['half-a-second.mp4', 'its pictures last 0.52 s, and a reference film must last 1 s or more'],
  ])('like %s is a query, but too short for a reference', async (name, reason) => {
    expect((await fingerprintFile(at(name))).tracks[0]!.timesMs.length).toBeGreaterThan(0);
    await expect(fingerprintFile(at(name), { role: 'reference' })).rejects.toMatchObject({
      code: 'nothing-to-fingerprint',
      message: `${at(name)}: ${reason}`,
    });
  });

  test('stops with the signal’s own reason', async () => {
    const aborting = new AbortController();
    const reason = new Error('enough');
    const onProgress = () => aborting.abort(reason);
    await expect(fingerprintFile(FOOTAGE.sintel, { signal: aborting.signal, onProgress })).rejects.toBe(reason);
    await expect(fingerprintFile(FOOTAGE.sintel, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test('takes little more than 1 MB an hour as a reference when little moves in it, and up to 4 MB of local features', async () => {
    const fingerprint = await fingerprintFile(FOOTAGE.cap12, { role: 'reference' });
    const { localFeatures: _, ...without } = fingerprint;
    const anHour = (bytes: number) => (bytes / fingerprint.duration) * 3600;
    const [whole, rest] = [fingerprint, without].map((each) => encodeFingerprint(each).length) as [number, number];
    expect(anHour(rest)).toBeGreaterThan(400_000);
    expect(anHour(rest)).toBeLessThan(1_500_000);
    expect(anHour(whole - rest)).toBeGreaterThan(1_000_000);
    expect(anHour(whole - rest)).toBeLessThan(4_000_000);
  });
});

describe('a still', () => {
  let film: Fingerprint;
  beforeAll(async () => {
    film = await footageFingerprint('ocean', 'reference');
  });

  test.each(['png', 'jpeg', 'webp', 'avif', 'tiff'] as const)('as %s is close to its second of the film', async (format) => {
    if (format !== 'png')
      await sharp(at('shot.png'))
        .toFormat(format)
        .toFile(at(`shot.${format}`));
    const still = await fingerprintFile(at(`shot.${format}`));
    expect(still).toMatchObject({
      kind: 'still',
      duration: 0,
      media: { container: format, fileBytes: (await stat(at(`shot.${format}`))).size },
    });
    expect(meanDistance(still, film, 5)).toBeLessThan(16);
    expect(meanDistance(still, film, 0)).toBeGreaterThan(60);
  });

  test('can be a reference, however short a still is', async () => {
    expect(await fingerprintFile(at('shot.png'), { role: 'reference' })).toMatchObject({ role: 'reference', kind: 'still' });
  });

  test('that is damaged is refused by name', async () => {
    await writeFile(at('cut.png'), (await readFile(at('shot.png'))).subarray(0, 1000));
    await expect(fingerprintFile(at('cut.png'))).rejects.toMatchObject({ code: 'not-media', message: expect.stringContaining('cut.png') });
  });
});

describe('many files', () => {
  test('give a fingerprint or an error each, and one that fails stops no other', async () => {
    const names = ['missing.mp4', 'four-seconds.mp4', 'text.mp4', 'empty.mp4', 'sound.wav', 'shot.png', 'black.mp4'];
    const outcome: Record<string, string> = {};
    for await (const { path, fingerprint, error } of fingerprintFiles(names.map(at), { concurrency: 3 })) {
      if (error !== undefined) expect(error.message).toContain(path);
      outcome[path] = fingerprint?.kind ?? (error instanceof StreetdateError ? error.code : String(error));
    }
    expect(outcome).toEqual({
      [at('missing.mp4')]: 'file-not-found',
      [at('four-seconds.mp4')]: 'film',
      [at('text.mp4')]: 'not-media',
      [at('empty.mp4')]: 'empty-file',
      [at('sound.wav')]: 'sound',
      [at('shot.png')]: 'still',
      [at('black.mp4')]: 'film',
    });
  });

  test('tell the progress of each', async () => {
    const paths = new Set<string>();
    const files = fingerprintFiles([at('four-seconds.mp4'), at('black.mp4')], { onProgress: ({ path }) => paths.add(path) });
    for await (const { error } of files) expect(error).toBeUndefined();
    expect(paths).toEqual(new Set([at('four-seconds.mp4'), at('black.mp4')]));
  });

  test('leave no decoder behind when the loop is left early', async () => {
    // The shot is done long before the films.
    for await (const { path } of fingerprintFiles([FOOTAGE.franck, at('shot.png'), FOOTAGE.cap12], { concurrency: 2 })) {
      expect(path).toBe(at('shot.png'));
      break;
    }
    expect(runningDecoders()).toEqual([]);
  });

  test('stop with the signal’s own reason', async () => {
    const aborting = new AbortController();
    const files = fingerprintFiles([FOOTAGE.franck, FOOTAGE.cap12], {
      signal: aborting.signal,
      onProgress: () => aborting.abort(new Error('enough')),
    });
    await expect(files.next()).rejects.toThrow('enough');
    expect(runningDecoders()).toEqual([]);
  });

  test('are not begun when an option is wrong', async () => {
    await expect(fingerprintFiles(['none'], { concurrency: 0 }).next()).rejects.toThrow(
      'concurrency must be a whole number from 1 to 64, got 0',
    );
    await expect(fingerprintFiles(['none'], { framesPerSecond: 100 }).next()).rejects.toThrow(RangeError);
  });
});

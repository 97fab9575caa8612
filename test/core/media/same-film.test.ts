// @module-tag slow
import { readFile, writeFile } from 'node:fs/promises';
import { decodeFrames, hammingDistance, type LumaFrame, pdq, probe, scaleArea, WHOLE_PICTURE } from '@streetdate/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder, collect, meanDifference } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();

/** Part of Sintel with light, dark and motion; two frames a second are compared. Cut after decoding: its key frames are seconds apart. */
const PART = ['-i', FOOTAGE.sintel, '-map', '0:v', '-ss', '4', '-t', '5'];
const LOSSLESS = ['-c:v', 'ffv1', '-level', '3'];
let plain: LumaFrame[];

const frames = (name: string, options = {}) => collect(decodeFrames(clip(name), { framesPerSecond: 2, ...options }));

function hashOf(frame: LumaFrame): Uint32Array {
  const words = new Uint32Array(pdq.bits / 32);
  pdq.hash(scaleArea(frame, WHOLE_PICTURE, 64, 64), words, 0);
  return words;
}

/** Expects the pictures of one film in another form: pixels near-equal, hashes within `bits` on average. */
function expectSameFilm(others: readonly LumaFrame[], pixels: number, bits: number, film: readonly LumaFrame[] = plain): void {
  expect(others.map(({ time }) => time.toFixed(2))).toEqual(film.map(({ time }) => time.toFixed(2)));
  let distance = 0;
  for (const [index, other] of others.entries()) {
    expect(meanDifference(film[index]!, other), `frame ${index}`).toBeLessThan(pixels);
    distance += hammingDistance(hashOf(film[index]!), 0, hashOf(other), 0, pdq.bits / 32) / others.length;
  }
  expect(distance).toBeLessThan(bits);
}

beforeAll(async () => {
  await runFfmpeg([...PART, ...LOSSLESS, clip('plain.mkv')]);
  plain = await frames('plain.mkv');
  expect(plain).toHaveLength(10);
  expect(plain[0]).toMatchObject({ width: 256, height: 109 });
});

describe('the same film', () => {
  test('with pixels that are not square has its shape', async () => {
    await runFfmpeg([...PART, '-vf', 'scale=200:170:flags=bicubic,setsar=2', ...LOSSLESS, clip('wide-pixels.mkv')]);
    await runFfmpeg([...PART, '-vf', 'scale=400:340:flags=bicubic,setsar=1/2*4', ...LOSSLESS, clip('tall.mkv')]);
    expect((await probe(clip('wide-pixels.mkv'))).video?.pixelAspect).toBe(2);
    expectSameFilm(await frames('wide-pixels.mkv'), 4, 6);
    expectSameFilm(await frames('tall.mkv'), 4, 6);
  });

  test('on a wide-screen DVD has its shape', async () => {
    const wide = 'scale=800:340:flags=bicubic,pad=800:450:0:55';
    await runFfmpeg([...PART, '-vf', wide, ...LOSSLESS, clip('wide.mkv')]);
    await runFfmpeg([
      ...PART,
      '-vf',
      `${wide},scale=720:576:flags=bicubic,setdar=16/9`,
      '-c:v',
      'mpeg2video',
      '-qscale:v',
      '2',
      clip('dvd.mpg'),
    ]);
    expect((await probe(clip('dvd.mpg'))).video).toMatchObject({ width: 720, height: 576, codec: 'mpeg2video' });
    const seen = await frames('dvd.mpg');
    expect(seen[0]).toMatchObject({ width: 256, height: 144 });
    expectSameFilm(seen, 3, 6, await frames('wide.mkv'));
  });

  test.each([
    ['ten bits', 'yuv420p10', 'tv', 1, 2],
    ['ten bits and full range', 'yuv420p10', 'pc', 1.5, 2],
    ['full range', 'yuv420p', 'pc', 1.5, 2],
    ['full colour resolution', 'yuv444p', 'tv', 1, 2],
    ['RGB', 'bgr0', 'pc', 2, 4],
    ['grey', 'gray', 'pc', 1.5, 2],
  ])('in %s', async (_, pixelFormat, range, pixels, bits) => {
    const convert = range === 'pc' && pixelFormat.startsWith('yuv') ? 'scale=out_range=pc,' : '';
    await runFfmpeg([...PART, '-vf', `${convert}format=${pixelFormat}`, ...LOSSLESS, '-color_range', range, clip('form.mkv')]);
    const { video } = await probe(clip('form.mkv'));
    expect(video).toMatchObject({ range: range === 'pc' ? 'full' : 'limited' });
    expectSameFilm(await frames('form.mkv'), pixels, bits);
  });

  test('in H.264 that says full range', async () => {
    const full = ['-vf', 'scale=out_range=pc,format=yuvj420p', '-c:v', 'libx264', '-preset', 'veryfast', '-qp', '4', '-color_range', 'pc'];
    await runFfmpeg([...PART, ...full, clip('full.mp4')]);
    expect((await probe(clip('full.mp4'))).video).toMatchObject({ range: 'full' });
    expectSameFilm(await frames('full.mp4'), 2, 4);
  });

  // Light of SDR at a reference white of 203 cd/m², then the inverse EOTF, in ten bits.
  const light = '203*pow(clip((val-64)/876\\,0\\,1)\\,2.4)';
  const pq = `64+876*pow((0.8359375+18.8515625*pow(${light}/10000\\,0.1593017578125))/(1+18.6875*pow(${light}/10000\\,0.1593017578125))\\,78.84375)`;
  const scene = `pow(${light}/1000\\,1/1.2)`;
  const hlg = `64+876*if(lte(${scene}\\,1/12)\\,sqrt(3*${scene})\\,0.17883277*log(max(12*${scene}-0.28466892\\,0.0001))+0.55991073)`;
  test.each([
    ['PQ', 'pq', 'smpte2084', pq],
    ['HLG', 'hlg', 'arib-std-b67', hlg],
  ])('in %s', async (_, transfer, name, expression) => {
    const tags = ['-color_range', 'tv', '-color_trc', name, '-color_primaries', 'bt2020', '-colorspace', 'bt2020nc'];
    await runFfmpeg([
      ...PART,
      '-vf',
      `format=yuv420p10,lutyuv=y='${expression}',setparams=color_trc=${name}`,
      ...LOSSLESS,
      ...tags,
      clip(`${transfer}.mkv`),
    ]);
    expect((await probe(clip(`${transfer}.mkv`))).video).toMatchObject({ transfer, range: 'limited' });
    expectSameFilm(await frames(`${transfer}.mkv`), 6, 6);
  });
});

describe('a turned film', () => {
  /** Writes another display matrix into the header of the only track of an MP4, in 16.16 fixed point. */
  async function setMatrix(from: string, to: string, [a, b, c, d]: readonly number[]): Promise<void> {
    const bytes = await readFile(from);
    const matrix = bytes.indexOf('tkhd') + 4 + 40;
    for (const [at, value] of [a!, b!, 0, c!, d!].entries()) bytes.writeInt32BE(value * 65536, matrix + 4 * at);
    await writeFile(to, bytes);
  }

  test.each([
    ['a quarter clockwise', [0, 1, -1, 0], 'transpose=cclock'],
    ['a half', [-1, 0, 0, -1], 'hflip,vflip'],
    ['a quarter counter-clockwise', [0, -1, 1, 0], 'transpose=clock'],
    ['mirrored', [-1, 0, 0, 1], 'hflip'],
    ['upside down', [1, 0, 0, -1], 'vflip'],
    ['about its diagonal', [0, 1, 1, 0], 'transpose=cclock_flip'],
    ['about its other diagonal', [0, -1, -1, 0], 'transpose=clock_flip'],
  ])('%s is shown upright', async (_, matrix, undo) => {
    await runFfmpeg([...PART, '-vf', undo, '-c:v', 'libx264', '-preset', 'veryfast', '-qp', '4', clip('lying.mp4')]);
    await setMatrix(clip('lying.mp4'), clip('turned.mp4'), matrix);
    expectSameFilm(await frames('turned.mp4'), 2, 4);
  });

  test('with pixels that are not square has its shape', async () => {
    await runFfmpeg([
      ...PART,
      '-vf',
      'scale=200:170:flags=bicubic,transpose=cclock,setsar=1/2',
      '-c:v',
      'libx264',
      '-qp',
      '4',
      clip('lying.mp4'),
    ]);
    await setMatrix(clip('lying.mp4'), clip('turned.mp4'), [0, 1, -1, 0]);
    expectSameFilm(await frames('turned.mp4'), 4, 6);
  });
});

describe('an interlaced film', () => {
  // The camera pans over waves; each frame has the picture of one moment in its one field, and of the next moment in the other.
  const pan = ['-i', FOOTAGE.ocean, '-an', '-vf'];
  const moments = 'crop=640:576:6*n:72,scale=720:576:flags=area,setdar=4/3,setpts=N/48/TB,trim=end_frame=96';
  const dvd = ['-r', '24', '-c:v', 'mpeg2video', '-qscale:v', '2', '-flags', '+ildct+ilme'];

  beforeAll(() => runFfmpeg([...pan, `${moments},select='not(mod(n,2))'`, '-r', '24', ...LOSSLESS, clip('whole.mkv')]));

  test.each([
    ['top', 'interleave_top', 'i-top.mpg', dvd],
    ['bottom', 'interleave_bottom', 'i-bottom.mpg', dvd],
    ['top', 'interleave_top', 'i-top.mp4', ['-r', '24', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-flags', '+ildct+ilme']],
    ['top', 'interleave_top', 'interlaced.mp4', ['-r', '24', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12']],
  ])('is decoded by its %s field (%s to %s)', async (_, mode, name, codec) => {
    await runFfmpeg([...pan, `${moments},tinterlace=${mode}`, ...codec, clip(name)]);
    const rate = { framesPerSecond: 4 };
    const whole = await frames('whole.mkv', { ...rate, deinterlace: 'never' });
    const seen = await frames(name, rate);
    const interlaced = await frames(name, { ...rate, deinterlace: 'never' });
    // Fine waves: the rows between those of one field are missing.
    expectSameFilm(seen, 4, 14, whole);
    const difference = (film: readonly LumaFrame[]) => film.reduce((sum, frame, index) => sum + meanDifference(frame, whole[index]!), 0);
    expect(difference(seen)).toBeLessThan(0.5 * difference(interlaced));
  });

  test('is told from a progressive one', async () => {
    expect(await frames('whole.mkv')).toEqual(await frames('whole.mkv', { deinterlace: 'never' }));
  });
});

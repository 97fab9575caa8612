// @module-tag slow
import { mkdir, open, readFile, symlink, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { type Damage, decodeFrames, probe, StreetdateError } from '@streetdate/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder, collect, countedFilm, countOf } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
const film = clip('film.mp4');
beforeAll(() => countedFilm(film, 8));

/** What decoding a file to its end fails with. */
async function failureOf(path: string, options = {}): Promise<StreetdateError> {
  try {
    await collect(decodeFrames(path, options));
  } catch (cause) {
    if (!(cause instanceof StreetdateError)) throw cause;
    expect(cause.message).not.toMatch(/[\n\r]/);
    return cause;
  }
  throw new Error(`${path} was decoded`);
}

/** Decodes with the damage that is said. */
async function decodeDamaged(path: string, options = {}) {
  const damages: Damage[] = [];
  const frames = await collect(decodeFrames(path, { longSide: 16, ...options, onDamage: (damage) => damages.push(damage) }));
  expect(damages.length).toBeLessThanOrEqual(1);
  return { frames, damage: damages[0] };
}

describe('a file that cannot be decoded says why in one line', () => {
  test.each([
    ['absent.mp4', 'file-not-found', 'does not exist', async () => {}],
    ['folder.mp4', 'file-unreadable', 'is a folder', (path: string) => mkdir(path)],
    ['loop.mp4', 'file-unreadable', 'cannot be read: a loop of links', (path: string) => symlink(path, path)],
    ['empty.mp4', 'empty-file', 'is empty', (path: string) => writeFile(path, '')],
    ['text.mp4', 'not-media', 'is not media', (path: string) => writeFile(path, 'Dear diary,\nnothing happened today.\n'.repeat(50))],
    ['noise.mkv', 'not-media', 'is not media that ffmpeg knows', (path: string) => writeFile(path, Buffer.alloc(5000, 'zq7\u0001'))],
    ['sound.m4a', 'no-video', 'has no picture', (path: string) => runFfmpeg(['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', path])],
  ])('%s: %s', async (name, code, reason, make) => {
    await make(clip(name));
    const failure = await failureOf(clip(name));
    expect(failure).toMatchObject({ code, path: clip(name) });
    expect(failure.message).toContain(`${clip(name)} ${reason}`);
  });

  test.skipIf(process.getuid?.() === 0)('one without permission', async () => {
    await writeFile(clip('private.mp4'), 'x', { mode: 0 });
    expect(await failureOf(clip('private.mp4'))).toMatchObject({ code: 'file-unreadable', message: /permission denied/ });
  });

  test('a device', async () => {
    expect(await failureOf('/dev/zero')).toMatchObject({ code: 'file-unreadable', message: '/dev/zero is not a regular file' });
  });

  test('cover art is no film', async () => {
    await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc=s=64x64:d=0.04', '-frames:v', '1', clip('cover.png')]);
    const sound = ['-f', 'lavfi', '-i', 'sine=d=1', '-i', clip('cover.png'), '-map', '0', '-map', '1'];
    await runFfmpeg([
      ...sound,
      '-c:a',
      'libmp3lame',
      '-c:v',
      'copy',
      '-id3v2_version',
      '3',
      '-disposition:v',
      'attached_pic',
      clip('cover.mp3'),
    ]);
    expect(await failureOf(clip('cover.mp3'))).toMatchObject({ code: 'no-video' });
  });

  test('an MP4 that lost its index', async () => {
    const bytes = await readFile(film);
    await writeFile(clip('no-index.mp4'), bytes.subarray(0, bytes.indexOf('moov') - 4));
    const failure = await failureOf(clip('no-index.mp4'));
    expect(failure).toMatchObject({ code: 'not-media' });
    expect(failure.message).toContain('cut short before its index (moov atom not found)');
  });

  test.each([
    [0, 48],
    [20_000, 48],
    [16_000, 16_000],
  ])('a picture of %i × %i', async (width, height) => {
    await runFfmpeg(['-i', film, '-t', '0.2', '-c:v', 'rawvideo', '-pix_fmt', 'bgr24', clip('raw.avi')]);
    const bytes = await readFile(clip('raw.avi'));
    const header = bytes.indexOf('strf') + 8;
    bytes.writeInt32LE(width, header + 4);
    bytes.writeInt32LE(height, header + 8);
    await writeFile(clip('huge.avi'), bytes);
    const failure = await failureOf(clip('huge.avi'));
    expect(failure.code).toBe('bad-picture-size');
    expect(failure.message).toMatch(/has a picture of \d+ × \d+; allowed are 1 to 16384 pixels on a side and at most 67 million in all$/);
  });

  test('a stream that says a picture and has none', async () => {
    const bytes = await readFile(film);
    const data = bytes.indexOf('mdat') + 4;
    bytes.fill(0xff, data, bytes.indexOf('moov', data) - 4);
    await writeFile(clip('blank.mp4'), bytes);
    expect(await failureOf(clip('blank.mp4'))).toMatchObject({
      code: 'decoder-failed',
      message: expect.stringMatching(/blank\.mp4 gave no picture: ./),
    });
  });
});

describe('a damaged film gives what can be decoded and says so', () => {
  test('one that is cut short', async () => {
    await runFfmpeg(['-i', film, '-c', 'copy', '-movflags', '+faststart', clip('fast.mp4')]);
    const bytes = await readFile(clip('fast.mp4'));
    await writeFile(clip('cut.mp4'), bytes.subarray(0, bytes.length * 0.6));
    const { frames, damage } = await decodeDamaged(clip('cut.mp4'));
    expect(frames.length).toBeGreaterThan(50);
    expect(frames.length).toBeLessThan(180);
    expect(damage?.secondsCovered).toBeCloseTo(frames.length / 24, 0);
    expect(damage?.reason).toMatch(/./);
    expect(damage?.reason).not.toMatch(/\n/);
  });

  test('a Matroska that ends early at a whole packet', async () => {
    await runFfmpeg(['-i', film, '-c', 'copy', clip('whole.mkv')]);
    const bytes = await readFile(clip('whole.mkv'));
    await writeFile(clip('cut.mkv'), bytes.subarray(0, bytes.length * 0.5));
    const { frames, damage } = await decodeDamaged(clip('cut.mkv'), { framesPerSecond: 4 });
    expect(frames.length).toBeGreaterThan(8);
    expect(damage?.secondsCovered).toBeLessThan(7);
  });

  test('one with broken packets in the middle goes on after them', async () => {
    await runFfmpeg(['-i', FOOTAGE.sintel, '-map', '0:v', '-c', 'copy', clip('sintel.mkv')]);
    const bytes = await readFile(clip('sintel.mkv'));
    bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 5000);
    await writeFile(clip('broken.mkv'), bytes);
    const { frames, damage } = await decodeDamaged(clip('broken.mkv'));
    expect(frames.at(-1)?.time).toBeGreaterThan(9.5);
    expect(damage?.secondsCovered).toBeGreaterThan(5);
    expect(damage?.secondsCovered).toBeLessThanOrEqual(10.01);
  });

  test('a transport stream with packets lost goes on after them', async () => {
    const bytes = await readFile(FOOTAGE.sintel);
    const packet = 188;
    const lost = Math.floor(bytes.length / packet / 2) * packet;
    await writeFile(clip('lost.ts'), Buffer.concat([bytes.subarray(0, lost), bytes.subarray(lost + 40 * packet)]));
    const { frames, damage } = await decodeDamaged(clip('lost.ts'));
    expect(frames.at(-1)?.time).toBeGreaterThan(9.5);
    expect(damage).toBeDefined();
  });

  test.each(Object.entries(FOOTAGE))('and %s, which is whole, has none', async (_, path) => {
    expect((await decodeDamaged(path, { framesPerSecond: 1 })).damage).toBeUndefined();
  });

  test('nor has a film whose sound runs on, or one that ends with a long still', async () => {
    await runFfmpeg(['-i', film, '-f', 'lavfi', '-i', 'sine=d=12', '-c:v', 'copy', '-c:a', 'aac', clip('sound.mp4')]);
    expect((await decodeDamaged(clip('sound.mp4'))).damage).toBeUndefined();
    await runFfmpeg(['-i', film, '-vf', "select='lt(n,24)+eq(n,120)'", '-vsync', 'vfr', clip('slide.mp4')]);
    expect((await decodeDamaged(clip('slide.mp4'))).damage).toBeUndefined();
  });
});

describe('an unusual film is decoded', () => {
  test('of one frame', async () => {
    await runFfmpeg(['-i', film, '-frames:v', '1', clip('one.mp4')]);
    const { frames, damage } = await decodeDamaged(clip('one.mp4'), { framesPerSecond: 10 });
    expect(frames).toHaveLength(1);
    expect(damage).toBeUndefined();
  });

  test('that states no duration', async () => {
    await runFfmpeg(['-i', film, '-c', 'copy', '-bsf:v', 'h264_mp4toannexb', '-f', 'h264', clip('bare.h264')]);
    expect((await probe(clip('bare.h264'))).duration).toBe(0);
    const { frames } = await decodeDamaged(clip('bare.h264'));
    expect(frames).toHaveLength(192);
    expect(frames.map(countOf).at(-1)).toBe(191);
  });

  test.each([
    [1, 1, 256, 256],
    [3, 5, 154, 256],
    [1, 2000, 1, 256],
    [2000, 1, 256, 1],
    [401, 171, 256, 109],
  ])('of %i × %i pixels', async (width, height, shownWidth, shownHeight) => {
    await runFfmpeg([
      '-f',
      'lavfi',
      '-i',
      `testsrc=s=400x400:d=0.2,scale=${width}:${height},setsar=1,format=yuv444p`,
      '-c:v',
      'ffv1',
      clip('odd.mkv'),
    ]);
    const [frame] = await collect(decodeFrames(clip('odd.mkv')));
    expect(frame).toMatchObject({ width: shownWidth, height: shownHeight });
    expect(frame?.pixels).toHaveLength(shownWidth * shownHeight);
  });

  test('that changes its size on the way', async () => {
    await runFfmpeg(['-i', film, '-t', '1', '-c', 'copy', clip('small.ts')]);
    await runFfmpeg([
      '-ss',
      '2',
      '-i',
      film,
      '-t',
      '1',
      '-vf',
      'scale=128:96',
      '-c:v',
      'libx264',
      '-qp',
      '0',
      '-output_ts_offset',
      '1',
      clip('large.ts'),
    ]);
    await writeFile(clip('sizes.ts'), Buffer.concat([await readFile(clip('small.ts')), await readFile(clip('large.ts'))]));
    const { frames } = await decodeDamaged(clip('sizes.ts'));
    expect(frames.map(countOf)).toEqual([...Array.from({ length: 24 }, (_, n) => n), ...Array.from({ length: 24 }, (_, n) => 48 + n)]);
    expect(frames.every(({ pixels }) => pixels.length === 16 * 12)).toBe(true);
  });

  test('that grows while it is read', async () => {
    await runFfmpeg(['-i', film, '-c', 'copy', clip('whole.ts')]);
    const bytes = await readFile(clip('whole.ts'));
    const growing = await open(clip('growing.ts'), 'w');
    await growing.write(bytes.subarray(0, 188 * Math.floor(bytes.length / 376)));
    const times: number[] = [];
    for await (const { time } of decodeFrames(clip('growing.ts'), { longSide: 16 })) {
      if (times.length === 5) await growing.write(bytes.subarray(188 * Math.floor(bytes.length / 376)));
      times.push(time);
    }
    await growing.close();
    expect(times.length).toBeGreaterThan(50);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });
});

describe('a name is only a name', () => {
  test.each([
    '-y.mp4',
    '-',
    'it\'s "quoted".mp4',
    'line\nbreak.mp4',
    'Фильм – 映画 🎬.mp4',
    'film%d.mp4',
    'a:b.mp4',
    'http:x.mp4',
    'sp ace [1].mp4',
    '*.mp4',
  ])('%j', async (name) => {
    await writeFile(clip(name), await readFile(film));
    const before = process.cwd();
    expect(await collect(decodeFrames(relative(before, clip(name)), { longSide: 16, framesPerSecond: 1 }))).toHaveLength(8);
  });

  test('that begins with a dash is no option, given without a folder', async () => {
    await writeFile(clip('-h'), await readFile(film));
    const before = process.cwd();
    try {
      process.chdir(clip('.'));
      expect(await collect(decodeFrames('-h', { longSide: 16, framesPerSecond: 1 }))).toHaveLength(8);
    } finally {
      process.chdir(before);
    }
  });

  test('even where it looks like what the decoder prints', async () => {
    const name = 'x\n[Parsed_showinfo_0 @ 0x1] [info] n: 0 pts: 999 \n[h264 @ 0x1] [error] all is lost.mp4';
    await writeFile(clip(name), await readFile(film));
    const { frames } = await decodeDamaged(clip(name));
    expect(frames[1]?.time).toBeCloseTo(1 / 24, 6);
  });

  test('is written on one line when something is wrong with it', async () => {
    const failure = await failureOf(clip('two\nlines.mp4'));
    expect(failure.message).toContain('two\\nlines.mp4 does not exist');
  });
});

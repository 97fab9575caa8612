// @module-tag slow
import { readFile, writeFile } from 'node:fs/promises';
import { type Damage, decodeAudio, decodeFrames, decodeStill, fingerprintFile, probe, StreetdateError } from '@streetdate/core';
import sharp from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { runFfmpeg } from '../../tools/footage.ts';
import { runningDecoders } from '../../tools/running-decoders.ts';
import { lacedBomb, movieBomb, tracksBomb } from '../../tools/untrusted/bombs.ts';

const clip = clipFolder();
afterEach(() => vi.unstubAllEnvs());

/** Fingerprints a file, and expects that this process does not grow by it. @returns the error, or undefined if it could be read. */
async function attempt(name: string): Promise<StreetdateError | undefined> {
  const before = process.memoryUsage().rss;
  try {
    await fingerprintFile(clip(name));
    return undefined;
  } catch (error) {
    if (!(error instanceof StreetdateError)) throw error;
    expect(error.message).not.toMatch(/[\n\r]/);
    expect(error.message).toContain(clip(name));
    return error;
  } finally {
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
    expect(runningDecoders()).toEqual([]);
  }
}

describe.each(['limits', 'best'])('confined by %s, a film that uses up a decoder ends as an error with its reason:', (wish) => {
  const attemptConfined = (name: string) => {
    vi.stubEnv('STREETDATE_CONFINEMENT', wish);
    return attempt(name);
  };

  test('a billion pictures of one pixel', async () => {
    await writeFile(clip('billion.mov'), movieBomb([{ width: 1, height: 1, samplesPerChunk: 1e6, chunks: 1000, delta: 1 }], 1e6));
    expect(await attemptConfined('billion.mov')).toMatchObject({
      code: 'decoder-limit',
      message: `${clip('billion.mov')} states 1000000000 pictures; allowed are 5184000, a day at sixty a second`,
    });
  });

  test('as many as its data has', async () => {
    await writeFile(clip('many.mov'), movieBomb([{ width: 1, height: 1, samplesPerChunk: 1e6, chunks: 20, delta: 1 }], 1e6));
    expect(await attemptConfined('many.mov')).toMatchObject({ code: 'decoder-limit' });
  });

  test('ten thousand streams', async () => {
    const track = { width: 1, height: 1, samplesPerChunk: 1, chunks: 1, delta: 1 };
    await writeFile(clip('tracks.mov'), movieBomb(new Array(10_000).fill(track), 1000));
    await writeFile(clip('tracks.mkv'), tracksBomb(10_000));
    for (const name of ['tracks.mov', 'tracks.mkv']) {
      const error = await attemptConfined(name);
      expect(error?.code, name).toBe('decoder-limit');
      expect(error?.message, name).toMatch(/more than (?:1000 streams|4096 MiB of memory)/);
    }
  });

  test('pictures of 16384 × 16384', async () => {
    await writeFile(clip('huge.mov'), movieBomb([{ width: 16_384, height: 16_384, samplesPerChunk: 1, chunks: 1, delta: 40 }], 1000));
    expect(await attemptConfined('huge.mov')).toMatchObject({ code: 'bad-picture-size', message: /16384 × 16384/ });
  });
});

test('thirty thousand pictures without times, in a file of 30 KB, are read, or stopped at their budget', async () => {
  await writeFile(clip('laced.mkv'), lacedBomb(3e4));
  const error = await attempt('laced.mkv');
  expect([undefined, 'decoder-limit', 'nothing-to-fingerprint', 'decoder-failed']).toContain(error?.code);
});

test('a film that states a length of six weeks is read to its end', async () => {
  await runFfmpeg([
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=96x64:r=12:d=3',
    '-f',
    'lavfi',
    '-i',
    'sine=d=3',
    '-c:v',
    'libx264',
    clip('weeks.mp4'),
  ]);
  const bytes = await readFile(clip('weeks.mp4'));
  for (const name of ['mvhd', 'tkhd', 'mdhd']) {
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 4))
      bytes.writeUInt32BE(0xfffffffe, at + (name === 'tkhd' ? 24 : 20));
  }
  await writeFile(clip('weeks.mp4'), bytes);
  const { tracks, damage } = await fingerprintFile(clip('weeks.mp4'));
  expect(tracks.length).toBeGreaterThan(0);
  expect(damage?.reason ?? '').toMatch(/picture ends at|^$/);
});

test('timestamps that jump by ten days end the film after a day, and its sound', async () => {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=12:d=4', '-f', 'lavfi', '-i', 'sine=d=4'];
  const jump = 'PTS+if(gte(T,2),864000,0)/TB';
  await runFfmpeg([
    ...source,
    '-vf',
    `setpts='${jump}'`,
    '-af',
    `asetpts='${jump}'`,
    '-vsync',
    '0',
    '-c:v',
    'libx264',
    '-c:a',
    'pcm_s16le',
    clip('jump.mkv'),
  ]);
  const damages: Damage[] = [];
  let last = 0;
  for await (const { time } of decodeFrames(clip('jump.mkv'), { longSide: 16, onDamage: (damage) => damages.push(damage) })) last = time;
  expect(last).toBeLessThan(10);
  expect(damages).toMatchObject([{ reason: 'what comes after 24 hours is not decoded' }]);
  const { duration } = await probe(clip('jump.mkv'));
  expect(duration).toBeGreaterThan(800_000);
  let blocks = 0;
  for await (const _ of decodeAudio(clip('jump.mkv'), { sampleRate: 1000 })) blocks++;
  expect((blocks * 1024) / 1000).toBeLessThanOrEqual(86_500);
});

test('twenty minutes between two key frames are decoded once', async () => {
  await runFfmpeg([
    '-f',
    'lavfi',
    '-i',
    'testsrc=s=32x24:r=1/4:d=1200',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    '100000',
    '-sc_threshold',
    '0',
    clip('one-key-frame.mp4'),
  ]);
  const { duration } = await fingerprintFile(clip('one-key-frame.mp4'));
  expect(duration).toBeGreaterThan(1150);
});

describe('a still', () => {
  test('of 16384 × 16384 pixels in a few kilobytes is read, and the process does not keep its memory', async () => {
    const blank = { width: 16_384, height: 16_384, channels: 3 as const, background: '#808080' };
    await sharp({ create: blank, limitInputPixels: false }).png().toFile(clip('large.png'));
    const before = process.memoryUsage().rss;
    const { width, height } = await decodeStill(clip('large.png'));
    expect([width, height]).toEqual([256, 256]);
    expect(process.memoryUsage().rss - before).toBeLessThan(500 * 2 ** 20);
  });

  test('that cannot be decoded row by row has a smaller limit', async () => {
    const blank = { width: 9000, height: 9000, channels: 3 as const, background: '#808080' };
    await sharp({ create: blank, limitInputPixels: false }).jpeg({ progressive: true }).toFile(clip('progressive.jpg'));
    expect(await attempt('progressive.jpg')).toMatchObject({ code: 'bad-picture-size', message: /67 million/ });
    await sharp({ create: blank, limitInputPixels: false }).jpeg().toFile(clip('rows.jpg'));
    expect((await decodeStill(clip('rows.jpg'))).width).toBe(256);
  });

  test('with more pixels than that is refused before it is decoded', async () => {
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#808080' } })
      .png()
      .toFile(clip('small.png'));
    const bytes = await readFile(clip('small.png'));
    bytes.writeUInt32BE(100_000, 16);
    bytes.writeUInt32BE(100_000, 20);
    await writeFile(clip('claims.png'), bytes);
    expect(['bad-picture-size', 'not-media']).toContain((await attempt('claims.png'))?.code);
  });
});

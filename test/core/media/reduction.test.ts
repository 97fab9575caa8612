// @module-tag slow
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { decodeFrames, hammingDistance, pdq, probe, scaleArea, WHOLE_PICTURE } from '@streetdate/core';
import { toneLookup } from '@streetdate/core/internal';
import { locateDecoder } from '@streetdate/core/internal/node';
import { describe, expect, test } from 'vitest';
import { scaledSize } from '../../../packages/core/src/media/frames/picture-size.ts';
import { planReduction } from '../../../packages/core/src/media/frames/reduction.ts';
import { UPRIGHT } from '../../../packages/core/src/media/orientation.ts';
import { clipFolder, collect } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();

function planFor(codec: string, width: number, height: number, field?: 'top' | 'bottom') {
  const video = { codec, width, height, pixelAspect: 1, orientation: UPRIGHT };
  return planReduction(video, scaledSize(video, 256), field);
}

async function pictures(path: string): Promise<{ pixels: Buffer; hash: Uint32Array }[]> {
  const frames = await collect(decodeFrames(path, { deinterlace: 'never' }));
  return frames.map((frame) => {
    const hash = new Uint32Array(pdq.bits / 32);
    pdq.hash(scaleArea(frame, WHOLE_PICTURE, 64, 64), hash, 0);
    return { pixels: Buffer.from(frame.pixels), hash };
  });
}

async function hashesOf(path: string): Promise<Uint32Array[]> {
  return (await pictures(path)).map(({ hash }) => hash);
}

/** I, P or B for each frame, as they are shown. */
async function frameTypesOf(path: string): Promise<string[]> {
  const show = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=pict_type', '-of', 'csv=p=0'];
  const { stdout } = await promisify(execFile)(locateDecoder().ffprobePath, [...show, path]);
  return stdout.match(/[IPB]/g) ?? [];
}

describe('before it is scaled, a picture', () => {
  test('loses every other row while there are three for each one that comes out', () => {
    expect(planFor('h264', 1920, 1080)).toEqual({ halvings: 0, fields: ['top'] });
    expect(planFor('hevc', 3840, 2160)).toEqual({ halvings: 0, fields: ['top', 'bottom'] });
    expect(planFor('h264', 1280, 720)).toEqual({ halvings: 0, fields: [] });
    expect(planFor('h264', 320, 240)).toEqual({ halvings: 0, fields: [] });
  });

  test('keeps the field of an interlaced film, and is not halved by its decoder', () => {
    expect(planFor('h264', 1920, 1080, 'bottom')).toEqual({ halvings: 0, fields: ['bottom'] });
    expect(planFor('mpeg2video', 1920, 1080, 'top')).toEqual({ halvings: 0, fields: ['top'] });
  });

  test('is decoded at a part of its size where its codec can do that', () => {
    expect(planFor('mpeg2video', 1920, 1080)).toEqual({ halvings: 2, fields: [] });
    expect(planFor('mpeg2video', 1280, 720)).toEqual({ halvings: 1, fields: [] });
    expect(planFor('mpeg2video', 720, 576)).toEqual({ halvings: 0, fields: [] });
  });

  test.each([
    ['mpeg2video', 'film.ts', ['-b:v', '12M', '-g', '15', '-bf', '2']],
    ['libx264', 'film.mp4', ['-preset', 'ultrafast', '-crf', '16']],
  ])('has nearly the hashes of the whole one (%s)', async (codec, name, options) => {
    const part = ['-i', FOOTAGE.sintel, '-map', '0:v', '-ss', '4', '-t', '3'];
    await runFfmpeg([...part, '-c:v', 'ffv1', '-level', '3', clip('small.mkv')]);
    await runFfmpeg([...part, '-vf', 'scale=1920:816:flags=bicubic,setsar=1', '-c:v', codec, ...options, clip(name)]);
    const [small, large] = [await hashesOf(clip('small.mkv')), await hashesOf(clip(name))];
    expect(large).toHaveLength(small.length);
    const bits = large.map((hash, at) => hammingDistance(hash, 0, small[at]!, 0, hash.length));
    expect(bits.reduce((sum, distance) => sum + distance, 0) / bits.length).toBeLessThan(5);
    expect(Math.max(...bits)).toBeLessThan(20);
  });

  test.each(['yuv420p', 'yuvj420p', 'yuv422p', 'yuv444p', 'yuv420p10le', 'gray', 'bgr0'])(
    'gives the same luma, coded as %s, as if it were scaled at once',
    async (format) => {
      const film = clip(`${format}.mkv`);
      const size = ['-vf', 'scale=1920:1080,setsar=1', '-pix_fmt', format];
      await runFfmpeg(['-i', FOOTAGE.sintel, '-map', '0:v', '-ss', '4', '-t', '0.2', ...size, '-c:v', 'ffv1', '-level', '3', film]);
      const atOnce = 'field=top,scale=256:144:flags=area:in_range=full:out_range=full,format=gray';
      await runFfmpeg(['-i', film, '-vf', atOnce, '-f', 'rawvideo', clip(`${format}.raw`)]);
      const { video } = await probe(film);
      const tones = toneLookup(video!.range, video!.transfer);
      const expected = (await readFile(clip(`${format}.raw`))).map((code) => tones[code]!);
      const frames = await collect(decodeFrames(film, { deinterlace: 'never' }));
      expect(frames.length).toBeGreaterThanOrEqual(4);
      expect(Buffer.concat(frames.map(({ pixels }) => pixels)).equals(expected)).toBe(true);
    },
  );

  // The coders are told to predict P frames from I and P frames only, and some B frames from other B frames.
  test.each<[string, string, number, RegExp, number]>([
    ['is left unsmoothed where it is a B frame, which its hash hardly shows', 'libx264', 640, /^(?=.*B)(?:[IP]=|B≠)+$/, 8],
    ['is left unsmoothed where no other depends on it, which its hash hardly shows', 'libx265', 640, /^I=(?:B≠B=B≠P=)+/, 8],
    ['is smoothed where it is hardly made smaller', 'libx264', 400, /^(?=.*B)(?:[IPB]=)+$/, 0],
  ])('%s (%s, %i pixels wide)', async (_, codec, width, unsmoothed, most) => {
    const [coded, whole] = [clip(`${codec}-${width}.mp4`), clip(`${codec}-${width}.mkv`)];
    const scaled = ['-i', FOOTAGE.sintel, '-map', '0:v', '-ss', '4', '-t', '3', '-vf', `scale=${width}:-2`];
    const frameTypes =
      codec === 'libx264'
        ? ['-x264-params', 'b-pyramid=strict:b-adapt=0:bframes=3']
        : ['-x265-params', 'log-level=none:b-adapt=0:bframes=3'];
    await runFfmpeg([...scaled, '-c:v', codec, '-preset', 'fast', '-crf', '34', ...frameTypes, coded]);
    await runFfmpeg(['-i', coded, '-c:v', 'ffv1', '-level', '3', whole]);
    const types = await frameTypesOf(coded);
    const [ours, smoothed] = [await pictures(coded), await pictures(whole)];
    expect(smoothed).toHaveLength(types.length);
    expect(types.map((type, at) => `${type}${ours[at]!.pixels.equals(smoothed[at]!.pixels) ? '=' : '≠'}`).join('')).toMatch(unsmoothed);
    const bits = ours.map(({ hash }, at) => hammingDistance(hash, 0, smoothed[at]!.hash, 0, hash.length));
    expect(Math.max(...bits)).toBeLessThanOrEqual(most);
  });
});

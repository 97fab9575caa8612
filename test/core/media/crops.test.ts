// @module-tag slow

import { decodeFrames, type LumaFrame, probe } from '@streetdate/core';
import { cropOf } from '@streetdate/core/internal';
import { decodeIntervals } from '@streetdate/core/internal/node';
import { describe, expect, test } from 'vitest';
import { BlockStore } from '../../../packages/core/src/block-store.ts';
import { decodeFramesInto } from '../../../packages/core/src/media/frames/decode-frames.ts';
import { detailPiece } from '../../../packages/core/src/media/frames/detail-piece.ts';
import { scaledSize } from '../../../packages/core/src/media/frames/picture-size.ts';
import { UPRIGHT } from '../../../packages/core/src/media/orientation.ts';
import { clipFolder, collect } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
const SECOND = { start: 2, end: 3 };
const MIDDLE = { left: 7 / 15, top: 7 / 15, right: 8 / 15, bottom: 8 / 15 };

describe('a part', () => {
  test('is moved to the nearest even pixels inside the picture, and said as it then is', () => {
    expect(cropOf({ width: 1920, height: 1080 }, MIDDLE)).toEqual({ x: 896, y: 504, width: 128, height: 72, area: MIDDLE });
    const odd = cropOf({ width: 853, height: 479 }, { left: 0.5, top: 0.999, right: 1, bottom: 1 });
    expect(odd).toMatchObject({ x: 426, y: 476, width: 426, height: 2 });
    expect(odd.area).toEqual({ left: 426 / 853, top: 476 / 479, right: 852 / 853, bottom: 478 / 479 });
  });

  test('that is none is refused', () => {
    const video = { width: 100, height: 100 };
    expect(() => cropOf(video, { ...MIDDLE, right: 1.5 })).toThrow(new RangeError('crop.right must be from 0 to 1, got 1.5'));
    expect(() => decodeFrames(FOOTAGE.ocean, { crop: { ...MIDDLE, left: 0.9 } })).toThrow(
      /^crop must end after it begins, got 0.9 to 0.53/,
    );
  });

  test('is decoded at its own pixels', async () => {
    // Codes of luma that say where a pixel lies.
    const path = clip('places.mkv');
    const source = "color=s=130x90:r=24:d=1,format=yuv420p,geq=lum='16+mod(X+7*Y,200)':cb=128:cr=128";
    await runFfmpeg(['-f', 'lavfi', '-i', source, '-c:v', 'ffv1', '-level', '3', path]);
    const part = { left: 0.2, top: 0.1, right: 0.6, bottom: 0.5 };
    const { x, y, width, height } = cropOf({ width: 130, height: 90 }, part);
    const frames = await collect(decodeFrames(path, { crop: part, end: 0.1, longSide: 16 }));
    expect(frames).toHaveLength(3);
    expect(frames[0]).toMatchObject({ width, height, time: 0 });
    const code = (at: number) => (x + (at % width) + 7 * (y + Math.floor(at / width))) % 200;
    expect([...frames[0]!.pixels]).toEqual(Array.from({ length: width * height }, (_, at) => Math.round((code(at) * 255) / 219)));
  });

  test.each(['yuv411p', 'yuv410p', 'gray', 'rgb24'])('of %s is cut to the very pixel', async (format) => {
    const path = clip(`${format}.mkv`);
    const source = "color=s=128x96:r=24:d=1,format=gray,geq=lum='if(eq(X,54)*eq(Y,34),255,0)'";
    await runFfmpeg(['-f', 'lavfi', '-i', source, '-pix_fmt', format, '-c:v', 'ffv1', '-level', '3', path]);
    const part = { left: 54 / 128, top: 34 / 96, right: 60 / 128, bottom: 44 / 96 };
    const [frame] = await collect(decodeFrames(path, { crop: part, end: 0.04 }));
    expect(frame).toMatchObject({ width: 6, height: 10 });
    expect(frame!.pixels.findIndex((luma) => luma > 200)).toBe(0);
  });

  test('may differ from interval to interval', async () => {
    const other = { left: 0, top: 0, right: 0.25, bottom: 0.5 };
    const intervals = [
      { ...SECOND, crop: MIDDLE },
      { ...SECOND, crop: other },
    ];
    const [one, two] = await decodeIntervals(FOOTAGE.ocean, intervals);
    expect(one![0]).toMatchObject({ width: 84, height: 48 });
    expect(two![0]).toMatchObject({ width: 320, height: 360 });
    expect(one!.map(({ time }) => time)).toEqual(two!.map(({ time }) => time));
  });
});

describe('pieces of pictures', () => {
  const sizeOf = (width: number, height: number, field?: 'top', orientation = UPRIGHT) => {
    const video = { width, height, pixelAspect: 1, orientation };
    const piece = detailPiece(video, scaledSize(video, 256), field);
    return piece && [piece.width, piece.height];
  };

  test('are a fifteenth of the film as wide and high, of the largest films made smaller', () => {
    expect(sizeOf(1920, 1080)).toEqual([128, 72]);
    expect(sizeOf(1280, 720)).toEqual([84, 48]);
    expect(sizeOf(720, 576)).toEqual([48, 40]);
    expect(sizeOf(3840, 2160)).toEqual([128, 72]);
    expect(sizeOf(1080, 1920)).toEqual([72, 128]);
  });

  test('are not taken of small, rotated or interlaced films, nor if they are wider than the small picture', () => {
    expect(sizeOf(400, 170)).toBeUndefined();
    expect(sizeOf(1920, 1080, 'top')).toBeUndefined();
    expect(sizeOf(1920, 1080, undefined, { swapsSides: false, filters: ['hflip'] })).toBeUndefined();
    expect(sizeOf(1000, 3000)).toEqual([68, 200]);
    expect(sizeOf(1000, 6000)).toBeUndefined();
  });

  const piecesOf = async (path: string, framesPerSecond?: number) => {
    const store = new BlockStore();
    const frames: LumaFrame[] = [];
    for await (const { pixels, detail, ...frame } of decodeFramesInto(store, path, { ...SECOND, framesPerSecond, details: true })) {
      frames.push({ ...frame, pixels: pixels.slice(), ...(detail && { detail: { ...detail, pixels: detail.pixels.slice() } }) });
      store.give(pixels);
    }
    return frames;
  };

  test.each([
    ['of 720 rows', ['-c:v', 'libx264', '-bf', '3', '-crf', '30'], 'film.mp4'],
    ['of MPEG-2, which is halved by its decoder otherwise', ['-c:v', 'mpeg2video', '-b:v', '4M'], 'film.mpg'],
    ['with ten bits', ['-c:v', 'libx264', '-pix_fmt', 'yuv420p10le'], 'film.mkv'],
  ])('are what a part of the frame is, in a film %s', async (_, coding, name) => {
    const path = clip(name);
    await runFfmpeg(['-i', FOOTAGE.ocean, '-t', '4', '-an', '-vf', 'setfield=prog', ...coding, path]);
    const { video } = await probe(path);
    const { area } = cropOf(video!, MIDDLE);
    const [parts] = await decodeIntervals(path, [{ ...SECOND, crop: MIDDLE }]);
    const frames = await piecesOf(path);
    expect(frames.length).toBeGreaterThan(20);
    expect(frames.map(({ time }) => time)).toEqual(parts!.map(({ time }) => time));
    for (const [at, { detail }] of frames.entries()) expect(detail).toEqual({ ...detail, area, pixels: parts![at]!.pixels });
    expect(frames[0]!.detail).toMatchObject({ width: 84, height: 48 });
  });

  test('come with the same small pictures, at the same times, as without', async () => {
    const path = clip('whole.mkv');
    await runFfmpeg(['-i', FOOTAGE.ocean, '-t', '4', '-an', '-c:v', 'ffv1', '-level', '3', path]);
    const plain = await collect(decodeFrames(path, { ...SECOND, framesPerSecond: 5 }));
    const frames = await piecesOf(path, 5);
    expect(frames.map(({ detail, ...frame }) => frame)).toEqual(plain);
    expect(frames.every(({ detail }) => detail?.pixels.length === 84 * 48)).toBe(true);
  });
});

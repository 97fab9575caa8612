// @module-tag slow
import { decodeFrames, probe } from '@streetdate/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder, collect, countedFilm, countOf } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
const film = clip('film.mp4');
beforeAll(() => countedFilm(film, 8));

/** Frames as [which one, when], the time in ticks of 1/24 s of the counted film. */
async function countsAndTimes(path: string, options = {}): Promise<(readonly [count: number, time: number])[]> {
  return (await collect(decodeFrames(path, { longSide: 16, ...options }))).map((frame) => [countOf(frame), frame.time] as const);
}

/** Expects each frame at its count / 24, shifted, to within a part of a millisecond. */
function expectTrueTimes(frames: readonly (readonly [count: number, time: number])[], shift = 0, tolerance = 1e-6): void {
  for (const [count, time] of frames)
    expect(Math.abs(time - (count / 24 + shift)), `frame ${count} at ${time}`).toBeLessThanOrEqual(tolerance);
}

test('a plain film gives each frame at its time', async () => {
  const frames = await countsAndTimes(film);
  expect(frames.map(([count]) => count)).toEqual(Array.from({ length: 192 }, (_, index) => index));
  expectTrueTimes(frames);
});

test('the ten seconds of Sintel are 240 frames, 1/24 s apart, from the start of the picture', async () => {
  const { video, duration } = await probe(FOOTAGE.sintel);
  const frames = await collect(decodeFrames(FOOTAGE.sintel));
  expect(frames).toHaveLength(240);
  expect(frames[0]).toMatchObject({ width: 256, height: 109 });
  // Its sound starts 0.119 s before its picture, and the presentation with it.
  expect(video?.start).toBeCloseTo(0.119, 6);
  expect(duration).toBeGreaterThan(10);
  for (const [index, { time }] of frames.entries()) expect(time).toBeCloseTo(0.119 + index / 24, 5);
});

describe('a variable frame rate', () => {
  const kept = (count: number) => count < 60 || count % 3 === 0;
  const drop = ['-vf', "select='lt(n,60)+not(mod(n,3))'", '-vsync', 'vfr'];

  test.each([
    ['mp4', 1e-6],
    // Matroska's clock ticks in milliseconds.
    ['mkv', 5.1e-4],
    ['ts', 1.2e-5],
  ])('keeps its true times in %s', async (container, tolerance) => {
    const path = clip(`variable.${container}`);
    await runFfmpeg(['-i', film, ...drop, '-c:v', 'libx264', '-qp', '0', '-bf', '0', path]);
    const frames = await countsAndTimes(path);
    expect(frames.map(([count]) => count)).toEqual(Array.from({ length: 192 }, (_, index) => index).filter(kept));
    expectTrueTimes(frames, 0, tolerance);
  });

  test('of two films in one keeps its true times', async () => {
    const path = clip('two-rates.mkv');
    const join = "[0:v]trim=end_frame=48[a];[0:v]trim=start_frame=48:end_frame=96,select='not(mod(n,2))'[b];[a][b]concat";
    await runFfmpeg([
      '-i',
      film,
      '-filter_complex',
      join.replace('[b];', ',setpts=PTS-STARTPTS[b];'),
      '-vsync',
      'vfr',
      '-c:v',
      'ffv1',
      path,
    ]);
    const frames = await countsAndTimes(path);
    expect(frames.map(([count]) => count)).toEqual([...Array(48).keys(), ...Array.from({ length: 24 }, (_, index) => 48 + 2 * index)]);
    expectTrueTimes(frames, 0, 5.1e-4);
  });
});

test('an edit list that starts between key frames hides what comes before', async () => {
  const path = clip('edited.mp4');
  await runFfmpeg(['-ss', '3.125', '-i', film, '-c', 'copy', path]);
  const frames = await countsAndTimes(path);
  expect(frames[0]).toEqual([75, 0]);
  expect(frames).toHaveLength(192 - 75);
  expectTrueTimes(frames, -3.125, 1e-6);
});

test('B-frames come in the order in which they are shown', async () => {
  const path = clip('b-frames.mp4');
  await runFfmpeg(['-i', film, '-c:v', 'libx264', '-qp', '0', '-bf', '3', '-b_strategy', '0', path]);
  const frames = await countsAndTimes(path);
  expect(frames.map(([count]) => count)).toEqual([...Array(192).keys()]);
  expectTrueTimes(frames);
});

describe('a clock that does not start at zero', () => {
  test.each(['ts', 'mkv', 'mpg'])('counts from the start of the presentation in %s', async (container) => {
    const path = clip(`late.${container}`);
    const codec = container === 'mpg' ? ['-c:v', 'mpeg2video', '-qscale:v', '1', '-bf', '2'] : ['-c', 'copy'];
    const offset = container === 'mkv' ? ['-output_ts_offset', '100'] : ['-muxdelay', '5', '-muxpreload', '7'];
    await runFfmpeg(['-i', film, ...codec, ...offset, path]);
    expect((await probe(path)).containerStart).toBeGreaterThan(1);
    const frames = await countsAndTimes(path);
    expect(frames).toHaveLength(192);
    expect(Math.abs(frames[0]![1])).toBeLessThan(1e-5);
    // The lossy MPEG-2 picture may miss the count by one, not the time.
    for (const [index, [, time]] of frames.entries())
      expect(Math.abs(time - index / 24)).toBeLessThan(container === 'mkv' ? 1.1e-3 : 2.3e-5);
  });

  test('keeps the picture behind the sound where it starts later', async () => {
    const path = clip('late-picture.mp4');
    const sound = ['-f', 'lavfi', '-i', 'sine=d=9'];
    await runFfmpeg([...sound, '-itsoffset', '0.5', '-i', film, '-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-c:a', 'aac', path]);
    const { video } = await probe(path);
    const frames = await countsAndTimes(path);
    expect(video?.start).toBeCloseTo(0.5, 3);
    expectTrueTimes(frames, 0.5, 1e-3);
  });

  test('that jumps in a joined broadcast goes on', async () => {
    const first = clip('first.ts');
    const second = clip('second.ts');
    const joined = clip('joined.ts');
    await runFfmpeg(['-i', film, '-t', '2', '-c', 'copy', first]);
    await runFfmpeg(['-ss', '4', '-i', film, '-c', 'copy', '-output_ts_offset', '3000', second]);
    const { readFile, writeFile } = await import('node:fs/promises');
    await writeFile(joined, Buffer.concat([await readFile(first), await readFile(second)]));
    const frames = await countsAndTimes(joined);
    expect(frames.map(([count]) => count)).toEqual([...Array(48).keys(), ...Array.from({ length: 96 }, (_, index) => 96 + index)]);
    for (const [index, [, time]] of frames.entries()) expect(Math.abs(time - index / 24), `frame ${index} at ${time}`).toBeLessThan(0.05);
  });
});

test('containers with a clock as coarse as a frame keep times and seek exactly', async () => {
  const path = clip('coarse.avi');
  await runFfmpeg(['-i', film, '-c:v', 'ffv1', '-g', '48', path]);
  expectTrueTimes(await countsAndTimes(path));
  const frames = await countsAndTimes(path, { start: 4.01, end: 5 });
  expect(frames.map(([count]) => count)).toEqual(Array.from({ length: 23 }, (_, index) => 97 + index));
  expectTrueTimes(frames);
});

describe('a rate', () => {
  test('takes the first frame of each slot, so that the rate is kept on average', async () => {
    const frames = await countsAndTimes(film, { framesPerSecond: 10 });
    expect(frames).toHaveLength(80);
    expect(frames.slice(0, 6).map(([count]) => count)).toEqual([0, 3, 5, 8, 10, 12]);
    expectTrueTimes(frames);
  });

  test('above the film’s own takes every frame once', async () => {
    expect(await countsAndTimes(film, { framesPerSecond: 60 })).toHaveLength(192);
  });

  test('below one takes a frame in two seconds', async () => {
    expect((await countsAndTimes(film, { framesPerSecond: 0.5 })).map(([count]) => count)).toEqual([0, 48, 96, 144]);
  });
});

describe('a cut', () => {
  beforeAll(async () => {
    await runFfmpeg(['-i', film, '-c', 'copy', clip('long.ts')]);
  });

  test.each([
    ['film.mp4', undefined],
    ['film.mp4', 7],
    ['long.ts', 7],
    ['film.mp4', 0.4],
  ])('of %s at %s frames a second takes the frames that the whole film has there', async (name, framesPerSecond) => {
    const whole = await countsAndTimes(clip(name), { framesPerSecond });
    for (const [start, end] of [
      [0, 2],
      [2, 4.5],
      [3.01, 3.4],
      [5, 100],
    ] as const) {
      const cut = await countsAndTimes(clip(name), { framesPerSecond, start, end });
      expect(cut, `${start} to ${end}`).toEqual(whole.filter(([, time]) => time >= start && time < end));
    }
  });

  test('is exact where the only key frame is the first', async () => {
    const path = clip('one-key.ts');
    await runFfmpeg([
      '-stream_loop',
      '2',
      '-i',
      film,
      '-vf',
      'setpts=N/24/TB',
      '-c:v',
      'libx264',
      '-qp',
      '0',
      '-g',
      '9999',
      '-sc_threshold',
      '0',
      path,
    ]);
    const frames = await countsAndTimes(path, { start: 20, end: 20.25 });
    expect(frames.map(([count]) => count)).toEqual([0, 1, 2, 3, 4, 5].map((index) => (20 * 24 + index) % 192));
    for (const [index, [, time]] of frames.entries()) expect(Math.abs(time - (20 + index / 24))).toBeLessThan(1.2e-5);
  });

  test('after the end of the film is empty', async () => {
    expect(await countsAndTimes(film, { start: 50 })).toEqual([]);
  });
});

test('an option out of range is the caller’s mistake, told before anything is opened', () => {
  expect(() => decodeFrames('absent.mp4', { framesPerSecond: 0 })).toThrow(
    new RangeError('framesPerSecond must be from 0.01 to 240, got 0'),
  );
  expect(() => decodeFrames('absent.mp4', { longSide: 0.5 })).toThrow(
    new RangeError('longSide must be a whole number from 1 to 4096, got 0.5'),
  );
  expect(() => decodeFrames('absent.mp4', { start: 5, end: 4 })).toThrow(new RangeError('end must be from 5 to Infinity, got 4'));
  expect(() => decodeFrames('')).toThrow(TypeError);
});

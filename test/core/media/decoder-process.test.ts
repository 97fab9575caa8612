// @module-tag slow
// @module-tag waits
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decodeFrames, probe } from '@streetdate/core';
import { locateDecoder } from '@streetdate/core/internal/node';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { clipFolder, collect, countedFilm } from '../../tools/clips.ts';

const clip = clipFolder();
const film = clip('film.mp4');
const pids = clip('pids');
/** Frames of 256 × 192 fill the pipe long before the film ends; nothing is looked at but the film itself. */
const OPTIONS = { deinterlace: 'never' } as const;

/** Puts a shell script in a program's place. It writes its process id down and answers for its version. */
async function replace(program: 'ffmpeg' | 'ffprobe', script: string): Promise<void> {
  const real = locateDecoder()[`${program}Path`];
  const path = clip(`${program}-${Math.random().toString(36).slice(2)}`);
  const version = `case "$1" in -version) exec '${real}' -version;; esac`;
  await writeFile(path, `#!/bin/sh\n${version}\necho $$ >> '${pids}'\n${script.replaceAll('REAL', real)}\n`);
  await chmod(path, 0o755);
  vi.stubEnv(program === 'ffmpeg' ? 'FFMPEG_PATH' : 'FFPROBE_PATH', path);
}

async function started(): Promise<number[]> {
  return (await readFile(pids, 'utf8')).split('\n').filter(Boolean).map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Expects that exactly one decoder was started, and that it is gone now, not soon. */
async function expectOneGone(): Promise<void> {
  const all = await started();
  expect(all).toHaveLength(1);
  expect(all.filter(isAlive)).toEqual([]);
}

/** Limits of time are then those of a clock that only the test moves, so that no pause of a busy machine counts. */
const stopClock = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });

/** Lets hours pass until something has ended. */
async function endInTime(ending: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = () => (isOver = true);
  ending.then(over, over);
  for (; !isOver; await sleep(10)) vi.advanceTimersByTime(3_600_000);
}

beforeAll(() => countedFilm(film, 9));
beforeEach(() => writeFile(pids, ''));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe.skipIf(process.platform === 'win32')('the decoder', () => {
  beforeEach(() => replace('ffmpeg', `exec 'REAL' "$@"`));

  test('is gone after the last frame', async () => {
    expect(await collect(decodeFrames(film, OPTIONS))).toHaveLength(216);
    await expectOneGone();
  });

  test('is not started before a frame is pulled', async () => {
    const frames = decodeFrames(film, OPTIONS);
    await sleep(50);
    expect(await started()).toEqual([]);
    await frames.return();
    expect(await started()).toEqual([]);
  });

  test('is held up by a reader that does not read, and is gone when the loop is left', async () => {
    for await (const frame of decodeFrames(film, OPTIONS)) {
      expect(frame.pixels).toHaveLength(256 * 192);
      await sleep(700);
      expect((await started()).map(isAlive)).toEqual([true]);
      break;
    }
    await expectOneGone();
  });

  test('is gone when the loop throws', async () => {
    const loop = async () => {
      for await (const _ of decodeFrames(film, OPTIONS)) throw new Error('mine');
    };
    await expect(loop()).rejects.toThrow('mine');
    await expectOneGone();
  });

  test('is gone when it is aborted between frames', async () => {
    const control = new AbortController();
    const reason = new Error('enough');
    const loop = async () => {
      for await (const { time } of decodeFrames(film, { ...OPTIONS, signal: control.signal })) if (time > 1) control.abort(reason);
    };
    await expect(loop()).rejects.toBe(reason);
    await expectOneGone();
  });

  test('is not started when the signal was given before', async () => {
    const reason = new Error('never');
    await expect(collect(decodeFrames(film, { ...OPTIONS, signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    expect(await started()).toEqual([]);
  });

  test('may wait for its reader longer than the stall limit', async () => {
    stopClock();
    let frames = 0;
    for await (const _ of decodeFrames(film, { ...OPTIONS, stallSeconds: 4 })) if (++frames === 100) vi.advanceTimersByTime(4200);
    expect(frames).toBe(216);
  });

  test('that is killed by something else is a failure, not the end of the film', async () => {
    const loop = async () => {
      for await (const { time } of decodeFrames(film, OPTIONS)) if (time === 0) process.kill((await started())[0]!, 'SIGKILL');
    };
    await expect(loop()).rejects.toMatchObject({ code: 'decoder-failed', message: expect.stringMatching(/SIGKILL/) });
  });
});

describe.skipIf(process.platform === 'win32')('a decoder that hangs', () => {
  test('before its first frame is stopped', async () => {
    await replace('ffmpeg', 'exec sleep 600');
    stopClock();
    const reading = collect(decodeFrames(film, { ...OPTIONS, stallSeconds: 3 }));
    while ((await started()).length === 0) await sleep(10);
    await endInTime(reading);
    const message = `${film}: ffmpeg gave nothing for 3 s and was stopped`;
    await expect(reading).rejects.toMatchObject({ code: 'decoder-stalled', message, path: film });
    await expectOneGone();
  });

  test('after some frames is stopped', async () => {
    await replace('ffmpeg', `'REAL' "$@" | head -c 100000\nexec sleep 600`);
    stopClock();
    let frames = 0;
    const loop = async () => {
      for await (const _ of decodeFrames(film, { ...OPTIONS, stallSeconds: 3 })) frames++;
    };
    const looping = loop();
    while (frames < 2) await sleep(10);
    await endInTime(looping);
    await expect(looping).rejects.toMatchObject({ code: 'decoder-stalled' });
    expect(frames).toBe(2);
    await expectOneGone();
  });

  test('can be aborted while it is waited for', async () => {
    await replace('ffmpeg', 'exec sleep 600');
    const control = new AbortController();
    const reading = collect(decodeFrames(film, { ...OPTIONS, signal: control.signal }));
    while ((await started()).length === 0) await sleep(10);
    const reason = new Error('enough');
    control.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect((await started()).filter(isAlive)).toEqual([]);
  });

  test('while it looks for interlace is stopped', async () => {
    await countedFilm(clip('sd.mp4'), 1, ['-vf', 'scale=720:576']);
    await replace('ffmpeg', 'exec sleep 600');
    stopClock();
    const reading = collect(decodeFrames(clip('sd.mp4'), { stallSeconds: 3 }));
    while ((await started()).length === 0) await sleep(10);
    await endInTime(reading);
    await expect(reading).rejects.toMatchObject({ code: 'decoder-stalled' });
    expect((await started()).filter(isAlive)).toEqual([]);
  });

  test('as it is probed is stopped, or aborted', async () => {
    await replace('ffprobe', 'exec sleep 600');
    await expect(probe(film, { stallSeconds: 0.3 })).rejects.toMatchObject({ code: 'decoder-stalled' });
    await expect(probe(film, { signal: AbortSignal.timeout(300) })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect((await started()).filter(isAlive)).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a decoder that fails', () => {
  test('at once says how', async () => {
    await replace('ffmpeg', 'echo "[error] out of luck" >&2; exit 3');
    const message = `${film} gave no picture: out of luck`;
    await expect(collect(decodeFrames(film, OPTIONS))).rejects.toMatchObject({ code: 'decoder-failed', message });
  });

  test('after some frames leaves these, and damage', async () => {
    await replace('ffmpeg', `'REAL' "$@"; exit 3`);
    const reasons: string[] = [];
    const frames = await collect(decodeFrames(film, { ...OPTIONS, onDamage: ({ reason }) => reasons.push(reason) }));
    expect(frames).toHaveLength(216);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(/exited with code 3/);
  });

  test('that is no program is missing', async () => {
    await writeFile(clip('no-program'), 'x', { mode: 0o755 });
    vi.stubEnv('FFMPEG_PATH', clip('no-program'));
    await expect(collect(decodeFrames(film, OPTIONS))).rejects.toMatchObject({ code: 'decoder-missing' });
    vi.stubEnv('FFPROBE_PATH', clip('no-program'));
    const message = expect.stringMatching(/film\.mp4: ffprobe stopped with 127/);
    await expect(probe(film)).rejects.toMatchObject({ code: 'decoder-failed', message });
  });

  test('is missing without any', async () => {
    vi.stubEnv('FFMPEG_PATH', '');
    vi.stubEnv('FFPROBE_PATH', '');
    vi.stubEnv('PATH', clip('.'));
    const message = expect.stringMatching(/^ffmpeg was found neither in FFMPEG_PATH nor on PATH; install it with: .+/);
    await expect(collect(decodeFrames(film))).rejects.toMatchObject({ code: 'decoder-missing', message });
  });
});

test('progress is told after each frame', async () => {
  const seen: unknown[] = [];
  await collect(decodeFrames(film, { ...OPTIONS, framesPerSecond: 1, longSide: 16, onProgress: (progress) => seen.push(progress) }));
  expect(seen).toEqual(Array.from({ length: 9 }, (_, index) => ({ frames: index + 1, time: index, duration: 9 })));
});

test('memory stays flat while a film is decoded', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const held: number[] = [];
  let frames = 0;
  for await (const _ of decodeFrames(film, { ...OPTIONS, longSide: 1024 })) {
    if (++frames % 50 !== 0) continue;
    // Time for a decoder that is not held up to run ahead, by 0.8 MB a frame. A thread of Node's own frees the memory of what was collected, and
    // may have to wait for a processor: what a decoder runs ahead by stays, however often one looks.
    let least = Number.POSITIVE_INFINITY;
    for (let look = 0; look < 10; look++) {
      await sleep(100);
      collectGarbage();
      least = Math.min(least, process.memoryUsage().arrayBuffers);
    }
    held.push(least);
  }
  expect(held).toHaveLength(4);
  // A few frames are in flight; the film is 170 MB of them.
  expect(Math.max(...held)).toBeLessThan(Math.min(...held) + 32e6);
  expect(frames).toBe(216);
});

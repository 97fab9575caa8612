// @module-tag process
// @module-tag waits
import { existsSync, readdirSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { decodeFrames, decodeStill, fingerprintFile, inspectDecoder, probe } from '@streetdate/core';
import { confinementFor, confinementWish, decodingBudget, locateDecoder, runConfined } from '@streetdate/core/internal/node';
import sharp from 'sharp';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { findBubblewrap } from '../../../packages/core/src/media/decoder/confinement/bubblewrap.ts';
import { clipFolder, collect, countedFilm } from '../../tools/clips.ts';
import { runningDecoders } from '../../tools/running-decoders.ts';

const clip = clipFolder();
const film = clip('film.mp4');
const { ffmpegPath, ffprobePath } = locateDecoder();
/** Reads any file as bytes, and prints how many. */
const READ = (url: string) => ['-v', 'error', '-f', 'u8', '-ar', '1000', '-ac', '1', '-i', url, '-f', 'null', '-'];
const BUDGET = { cpuSeconds: 30, waitSeconds: 60, memoryBytes: 4 * 2 ** 30 };
/** Pictures for ever. */
const ENDLESS = ['-nostdin', '-nostats', '-v', 'info', '-f', 'lavfi', '-i', 'nullsrc=s=1920x1080:r=1000,noise=alls=50', '-f', 'null', '-'];

const strongest = await confinementFor(ffmpegPath, 'best');
const inSandbox = describe.skipIf(strongest.name !== 'bubblewrap');

beforeAll(() => countedFilm(film, 4));
afterEach(() => vi.unstubAllEnvs());

describe.each(['limits', 'best'] as const)('a decoder confined by %s', (wish) => {
  const run = async (args: readonly string[], options: Parameters<typeof runConfined>[3] = {}) => {
    vi.stubEnv('STREETDATE_CONFINEMENT', wish);
    return runConfined(ffmpegPath, args, film, options);
  };

  test('reads its film as a bare one does', async () => {
    const read = async (how: string) => {
      vi.stubEnv('STREETDATE_CONFINEMENT', how);
      const { media, tracks } = await fingerprintFile(film);
      return { media, tracks, probed: await probe(film) };
    };
    expect(await read(wish)).toEqual(await read('none'));
  });

  test('is stopped at its CPU time', async () => {
    const { status, signal, stderr } = await run(ENDLESS, { budget: { ...BUDGET, cpuSeconds: 1 } });
    // ffmpeg takes the signal itself, and ends with 255. It may also be killed some seconds later.
    expect(signal ?? `${status} ${/received signal \d+/.exec(stderr)?.[0]}`).toMatch(/SIGXCPU|SIGKILL|255 received signal 24/);
    expect(runningDecoders()).toEqual([]);
  });

  test('gets no more memory than it may have', async () => {
    const { status, stderr } = await run(ENDLESS, { budget: { ...BUDGET, memoryBytes: 24 * 2 ** 20 } });
    // Some builds report that, and end well.
    expect(status !== 0 || /cannot allocate memory/i.test(stderr)).toBe(true);
  });

  test('writes no large file', async () => {
    const path = clip(`large-${wish}.raw`);
    // Twice as much as it may write. It would end by itself, and no time limit may end it first.
    const pictures = ['-f', 'lavfi', '-i', 'nullsrc=s=4096x4096,format=gray', '-frames:v', '8', '-f', 'rawvideo'];
    const { status, timedOut } = await run(['-nostdin', '-v', 'error', ...pictures, path], { budget: BUDGET, limitSeconds: 200 });
    expect(status).not.toBe(0);
    expect(timedOut).toBe(false);
    if (existsSync(path)) expect((await stat(path)).size).toBeLessThanOrEqual(64 * 2 ** 20);
  });

  test('knows nothing of the environment', async () => {
    const report = clip('report.log');
    vi.stubEnv('FFREPORT', `file=${report}`);
    expect((await run(READ(film))).status).toBe(0);
    expect(existsSync(report)).toBe(false);
  });

  test('leaves no process and no folder behind, also when it is aborted', async () => {
    await mkdir(clip(`tmp-${wish}`));
    vi.stubEnv('TMPDIR', clip(`tmp-${wish}`));
    const control = new AbortController();
    const running = run(ENDLESS, { signal: control.signal });
    await expect.poll(runningDecoders, { timeout: 60_000 }).not.toEqual([]);
    const reason = new Error('enough');
    control.abort(reason);
    await expect(running).rejects.toBe(reason);
    const loop = async () => {
      for await (const _ of decodeFrames(film, { deinterlace: 'never' })) break;
    };
    await loop();
    expect(runningDecoders()).toEqual([]);
    expect(readdirSync(clip(`tmp-${wish}`))).toEqual([]);
  });
});

inSandbox('a decoder in a sandbox', () => {
  const run = async (args: readonly string[], input: string | undefined = film) => {
    vi.stubEnv('STREETDATE_CONFINEMENT', 'required');
    return runConfined(ffmpegPath, args, input);
  };

  test('sees the file that it reads, and no other', async () => {
    const secret = clip('secret');
    await writeFile(secret, 'x'.repeat(1000));
    expect((await run(READ(film))).status).toBe(0);
    for (const other of [secret, '/etc/passwd', '/proc/self/status', '/sys/kernel/mm', process.execPath]) {
      const { status, stderr } = await run(READ(other));
      expect(status, other).not.toBe(0);
      expect(stderr, other).toMatch(/No such file/);
    }
    // A bare decoder sees it.
    vi.stubEnv('STREETDATE_CONFINEMENT', 'limits');
    expect((await runConfined(ffmpegPath, READ(secret), film)).status).toBe(0);
  });

  test('has random numbers, without which some decoders end at once on some processors', async () => {
    vi.stubEnv('STREETDATE_CONFINEMENT', 'required');
    const opened = (path: string) => runConfined('/usr/bin/bash', ['-c', `exec 3< ${path}`], undefined);
    expect((await opened('/dev/urandom')).status).toBe(0);
    expect((await opened('/dev/zero')).status).not.toBe(0);
  });

  test('is gone whenever it is stopped, also while its sandbox is set up', async () => {
    vi.stubEnv('STREETDATE_CONFINEMENT', 'required');
    for (let delayMs = 0; delayMs < 60; delayMs++) {
      const control = new AbortController();
      const running = runConfined(ffmpegPath, ENDLESS, undefined, { signal: control.signal });
      setTimeout(() => control.abort(new Error('enough')), delayMs);
      // Not before its pipes are closed, which whatever is left of it would hold.
      await expect(running).rejects.toThrow('enough');
    }
    expect(runningDecoders()).toEqual([]);
  });

  test('cannot write beside it', async () => {
    const path = clip('beside.wav');
    // It may believe so: the folder is one in memory.
    await run(['-v', 'error', '-f', 'lavfi', '-i', 'sine=d=1', path]);
    expect(existsSync(path)).toBe(false);
    const before = await readFile(film);
    expect((await run(['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=d=1', '-f', 'wav', film])).status).not.toBe(0);
    expect(await readFile(film)).toEqual(before);
  });

  test('reaches no server on this machine', async () => {
    let visits = 0;
    const server = createServer((socket) => {
      visits++;
      socket.end('x'.repeat(1000));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `tcp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    try {
      expect((await run(READ(url))).status).not.toBe(0);
      expect(visits).toBe(0);
      vi.stubEnv('STREETDATE_CONFINEMENT', 'limits');
      await runConfined(ffmpegPath, READ(url), film);
      expect(visits).toBe(1);
    } finally {
      server.close();
    }
  });

  test('reads stills too, with the same pixels as outside, and says which is damaged', async () => {
    const source = sharp({ create: { width: 900, height: 500, channels: 3, background: '#358' } }).composite([
      { input: Buffer.from('<svg width="900" height="500"><circle cx="250" cy="240" r="190" fill="#eb5"/></svg>') },
    ]);
    await source.clone().png().toFile(clip('still.png'));
    await source.clone().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toFile(clip('still.jpg'));
    await writeFile(clip('cut.png'), (await readFile(clip('still.png'))).subarray(0, 2000));
    const read = (wish: string) => {
      vi.stubEnv('STREETDATE_CONFINEMENT', wish);
      return Promise.all(
        ['still.png', 'still.jpg', 'cut.png'].map((name) => decodeStill(clip(name)).catch((error: Error) => error.message)),
      );
    };
    const outside = await read('none');
    // A bubblewrap that tells what it is asked for.
    const asked = clip('asked');
    await mkdir(clip('telling'));
    await writeFile(clip('telling/bwrap'), `#!/bin/sh\necho "$@" >> ${asked}\nexec ${findBubblewrap()} "$@"\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${clip('telling')}:${process.env.PATH}`);
    vi.resetModules();
    const fresh = await import('../../../packages/core/src/media/still/still.ts');
    vi.stubEnv('STREETDATE_CONFINEMENT', 'required');
    const inside = await Promise.all(
      ['still.png', 'still.jpg', 'cut.png'].map((name) => fresh.decodeStill(clip(name)).catch((error: Error) => error.message)),
    );
    expect(inside.slice(0, 2)).toEqual(outside.slice(0, 2));
    // The decoder's own words follow: one buffer for all that it decodes at once.
    for (const read of [inside, outside]) expect(read[2]).toContain(`${clip('cut.png')} is damaged or not a picture: `);
    for (const name of ['still.png', 'still.jpg']) expect(await readFile(asked, 'utf8')).toContain(`--ro-bind ${clip(name)} ${clip(name)}`);
  });

  test('that is killed by something else is a failure, not the end of the film', async () => {
    vi.stubEnv('STREETDATE_CONFINEMENT', 'required');
    const loop = async () => {
      for await (const { time } of decodeFrames(film, { deinterlace: 'never', longSide: 1024 }))
        if (time === 0) for (const pid of runningDecoders()) killIfThere(Number(pid));
    };
    await expect(loop()).rejects.toMatchObject({ code: 'decoder-failed', message: expect.stringMatching(/SIGKILL/) });
    expect(runningDecoders()).toEqual([]);
  });
});

/** The sandbox and the decoder in it are two processes, and each may end with the other. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

describe('the wish', () => {
  test('is limits, unless the environment has another', () => {
    expect(confinementWish({})).toBe('limits');
    expect(confinementWish({ STREETDATE_CONFINEMENT: 'required' })).toBe('required');
    expect(() => confinementWish({ STREETDATE_CONFINEMENT: 'yes' })).toThrow(
      'STREETDATE_CONFINEMENT must be one of required, best, limits, none, got yes',
    );
  });

  test.skipIf(process.platform === 'win32')(
    'for a sandbox that there is not ends with the reason, and the best is then limits',
    async () => {
      const copy = clip('ffmpeg-elsewhere');
      await copyFile(ffmpegPath, copy);
      await chmod(copy, 0o755);
      vi.stubEnv('PATH', clip('.'));
      const reason = process.platform === 'linux' ? 'bubblewrap is not installed' : /has no sandbox/;
      await expect(confinementFor(copy, 'required')).rejects.toMatchObject({
        code: 'decoder-unconfined',
        message: expect.stringMatching(reason),
      });
      expect(await confinementFor(copy, 'best')).toMatchObject({ name: 'limits', weakness: expect.stringMatching(reason) });
      vi.stubEnv('FFMPEG_PATH', copy);
      vi.stubEnv('FFPROBE_PATH', copy);
      vi.stubEnv('STREETDATE_CONFINEMENT', 'required');
      await expect(probe(film)).rejects.toMatchObject({ code: 'decoder-unconfined' });
    },
  );

  test.skipIf(process.platform !== 'linux')('for a sandbox that does not start ends with what it printed', async () => {
    const folder = clip('bin');
    await mkdir(folder);
    await writeFile(`${folder}/bwrap`, '#!/bin/sh\necho "bwrap: no permissions" >&2\nexit 1\n', { mode: 0o755 });
    vi.stubEnv('PATH', folder);
    const copy = clip('ffmpeg-again');
    await copyFile(ffmpegPath, copy);
    expect(await confinementFor(copy, 'best')).toMatchObject({
      name: 'limits',
      weakness: 'bubblewrap does not work here: bwrap: no permissions',
    });
  });

  test('is told, with what is in force and what is missing', async () => {
    vi.stubEnv('STREETDATE_CONFINEMENT', 'limits');
    const { confinement } = await inspectDecoder();
    expect(confinement).toMatchObject({ wish: 'limits', name: 'limits', strongest: strongest.name });
    expect(confinement.missing).toContain('it could use the network');
    vi.stubEnv('STREETDATE_CONFINEMENT', 'best');
    const { confinement: best } = await inspectDecoder();
    expect(best.inForce.includes('it has no network')).toBe(strongest.name === 'bubblewrap');
  });
});

test('the budget of a film follows from its facts, and a small file gets a small one', async () => {
  const video = { width: 1920, height: 1080, frameRate: 24 } as never;
  const budget = (duration: number, fileBytes: number) => decodingBudget({ duration, fileBytes, video });
  expect(budget(7200, 4e9).cpuSeconds).toBeGreaterThan(7200 * 20);
  // A length of ten years counts as a day, and one that is too short is not believed.
  expect(budget(3e8, 1000)).toEqual(budget(86_400, 1000));
  expect(budget(1, 4e9).cpuSeconds).toBeGreaterThan(budget(7200, 1e6).cpuSeconds);
  expect(
    decodingBudget({ duration: 10, fileBytes: 1000, video: { width: 1, height: 1, frameRate: 1e6 } as never }).cpuSeconds,
  ).toBeLessThan(30);
  expect(ffprobePath).not.toBe('');
  expect(await collect(decodeFrames(film, { framesPerSecond: 1 }))).toHaveLength(4);
});

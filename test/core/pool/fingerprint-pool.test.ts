// @module-tag slow
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import {
  blockhash,
  completePasses,
  encodeFingerprint,
  type FilmPasses,
  type Fingerprint,
  type FingerprintFileOptions,
  type FrameHasher,
  fingerprintFile,
  fingerprintInPasses,
  pdq,
  StreetdateError,
} from '@streetdate/core';
import { FingerprintPool } from '@streetdate/core/pool';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { runningDecoders } from '../../tools/running-decoders.ts';

const clip = clipFolder();
const [film, still, text, cutOff] = [clip('film.mp4'), clip('still.png'), clip('text.mp4'), clip('cut-off.ts')];

beforeAll(async () => {
  await runFfmpeg(['-i', FOOTAGE.cap13, '-t', '4', '-an', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', film]);
  await runFfmpeg(['-ss', '5', '-i', FOOTAGE.ocean, '-frames:v', '1', still]);
  await runFfmpeg(['-i', FOOTAGE.sintel, '-t', '5', '-c', 'copy', cutOff]);
  await writeFile(text, 'This is no film.\n');
});

function poolOf(threads: number): FingerprintPool {
  const pool = new FingerprintPool({ threads });
  onTestFinished(() => pool.close());
  return pool;
}

/** A pool of one thread for the tests after which it is as good as new: a thread takes half a second to start. */
const shared = new FingerprintPool({ threads: 1 });
afterAll(() => shared.close());

describe('a fingerprint of another thread is that of this one, to the last byte', () => {
  test.each<[string, () => string, FingerprintFileOptions]>([
    ['of a query', () => FOOTAGE.sintel, {}],
    ['of a reference with thumbnails', () => FOOTAGE.sintel, { role: 'reference', thumbnails: true }],
    ['of a reference with details', () => FOOTAGE.ocean, { role: 'reference', details: true }],
    ['of a still', () => still, { role: 'reference' }],
    ['of pictures alone, sampled otherwise', () => film, { audio: false, views: false, framesPerSecond: 7 }],
    ['by another built-in hasher', () => film, { hasher: blockhash }],
    ['without a second opinion', () => film, { secondOpinion: false }],
    ['with the second opinion named', () => film, { hasher: blockhash, secondOpinion: pdq }],
  ])('%s', async (_, path, options) => {
    const expected = await fingerprintFile(path(), options);
    const found = await shared.fingerprintFile(path(), options);
    expect(found).toEqual(expected);
    expect(encodeFingerprint(found)).toEqual(encodeFingerprint(expected));
  });

  test('of a film in passes, and what is known after each pass is too', async () => {
    const searched = async (passes: FilmPasses) => {
      const asked: Fingerprint[] = [];
      const undecided = async (query: Fingerprint) => {
        asked.push(query);
        return asked.length === 1 ? [{ start: 10, end: 12 }] : [];
      };
      return { fingerprint: await completePasses(passes, undecided), asked };
    };
    const expected = await searched(fingerprintInPasses(FOOTAGE.cap13, { shortest: 0 }));
    const found = await searched(shared.fingerprintInPasses(FOOTAGE.cap13, { shortest: 0 }));
    expect(found).toEqual(expected);
    expect(encodeFingerprint(found.fingerprint)).toEqual(encodeFingerprint(expected.fingerprint));
    expect(found.asked.map((query) => query.look?.closer.length)).toEqual([0, 1]);
    expect(found.fingerprint.look?.closer).toHaveLength(1);
  });
});

test('a stream, and a hasher of one’s own, which no message holds, give what they give without a pool', async () => {
  const { size } = await stat(cutOff);
  const stream = { name: 'a stream', fileBytes: size, duration: 5, open: (offset: number) => createReadStream(cutOff, { start: offset }) };
  expect(await shared.fingerprintFile(stream)).toEqual(await fingerprintFile(stream));
  const own: FrameHasher = {
    algorithm: 'own/1',
    bits: 32,
    hash: ({ pixels }, hashes, offset) => {
      hashes[offset] = pixels[100]! * 0x01010101;
    },
  };
  // It goes by the name of a built-in one, and is not the same.
  for (const hasher of [own, { ...own, algorithm: 'pdq/1' }]) {
    expect(await shared.fingerprintFile(film, { hasher })).toEqual(await fingerprintFile(film, { hasher }));
  }
});

test('many files are fingerprinted at once, and each gives its fingerprint or its own error', async () => {
  const paths = [clip('missing.mp4'), film, text, still, FOOTAGE.sintel];
  const pool = poolOf(2);
  for await (const { path, fingerprint, error } of pool.fingerprintFiles(paths)) {
    const expected = await fingerprintFile(path).catch(({ name, code, message, path }: StreetdateError) => ({ name, code, message, path }));
    if ('code' in expected) expect(error).toBeInstanceOf(StreetdateError);
    expect(fingerprint ?? error).toMatchObject(expected);
  }
});

test('no more files are taken than are fetched', async () => {
  let taken = 0;
  function* endless() {
    for (;;) {
      taken++;
      yield still;
    }
  }
  let fetched = 0;
  for await (const { fingerprint } of poolOf(2).fingerprintFiles(endless())) {
    expect(fingerprint?.kind).toBe('still');
    expect(taken - fetched).toBeLessThanOrEqual(4);
    if (++fetched === 12) break;
  }
});

test('progress is told on this thread, and never goes back', async () => {
  const told: number[] = [];
  // 200 s, since progress is told every twentieth of a second at most, and a quick machine has read a short film by then.
  await shared.fingerprintFile(FOOTAGE.franck, { onProgress: ({ seconds }) => told.push(seconds) });
  expect(told.length).toBeGreaterThan(2);
  expect(told).toEqual(told.toSorted((one, other) => one - other));
});

test('what a function of the options or a search throws is thrown, and the decoder is gone, as it is when passes are left', async () => {
  const pool = shared;
  const mine = new Error('mine');
  const fail = () => {
    throw mine;
  };
  await expect(pool.fingerprintFile(FOOTAGE.franck, { onProgress: fail })).rejects.toBe(mine);
  await expect(completePasses(pool.fingerprintInPasses(FOOTAGE.cap13, { shortest: 0 }), fail)).rejects.toBe(mine);
  const left = pool.fingerprintInPasses(FOOTAGE.cap13, { shortest: 0 });
  const first = await left.next();
  await left.return(first.value);
  expect(runningDecoders()).toEqual([]);
  expect((await pool.fingerprintFile(still)).kind).toBe('still');
});

test('an abort stops the decoder, with the signal’s own reason; what waits for a thread is stopped at once', async () => {
  const pool = shared;
  const reason = new Error('enough');
  const running = new AbortController();
  const waiting = new AbortController();
  const long = pool.fingerprintFile(FOOTAGE.franck, { signal: running.signal, onProgress: () => waiting.abort(reason) });
  let isOver = false;
  const stopped = long.catch((cause: unknown) => {
    isOver = true;
    return cause;
  });
  await expect(pool.fingerprintFile(film, { signal: waiting.signal })).rejects.toBe(reason);
  expect(isOver).toBe(false);
  running.abort(reason);
  expect(await stopped).toBe(reason);
  expect(runningDecoders()).toEqual([]);
  await expect(pool.fingerprintFile(film, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect((await pool.fingerprintFile(still)).kind).toBe('still');
});

test('leaving the loop early leaves no decoder behind', async () => {
  for await (const { path } of poolOf(2).fingerprintFiles([FOOTAGE.franck, still])) {
    expect(path).toBe(still);
    break;
  }
  expect(runningDecoders()).toEqual([]);
});

describe('a thread that ends', () => {
  const threads: Worker[] = [];
  const keep = (thread: Worker) => threads.push(thread);
  beforeAll(() => void process.on('worker', keep));
  afterAll(() => void process.off('worker', keep));

  test('fails its file alone, and another one takes its place', async () => {
    const pool = poolOf(1);
    // The first of the list: progress that is still on its way would otherwise end the next thread too.
    const lost = pool.fingerprintFile(FOOTAGE.franck, { onProgress: () => void threads[0]!.terminate() });
    const waiting = pool.fingerprintFile(still);
    await expect(lost).rejects.toMatchObject({ name: 'StreetdateError', code: 'thread-failed' });
    expect((await waiting).kind).toBe('still');
  });
});

test('closing the pool stops what is under way, and is done when the decoders are gone', async () => {
  const pool = new FingerprintPool({ threads: 1 });
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const stopped = [FOOTAGE.franck, film].map((path) => pool.fingerprintFile(path, { onProgress: begun }));
  const failed = Promise.allSettled(stopped);
  await hasBegun;
  await pool.close();
  expect(runningDecoders()).toEqual([]);
  for (const outcome of await failed) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'thread-failed' } });
  await expect(pool.fingerprintFile(still)).rejects.toThrow(new TypeError('pool must be open, got a closed one'));
  await pool.close();
});

test('the caller’s mistakes are told as such', async () => {
  const pool = shared;
  await expect(pool.fingerprintFile(film, { framesPerSecond: 100 })).rejects.toBeInstanceOf(RangeError);
  await expect(pool.fingerprintInPasses(film, { role: 'reference', shortest: 0 }).next()).rejects.toThrow(
    new TypeError('role must be query in passes, got reference'),
  );
  await expect(pool.fingerprintFiles([film], { concurrency: 0 }).next()).rejects.toBeInstanceOf(RangeError);
  expect(() => new FingerprintPool({ threads: 0 })).toThrow(new RangeError('threads must be a whole number from 1 to 64, got 0'));
  expect(new FingerprintPool().threads).toBe(Math.min(availableParallelism(), 64));
});

test('a process that is done ends, though its pool was not closed', async () => {
  const script = fileURLToPath(new URL('fingerprint-and-end.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=development', script, still], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = await once(child.stdout.setEncoding('utf8'), 'data');
  expect(printed).toBe('still\n');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

// @module-tag process
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readVideoSignatures } from '@streetdate/core';
import { isccVideoCode } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

test('five frames a second have a signature of 380 numbers, each 0, 1 or 2', async () => {
  const signatures = await readVideoSignatures(FOOTAGE.sintel);
  expect(signatures).toHaveLength(50);
  for (const signature of signatures) expect(signature).toHaveLength(380);
  expect(new Set(signatures.flatMap((signature) => [...signature]))).toEqual(new Set([0, 1, 2]));
  // The first frames are black: every comparison is even.
  expect(new Set(signatures[0])).toEqual(new Set([1]));
});

test('a copy in another size and encoding has nearly the same code, another film has not', async () => {
  const folder = await temporaryFolder();
  const copy = join(folder, 'copy.mkv');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-vf', 'scale=320:136', '-c:v', 'mpeg4', '-q:v', '8', '-an', copy]);
  const bitsOf = async (path: string) => [...isccVideoCode(await readVideoSignatures(path), 256)];
  const [film, same, other] = [await bitsOf(FOOTAGE.sintel), await bitsOf(copy), await bitsOf(FOOTAGE.bunny)];
  const differing = (one: readonly string[], two: readonly string[]) => one.filter((character, at) => character !== two[at]).length;
  expect(differing(film, same)).toBeLessThan(15);
  expect(differing(film, other)).toBeGreaterThan(40);
});

test('names with signs of filter graphs are no trouble, also of the temporary folder, and nothing is left there', async () => {
  const folder = await temporaryFolder();
  const odd = join(folder, "it's [a: b],c;d\\e");
  await mkdir(odd);
  const path = join(odd, 'film.ts');
  await copyFile(FOOTAGE.sintel, path);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = odd;
  try {
    expect(tmpdir()).toBe(odd);
    expect(await readVideoSignatures(path)).toHaveLength(50);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  expect(await readdir(odd)).toEqual(['film.ts']);
});

test('what is no film, and a stopped reading, are told apart', async () => {
  const folder = await temporaryFolder();
  const sound = join(folder, 'sound.wav');
  await runFfmpeg(['-f', 'lavfi', '-i', 'sine=d=1', sound]);
  await expect(readVideoSignatures(sound)).rejects.toMatchObject({ code: 'no-video' });
  await expect(readVideoSignatures(join(folder, 'none.mp4'))).rejects.toMatchObject({ code: 'file-not-found' });
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(readVideoSignatures(FOOTAGE.sintel, { signal })).rejects.toThrow('stopped');
});

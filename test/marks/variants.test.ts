// @module-tag process
import { fingerprintFile } from '@streetdate/core';
import { type CanaryVariants, type ReadVariantsOptions, readVariants } from '@streetdate/marks';
import { beforeAll, expect, test } from 'vitest';
import { clipFolder } from '../tools/clips.ts';
import { runFfmpeg } from '../tools/footage.ts';
import { makeVariantFilm, PLACES, variantsOf } from './tools/variant-films.ts';

const at = clipFolder();
const X264 = ['-an', '-c:v', 'libx264', '-preset', 'veryfast'];
const encode = (from: string, to: string, filter: string, crf: number) =>
  runFfmpeg(['-i', at(from), '-vf', filter, ...X264, '-crf', String(crf), at(to)]);
let variants: CanaryVariants[];
let options: ReadVariantsOptions;
const read = async (copy: string) => (await readVariants(at(copy), variants, options)).map(({ choice, reason }) => choice ?? reason);

beforeAll(async () => {
  await makeVariantFilm(at('first.mp4'), [0, 0, 0]);
  await makeVariantFilm(at('second.mp4'), [1, 1, 1]);
  const paths = [at('first.mp4'), at('second.mp4')];
  variants = variantsOf(paths);
  const prints = await Promise.all(paths.map(async (path) => [path, await fingerprintFile(path, { role: 'reference' })] as const));
  options = { fingerprints: new Map(prints) };
}, 120_000);

test('a take, a cut and a caption are read from a copy of 240 lines at CRF 36', async () => {
  await makeVariantFilm(at('film.mp4'), [0, 1, 0]);
  await encode('film.mp4', 'coarse.mp4', 'scale=-2:240', 36);
  const readings = await readVariants(at('coarse.mp4'), variants, options);
  expect(readings).toMatchObject([
    { name: 'take', choice: 0, logRatio: 6 },
    { name: 'cut', choice: 1, logRatio: 6 },
    { name: 'caption', choice: 0, logRatio: 6 },
  ]);
  expect(readings[1]!.frames).toBeLessThan(8);
});

test('they are read from a copy that is cropped and has another frame rate', async () => {
  await makeVariantFilm(at('film.mp4'), [1, 0, 1]);
  await encode('film.mp4', 'cropped.mp4', 'crop=iw*0.86:ih*0.84:iw*0.1:ih*0.12,fps=24', 28);
  expect(await read('cropped.mp4')).toEqual([1, 0, 1]);
});

test('they are read from a mirrored copy that runs at PAL speed', async () => {
  await makeVariantFilm(at('film.mp4'), [1, 1, 0]);
  await encode('film.mp4', 'mirrored.mp4', 'hflip,setpts=PTS*24/25,fps=25,scale=-2:288', 28);
  expect(await read('mirrored.mp4')).toEqual([1, 1, 0]);
});

test('a film with another take, another cut and another caption tells neither', async () => {
  await makeVariantFilm(at('film.mp4'), [2, 2, 2]);
  await encode('film.mp4', 'third.mp4', 'scale=-2:200', 28);
  const told = await read('third.mp4');
  expect(['registration', 'neither']).toContain(told[0]);
  expect(told.slice(1)).toEqual(['neither', 'neither']);
  await makeVariantFilm(at('film.mp4'), [0, 1, undefined]);
  await encode('film.mp4', 'uncaptioned.mp4', 'scale=-2:200', 28);
  expect(await read('uncaptioned.mp4')).toEqual([0, 1, 'neither']);
});

test('a copy that lacks an interval does not tell its canary, and tells the others', async () => {
  await makeVariantFilm(at('film.mp4'), [1, 1, 1], [3.5, 7.5]);
  await encode('film.mp4', 'shortened.mp4', 'scale=-2:200', 28);
  expect(await read('shortened.mp4')).toEqual(['missing', 1, 1]);
  await runFfmpeg(['-i', at('second.mp4'), '-t', '18', ...X264, at('start.mp4')]);
  expect(await read('start.mp4')).toEqual([1, 1, 'missing']);
});

test('choices that look alike are not told', async () => {
  await makeVariantFilm(at('film.mp4'), [1, 1, 1]);
  const [path, other] = [at('first.mp4'), at('second.mp4')];
  const alike = [{ name: 'window', start: 9, end: 12, files: [{ path }, { path: other }] }];
  expect(await readVariants(at('film.mp4'), alike, options)).toEqual([{ name: 'window', reason: 'alike', frames: 0 }]);
  const twice = [{ ...PLACES[0], files: [{ path }, { path: other }, { path: other }] }];
  expect(await readVariants(at('film.mp4'), twice, options)).toMatchObject([{ reason: 'alike' }]);
});

test('a clip of the interval stands for a film where its start is stated, and three choices are told apart', async () => {
  await makeVariantFilm(at('third-take.mp4'), [2, 0, 0]);
  await makeVariantFilm(at('film.mp4'), [2, 1, 0]);
  const files = await Promise.all(
    ['first', 'second', 'third-take'].map(async (name) => {
      await runFfmpeg(['-ss', '1', '-t', '9', '-i', at(`${name}.mp4`), ...X264, '-crf', '18', at(`${name}-clip.mp4`)]);
      return { path: at(`${name}-clip.mp4`), begins: 1 };
    }),
  );
  await encode('film.mp4', 'coarse.mp4', 'scale=-2:180', 30);
  expect(await readVariants(at('coarse.mp4'), [{ ...PLACES[0], files }])).toMatchObject([{ choice: 2, logRatio: 6 }]);
});

test('what are no variants is refused in words', async () => {
  const bad = (change: object) => readVariants(at('first.mp4'), [{ ...variants[0]!, ...change }]);
  await expect(bad({ end: 4 })).rejects.toThrow('variants[0].end must be after start, got 4 and 4');
  await expect(bad({ files: variants[0]!.files.slice(1) })).rejects.toThrow('variants[0].files must be two or more, got 1');
  await encode('first.mp4', 'wide.mp4', 'crop=iw:ih/2', 20);
  const wide = readVariants(at('first.mp4'), [{ ...PLACES[0], files: [{ path: at('first.mp4') }, { path: at('wide.mp4') }] }]);
  await expect(wide).rejects.toThrow(/take: the pictures of .*first\.mp4 and .*wide\.mp4 have different shapes/);
});

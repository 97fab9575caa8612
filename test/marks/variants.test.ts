// @module-tag process
import { existsSync } from 'node:fs';
import { fingerprintFile } from '@streetdate/core';
import { type CanaryVariants, type ReadVariantsOptions, readVariants } from '@streetdate/marks';
import { beforeAll, expect, test } from 'vitest';
import { clipFolder } from '../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';
import { makeTakeFilm, makeVariantFilm, PLACES, variantsOf } from './tools/variant-films.ts';

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

const CAMERA =
  'scale=480:360,pad=520:400:18:24:color=0x0c0c10,' +
  "perspective=x0='14+2*sin(on/40)':y0='10+2*sin(on/40)':x1='W-9+2*sin(on/40)':y1=4:x2=6:y2='H-8':x3='W-12':y3='H-3':sense=source:eval=frame," +
  "gblur=sigma=1.1,eq=contrast=0.75:brightness='0.02*sin(2*PI*t*3)':eval=frame,noise=alls=10:allf=t:all_seed=3";

test.skipIf(!existsSync(FOOTAGE.cap12))(
  `a third take of one man before a fixed camera is neither of two${existsSync(FOOTAGE.cap12) ? '' : ' (without its footage, cap12_edit)'}`,
  async () => {
    await makeTakeFilm(at('one.mp4'), 16);
    await makeTakeFilm(at('other.mp4'), 36);
    const paths = [at('one.mp4'), at('other.mp4')];
    const take = [{ name: 'take', start: 4, end: 7, files: paths.map((path) => ({ path })) }];
    const prints = await Promise.all(paths.map(async (path) => [path, await fingerprintFile(path, { role: 'reference' })] as const));
    const told = async (name: string, filter: string, crf: number) => {
      await encode(`${name}.mp4`, 'altered.mp4', filter, crf);
      const [reading] = await readVariants(at('altered.mp4'), take, { fingerprints: new Map(prints) });
      return reading!.choice ?? reading!.reason;
    };
    const wrong: (readonly [from: number, filter: string, told: unknown])[] = [];
    for (const from of [30, 38.7, 43]) {
      await makeTakeFilm(at('third.mp4'), from);
      for (const filter of from === 43 ? ['scale=-2:200', CAMERA] : ['scale=-2:200']) {
        const read = await told('third', filter, 30);
        if (typeof read === 'number') wrong.push([from, filter, read]);
      }
    }
    expect(wrong).toEqual([]);
    // Two frames, of which the copy's moment may be one off, do not tell it.
    const flash = [{ ...take[0]!, start: 5, end: 5.08 }];
    expect(await readVariants(at('one.mp4'), flash, { fingerprints: new Map(prints) })).toMatchObject([{ reason: 'moment', frames: 2 }]);
    for (const [name, choice] of [
      ['one', 0],
      ['other', 1],
    ] as const) {
      expect(await told(name, 'scale=-2:240', 36)).toBe(choice);
      expect(await told(name, CAMERA, 28)).toBe(choice);
    }
  },
  300_000,
);

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

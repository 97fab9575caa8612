// @module-tag process
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Engine, literal } from '../tools/sweep-engine.ts';
import { sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';
import { exportReferences, sweepMatches, temporaryFolder } from './tools.ts';

const print = sampleFilm(syntheticFilm(1, 60), { seconds: 60, framesPerSecond: 8 });
const references = new Map([['film', print]]);

/** What went wrong. */
async function faultOf(work: Promise<unknown>): Promise<StreetdateError> {
  const error = await work.then(
    () => undefined,
    (cause) => cause,
  );
  if (!(error instanceof StreetdateError)) throw error ?? new Error('nothing went wrong');
  return error;
}

async function exported(): Promise<string> {
  const folder = join(await temporaryFolder(), 'it’s [an] export*');
  await exportReferences(folder, references);
  return folder;
}

/** Writes one of the files anew with other columns. */
async function rewrite(path: string, select: string): Promise<void> {
  const engine = await Engine.open({ temporaryFolder: await temporaryFolder(), threads: 1 });
  await engine.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`);
  engine.close();
}

test('an export whose folder has an odd name is swept', async () => {
  const folder = await exported();
  expect((await readdir(folder)).sort()).toEqual(['bands.parquet', 'codes.parquet', 'references.parquet', 'sweep.json', 'windows.parquet']);
  expect((await sweepMatches(folder, references, [print]))[0]).toMatchObject([{ referenceId: 'film', strength: 'strong' }]);
});

describe('a sweep says which file is bad, and why, of', () => {
  test('a folder that is no export', async () => {
    const folder = await temporaryFolder();
    const { code, message } = await faultOf(sweepMatches(folder, references, [print]));
    expect(code).toBe('file-not-found');
    expect(message).toBe(`${join(folder, 'sweep.json')} cannot be read: there is no such file or folder`);
  });

  test.each([
    ['', /sweep\.json: it is damaged: it is no JSON$/],
    ['{"format":"streetdate-library","version":1}', /sweep\.json: it is no manifest of an export as Parquet$/],
    ['{"format":"streetdate-parquet","version":3}', /sweep\.json: it is of version 3, and this program reads 2; a newer one is needed$/],
    ['{"format":"streetdate-parquet","version":1}', /sweep\.json: it is of version 1, and this program reads 2; export the library again$/],
    ['{"format":"streetdate-parquet","version":2,"bits":256,"keyBits":-1}', /sweep\.json: it is damaged: keyBits is -1$/],
  ])('the manifest %s', async (text, reason) => {
    const folder = await exported();
    await writeFile(join(folder, 'sweep.json'), text);
    const { code, message } = await faultOf(sweepMatches(folder, references, [print]));
    expect({ code, message }).toEqual({ code: 'bad-library', message: expect.stringMatching(reason) });
  });

  test('a missing file', async () => {
    const folder = await exported();
    await rm(join(folder, 'bands.parquet'));
    const { code, message } = await faultOf(sweepMatches(folder, references, [print]));
    expect({ code, message }).toEqual({ code: 'file-not-found', message: expect.stringContaining(join(folder, 'bands.parquet')) });
  });

  test('a file that was cut', async () => {
    const folder = await exported();
    const path = join(folder, 'bands.parquet');
    await truncate(path, 2000);
    const { code, message } = await faultOf(sweepMatches(folder, references, [print]));
    expect({ code, message }).toEqual({ code: 'bad-library', message: expect.stringContaining(`${path}: it is damaged`) });
  });

  test('a file with damaged rows', async () => {
    const folder = await exported();
    const path = join(folder, 'bands.parquet');
    const bytes = await readFile(path);
    bytes.fill(0xa5, 100, bytes.length >> 1);
    await writeFile(path, bytes);
    const { code, message } = await faultOf(sweepMatches(folder, references, [print]));
    expect(code).toBe('bad-library');
    expect(message).toContain('it is damaged');
  });

  test('a missing column, and one of another type', async () => {
    const folder = await exported();
    const path = join(folder, 'bands.parquet');
    await rewrite(path, 'SELECT 1::INTEGER AS code, 0::INTEGER AS reference');
    expect(await faultOf(sweepMatches(folder, references, [print]))).toMatchObject({
      code: 'bad-library',
      path,
      message: `${path}: the column tick is missing`,
    });
    await rewrite(path, "SELECT 1::INTEGER AS code, 0::INTEGER AS reference, 'x' AS tick");
    expect(await faultOf(sweepMatches(folder, references, [print]))).toMatchObject({
      code: 'bad-library',
      message: `${path}: the column tick is VARCHAR, not INTEGER`,
    });
  });

  test('a file of another export', async () => {
    const folder = await exported();
    const path = join(folder, 'bands.parquet');
    await rewrite(path, 'SELECT 1::INTEGER AS code, 0::INTEGER AS reference, 1::INTEGER AS tick, 0::INTEGER AS mark');
    const { message } = await faultOf(sweepMatches(folder, references, [print]));
    expect(message).toMatch(/bands\.parquet: it has 1 rows, and \d+ were exported; export the library again$/);
  });
});

test('memory that is too small says so', async () => {
  const folder = await exported();
  const long = sampleFilm(syntheticFilm(2, 900), { seconds: 900, framesPerSecond: 8 });
  const { code, message } = await faultOf(sweepMatches(folder, references, [print, long], { memoryBytes: 2 ** 20 }));
  expect({ code, message }).toEqual({ code: 'out-of-memory', message: expect.stringContaining('does not fit into the memory') });
});

test('an export to a full disk says so, and leaves no manifest', async ({ skip }) => {
  const disk = join(await temporaryFolder(), 'disk');
  await mkdir(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', disk]).status !== 0)
    return skip('mounting a small disk is not permitted here');
  onTestFinished(() => void spawnSync('umount', ['-l', disk]));
  const folder = join(disk, 'export');
  const film = sampleFilm(syntheticFilm(3, 1200), { seconds: 1200, framesPerSecond: 8 });
  const { code, message } = await faultOf(exportReferences(folder, new Map([['film', film]])));
  expect({ code, message }).toEqual({ code: 'file-unwritable', message: expect.stringMatching(/: the disk is full/) });
  expect(await readdir(folder)).toEqual([]);
});

// @module-tag process
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintFile, saveFingerprint } from '@streetdate/core';
import { readFileState } from '@streetdate/engine/internal';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { conflictPictures } from '../../../packages/cli/src/report/index.ts';
import { FOOTAGE } from '../../tools/footage.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** A library of two films that share 25 s. One has thumbnails of one grey, and the media of neither is a film. */
async function prepared(thumbnails: boolean) {
  const folder = await temporaryFolder();
  const run = (...words: string[]) => streetdate([...words, '--home', join(folder, 'library')]);
  const [one, two] = [syntheticFilm(1, 60), syntheticFilm(2, 100)];
  const quoting: Film = (time) => (time >= 20 && time < 45 ? noisy(one, 8, 3)(time) : two(time));
  const enroll = async (title: string, film: Film, seconds: number) => {
    const path = join(folder, `${title}.sdfp`);
    const timesMs = Uint32Array.from({ length: seconds }, (_, at) => 1000 * at);
    const pictures = { side: 32, timesMs, pixels: new Uint8Array(seconds * 32 * 32).fill(200) };
    const print = sampleFilm(film, { seconds, framesPerSecond: 10, role: 'reference' });
    await saveFingerprint(path, { ...print, ...(thumbnails && title === 'Two' && { thumbnails: pictures }) });
    await run('enroll', path, '--title', title);
  };
  await enroll('Film', one, 60);
  await enroll('Two', quoting, 90);
  return { folder, run };
}

test('pictures of a conflict come from stored thumbnails where the media shows none, and are listed', async () => {
  const { folder, run } = await prepared(true);
  const shared = join(folder, 'shared');
  const [conflict] = records(await run('conflicts', 'list', '--pictures', shared, '--json'));
  const names = [1, 2, 3, 4].map((at) => `${conflict!.id}-${at}-one.jpg`);
  expect(conflict).toMatchObject({ title: 'Two', pictures: names.map((name) => join(shared, name)) });
  expect((await readdir(shared)).toSorted()).toEqual(names);
  const { data, info } = await sharp(await readFile(join(shared, names[0]!)))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, Math.round(data[500]! / 10)]).toEqual([32, 32, 20]);
  expect((await run('conflicts', 'list', '--pictures', shared)).stdout).toContain(`\n  ${join(shared, names[3]!)}\n`);
});

test('where there is neither media nor a thumbnail, a note says so', async () => {
  const { folder, run } = await prepared(false);
  const listed = await run('conflicts', 'list', '--pictures', join(folder, 'shared'));
  expect(listed.status).toBe(0);
  expect(listed.stderr).toContain('no media is where it was enrolled, and no thumbnails are stored');
  expect(await run('conflicts', 'list', '--pictures', '')).toMatchObject({ status: 2 });
});

test('pictures of both sides come from the media at the same moments', async () => {
  const path = FOOTAGE.sintel;
  const { stamp } = await readFileState(path);
  const film = await fingerprintFile(path, { role: 'reference' });
  const conflict = { id: 'c', referenceId: 'a', otherReferenceId: 'b', start: 5, end: 9, otherStart: 5, otherEnd: 9 };
  const media = { query: { path, stamp }, reference: { path, stamp } };
  const sides = { media, load: async () => film };
  const pairs = await conflictPictures({ ...conflict, decision: 'undecided' }, sides, new AbortController().signal);
  expect(pairs.map(({ queryTime, referenceTime }) => [queryTime, referenceTime])).toEqual([
    [5.5, 5.5],
    [6.5, 6.5],
    [7.5, 7.5],
    [8.5, 8.5],
  ]);
  for (const { query, reference } of pairs) {
    expect(query?.length).toBeGreaterThan(500);
    expect(query).toEqual(reference);
  }
});

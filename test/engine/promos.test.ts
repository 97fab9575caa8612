// @module-tag slow
import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { type EnrollOptions, isScanned, openLibrary, type ScannedFile } from '@streetdate/engine';
import { parsePublication, parseWindow } from '@streetdate/matcher';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const film = syntheticFilm(1, 120);
const cards = syntheticFilm(9, 60);
/** Titles, 3 s of the film from 40 s on, titles, 3 s from 80 s on, titles: 15 s. */
const trailer: Film = (time) => {
  if (time >= 3 && time < 6) return film(40 + time - 3);
  return time >= 9 && time < 12 ? film(80 + time - 9) : cards(time);
};
const PUBLISHED: EnrollOptions = {
  title: 'Film',
  kind: 'promo',
  promo: { form: 'trailer', publications: [parsePublication('2027-01-01T00:00:00Z')] },
};
const WINDOWS = [parseWindow('US:disc:2027-03-09T00:00:00Z')];
const SEEN = { seenAt: '2027-02-07T12:00:00Z', territory: 'US' } as const;

async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const library = await openLibrary(home);
  onTestFinished(() => library.close());
  const write = async (name: string, each: Film, seconds: number, role: 'reference' | 'query' = 'reference') => {
    const path = join(folder, name);
    await saveFingerprint(
      path,
      sampleFilm(each, { seconds, framesPerSecond: role === 'reference' ? 10 : 4, role, phase: role === 'query' ? 0.03 : 0 }),
    );
    return path;
  };
  const scan = async (name: string, each: Film, seconds: number): Promise<ScannedFile> => {
    for await (const outcome of library.scan(await write(name, noisy(each, 8, 5), seconds, 'query'), SEEN))
      if (isScanned(outcome)) return outcome;
    throw new Error(`${name} was not judged`);
  };
  return { folder, library, write, scan };
}

describe.each(['film first', 'trailer first'])('%s', (order) => {
  test('the pieces of a trailer are found in its film, and a copy of it is published material', async () => {
    const { library, write, scan } = await prepared();
    const notes: string[] = [];
    const enroll = [
      async () =>
        library.enroll(await write('film.sdfp', film, 120), { title: 'Film', windows: WINDOWS, onNote: (note) => notes.push(note) }),
      async () =>
        library.enroll(await write('trailer.sdfp', trailer, 15), { ...PUBLISHED, promos: 'complete', onNote: (note) => notes.push(note) }),
    ];
    for (const each of order === 'film first' ? enroll : enroll.reverse()) await each();
    expect(notes.join('\n')).toMatch(/promo film\.[12]: \d+\.\d s of \d+\.\d s are in film\.[12], in 2 pieces/);
    const { footage } = (await library.publishedFootage())[0]!;
    expect(footage.intervals.map(({ filmStart, filmEnd }) => [Math.round(filmStart), Math.round(filmEnd)])).toEqual([
      [40, 43],
      [80, 83],
    ]);
    expect((await scan('copy.sdfp', trailer, 15)).verdict).toMatchObject({ kind: 'published-material', promos: [{ form: 'trailer' }] });
    const leak = await scan('leak.sdfp', (time) => film(30 + time), 30);
    expect(leak.verdict).toMatchObject({ kind: 'pre-release-leak' });
    const both = await scan('both.sdfp', (time) => (time < 15 ? trailer(time) : film(90 + time - 15)), 35);
    expect(both.verdict).toMatchObject({ kind: 'pre-release-leak', unpublished: { places: 1 } });
  });
});

test('what a title states of its promos, and its trailers, go to another library with an export', async () => {
  const { folder, library, write } = await prepared();
  await library.enroll(await write('film.sdfp', film, 120), { title: 'Film', windows: WINDOWS });
  await library.enroll(await write('trailer.sdfp', trailer, 15), { ...PUBLISHED, promos: 'complete' });
  await library.exportTo(join(folder, 'export'));
  await using other = await openLibrary(join(folder, 'other'));
  await other.importFrom(join(folder, 'export'));
  expect(await other.titles()).toMatchObject([{ promos: 'complete' }]);
  expect((await other.references()).map(({ promo }) => promo)).toContainEqual(PUBLISHED.promo);
  expect(await other.publishedFootage()).toEqual(await library.publishedFootage());
});

test('a trailer that was enrolled gets another publication by being enrolled again', async () => {
  const { library, write } = await prepared();
  const path = await write('trailer.sdfp', trailer, 15);
  await library.enroll(path, PUBLISHED);
  const promo = { publications: [parsePublication('2027-01-15@Europe/Berlin')] };
  await library.enroll(path, { ...PUBLISHED, promo });
  expect(await library.references()).toMatchObject([{ promo }]);
});

describe('refused, with the reason, and nothing is changed:', () => {
  test.each<[string, EnrollOptions, string]>([
    ['a promo without a publication', { title: 'Film', kind: 'promo' }, 'promo.publications must say when it was published'],
    ['publications of another kind', { title: 'Film', promo: PUBLISHED.promo! }, 'promo is for the kind promo, got it for disc'],
    ['a promo with windows', { ...PUBLISHED, windows: WINDOWS }, 'kind promo has publications and no release window'],
    ['a promo of a title without promos', { ...PUBLISHED, promos: 'none' }, 'promos must not be none where a promo is enrolled'],
    [
      'a promo that is published after its film',
      { ...PUBLISHED, promo: { publications: [parsePublication('2027-04-01T00:00:00Z')] } },
      'is after the first window of Film, which opens on 2027-03-09T00:00:00.000Z',
    ],
    [
      'a wrong form',
      { ...PUBLISHED, promo: { form: 'advert' as never, publications: PUBLISHED.promo!.publications } },
      'promo.form must be one of trailer,',
    ],
  ])('%s', async (_, options, reason) => {
    const { library, write } = await prepared();
    await library.enroll(await write('film.sdfp', film, 120), { title: 'Film', windows: WINDOWS });
    const before = [await library.titles(), await library.references()];
    await expect(library.enroll(await write('trailer.sdfp', trailer, 15), options)).rejects.toThrow(reason);
    expect([await library.titles(), await library.references()]).toEqual(before);
  });

  test.each([
    ['a promo that is longer than its film', syntheticFilm(3, 200), 150, 'is longer than its film film.1'],
    ['the whole film', noisy(film, 4, 7), 119, 'is the whole film film.1'],
  ])('%s, unless it is forced', async (_, each, seconds, reason) => {
    const { library, write } = await prepared();
    await library.enroll(await write('film.sdfp', film, 120), { title: 'Film', windows: WINDOWS });
    const path = await write('promo.sdfp', each, seconds);
    await expect(library.enroll(path, PUBLISHED)).rejects.toThrow(reason);
    expect(await library.references()).toHaveLength(1);
    await library.enroll(path, { ...PUBLISHED, force: true });
    expect(await library.references()).toHaveLength(2);
  });
});

import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { openLibrary, RefusedError } from '@streetdate/engine';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const main = syntheticFilm(1, 200);
const archive = syntheticFilm(50, 60);

/** A documentary of 120 s that shows archive footage from 40 s to 60 s. */
const documentary: Film = (time) => (time >= 40 && time < 60 ? archive(time - 40) : main(time));
/** Another rendition of it: its first 10 s are cut. */
const rendition: Film = noisy((time) => documentary(time + 10), 10, 8);
/** A cut of it for television, without the archive footage. */
const television: Film = noisy((time) => (time < 40 ? documentary(time) : documentary(time + 20)), 10, 9);

async function write(folder: string, name: string, film: Film, seconds: number): Promise<string> {
  const path = join(folder, name);
  await saveFingerprint(path, sampleFilm(film, { seconds, framesPerSecond: 10, role: 'reference' }));
  return path;
}

async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const library = await openLibrary(home, { now: () => new Date('2026-02-01T12:00:00Z') });
  onTestFinished(() => library.close());
  await library.enroll(await write(folder, 'disc.sdfp', documentary, 120), { title: 'Film', id: 'disc' });
  return { folder, home, library };
}

const reason = 'archive footage';

test('an exclusion is stored on the longest film, and found in another rendition by its pictures', async () => {
  const { folder, library } = await prepared();
  await library.enroll(await write(folder, 'master.sdfp', rendition, 110), { title: 'Film', id: 'master' });
  const excluded = await library.exclude('Film', [{ start: 40, end: 60 }], { reason });
  expect(excluded).toMatchObject({
    referenceId: 'disc',
    stored: [{ referenceId: 'disc', start: 40, end: 60, reason, addedAt: '2026-02-01T12:00:00.000Z' }],
    carried: [{ referenceId: 'master', reason, carriedFrom: excluded.stored[0]!.id }],
    notFound: [],
  });
  const [carried] = excluded.carried;
  expect(Math.abs(carried!.start - 30)).toBeLessThan(0.3);
  expect(Math.abs(carried!.end - 50)).toBeLessThan(0.3);
  expect(await library.exclusions('film')).toEqual([...excluded.stored, ...excluded.carried]);
  expect(await library.exclusions('other')).toEqual([]);
  const held = await library.catalogue.provesNothing();
  expect(held.get('disc')).toEqual([{ start: 40, end: 60, why: 'excluded', reason }]);
  expect(await library.heldBack('master')).toEqual([{ start: carried!.start, end: carried!.end, why: 'excluded', reason }]);
});

test('a rendition without the footage is named, and the others get it', async () => {
  const { folder, library } = await prepared();
  await library.enroll(await write(folder, 'tv.sdfp', television, 100), { title: 'Film', id: 'tv' });
  const { stored, carried, notFound } = await library.exclude('film', [{ start: 40, end: 60 }], { reason });
  expect(carried).toEqual([]);
  expect(notFound).toEqual([{ exclusionId: stored[0]!.id, referenceId: 'tv', spans: [{ start: 40, end: 60 }] }]);
});

test('footage of two seconds is found by what is around it', async () => {
  const { folder, library } = await prepared();
  await library.enroll(await write(folder, 'master.sdfp', rendition, 110), { title: 'Film', id: 'master' });
  const { carried, notFound } = await library.exclude('film', [{ start: 47, end: 49 }], { reason });
  expect(notFound).toEqual([]);
  expect(carried).toHaveLength(1);
  expect(Math.abs(carried[0]!.start - 37)).toBeLessThan(0.3);
  expect(Math.abs(carried[0]!.end - 39)).toBeLessThan(0.3);
});

test('a rendition that is enrolled later gets the exclusions of its title, and what it lacks is named', async () => {
  const { folder, library } = await prepared();
  const { stored } = await library.exclude('film', [{ start: 40, end: 60 }], { reason });
  const enrolled = await library.enroll([await write(folder, 'a.sdfp', rendition, 110), await write(folder, 'b.sdfp', television, 100)], {
    title: 'Film',
  });
  expect(enrolled).toMatchObject([
    { kind: 'reference', reference: { id: 'film.2' }, carried: [{ referenceId: 'film.2', carriedFrom: stored[0]!.id }] },
    { kind: 'reference', reference: { id: 'film.3' }, notCarried: [{ referenceId: 'film.3', spans: [{ start: 40, end: 60 }] }] },
  ]);
  expect(enrolled[1]).not.toHaveProperty('carried');
  expect((await library.exclusions()).map(({ referenceId }) => referenceId)).toEqual(['disc', 'film.2']);
});

test('media that takes the place of a reference keeps its exclusions where it shows the same footage', async () => {
  const { folder, library } = await prepared();
  const { stored } = await library.exclude('film', [{ start: 40, end: 60 }], { reason });
  const again = await write(folder, 'disc.sdfp', rendition, 110);
  await library.enroll(again, { title: 'Film', id: 'disc' });
  const exclusions = await library.exclusions();
  expect(exclusions).toMatchObject([{ id: stored[0]!.id, referenceId: 'disc' }]);
  expect(Math.abs(exclusions[0]!.start - 30)).toBeLessThan(0.3);
});

test('removing an exclusion removes what was carried from it, and a carried one goes alone', async () => {
  const { folder, library } = await prepared();
  await library.enroll(await write(folder, 'master.sdfp', rendition, 110), { title: 'Film', id: 'master' });
  const intervals = [
    { start: 40, end: 60 },
    { start: 80, end: 90 },
  ];
  const { stored, carried } = await library.exclude('film', intervals, { reason });
  expect(carried).toHaveLength(2);
  expect(await library.removeExclusion(carried[0]!.id)).toEqual([carried[0]]);
  expect(await library.removeExclusion(stored[1]!.id)).toEqual([stored[1], carried[1]]);
  expect(await library.exclusions()).toEqual([stored[0]]);
  await expect(library.removeExclusion('none')).rejects.toThrow('there is no exclusion with the id none');
});

describe('bad input is refused, and nothing changes', () => {
  const span = (start: number, end: number) => [{ start, end }];
  test.each([
    ['an unknown title', 'Fil', span(1, 2), {}, 'there is no title Fil'],
    ['an unknown reference', 'film', span(1, 2), { referenceId: 'x' }, 'has no reference x'],
    ['a still', 'film', span(1, 2), { referenceId: 'poster' }, 'the reference poster is a still'],
    ['an interval beyond the end', 'film', span(100, 130), {}, '0:01:40-0:02:10 reaches beyond the end of disc, at 0:02:00'],
    ['an end before the start', 'film', span(20, 20), {}, 'intervals[0].end must be after its start at 20 s, got 20'],
    ['a time below 0', 'film', span(-1, 20), {}, 'intervals[0].start must be from 0'],
    ['no interval', 'film', [], {}, 'intervals must be one interval at least'],
    ['two that overlap', 'film', [...span(5, 10), ...span(9, 12)], {}, '0:00:05-0:00:10 and 0:00:09-0:00:12 overlap'],
    [
      'one that overlaps a stored one',
      'film',
      span(35, 41),
      {},
      /0:00:35-0:00:41 overlaps the exclusion [0-9a-f]{12} of disc, 0:00:40-0:01:00/,
    ],
    ['nearly everything', 'film', [...span(0, 40), ...span(60, 110)], {}, /more than 90 % of disc .* use kind background/],
  ] as const)('%s', async (_, title, intervals, options, message) => {
    const { folder, library } = await prepared();
    await library.enroll(await write(folder, 'master.sdfp', rendition, 110), { title: 'Film', id: 'master' });
    const still = { ...sampleFilm(main, { seconds: 0.1, framesPerSecond: 10, role: 'reference' }), kind: 'still' as const, duration: 0 };
    const path = join(folder, 'poster.sdfp');
    await saveFingerprint(path, still);
    await library.enroll(path, { title: 'Film', id: 'poster' });
    await library.exclude('film', span(40, 60), { reason });
    const before = await library.exclusions();
    const refused = library.exclude(title, intervals, { reason, ...options });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(RangeError);
    expect(await library.exclusions()).toEqual(before);
  });

  test('a title without a film', async () => {
    const { library } = await prepared();
    await library.putTitle({ name: 'Empty' });
    await expect(library.exclude('Empty', span(1, 2), { reason })).rejects.toThrow(new RefusedError('the title Empty has no reference'));
  });
});

test('another library that gets the references gets their exclusions, carries them to its own renditions, and does not get them twice', async () => {
  const { folder, library } = await prepared();
  const { stored } = await library.exclude('film', [{ start: 40, end: 60 }], { reason });
  await library.exportTo(join(folder, 'out'));
  const there = await openLibrary(join(folder, 'there'));
  onTestFinished(() => there.close());
  await there.enroll(await write(folder, 'master.sdfp', rendition, 110), { title: 'Film', id: 'master' });
  for (let run = 0; run < 2; run++) {
    await there.importFrom(join(folder, 'out'));
    expect(await there.exclusions()).toMatchObject([{ ...stored[0] }, { referenceId: 'master', carriedFrom: stored[0]!.id }]);
  }
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { type Enrolled, openLibrary } from '@streetdate/engine';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const [one, two, three] = [syntheticFilm(1, 200), syntheticFilm(2, 200), syntheticFilm(3, 200)];
const logo = syntheticFilm(70, 20);

/** A film that shows a part of another one from 50 s on. */
const borrowing =
  (film: Film, from: Film, seconds = 20): Film =>
  (time) =>
    time >= 50 && time < 50 + seconds ? noisy(from, 8, 4)(time + 30) : film(time);
const withLogo =
  (film: Film): Film =>
  (time) =>
    time < 15 ? logo(time) : film(time);

async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const library = await openLibrary(home, { now: () => new Date('2026-02-01T12:00:00Z') });
  onTestFinished(() => library.close());
  const enroll = async (title: string, film: Film, options: { readonly kind?: 'background'; readonly seconds?: number } = {}) => {
    const { seconds = 120, kind } = options;
    const path = join(folder, `${title}${seconds}.sdfp`);
    await saveFingerprint(path, sampleFilm(film, { seconds, framesPerSecond: 10, role: 'reference' }));
    return library.enroll(path, { title, kind });
  };
  return { home, library, enroll };
}

const conflictsIn = (enrolled: readonly Enrolled[]) =>
  enrolled.flatMap((each) => (each.kind === 'reference' ? (each.conflicts ?? []) : []));

test('footage of another title is named with its times in both, and proves nothing for either until somebody decides', async () => {
  const { library, enroll } = await prepared();
  await enroll('One', one);
  const conflicts = conflictsIn(await enroll('Two', borrowing(two, one)));
  expect(conflicts).toMatchObject([{ referenceId: 'two.1', otherReferenceId: 'one.1', decision: 'undecided' }]);
  const { start, end, otherStart, otherEnd } = conflicts[0]!;
  for (const [time, is] of [
    [start, 50],
    [end, 70],
    [otherStart, 80],
    [otherEnd, 100],
  ] as const)
    expect(Math.abs(time - is)).toBeLessThan(0.3);
  expect(await library.conflicts()).toEqual(conflicts);
  expect(await library.conflicts('one')).toEqual(conflicts);
  expect(await library.heldBack('two.1')).toEqual([
    { start, end, why: 'undecided', reason: 'One shows it too, and nobody has decided whose it is' },
  ]);
  expect(await library.heldBack('one.1')).toMatchObject([{ start: otherStart, end: otherEnd, why: 'undecided' }]);
});

test('a decision says which of the titles the footage proves', async () => {
  const { library, enroll } = await prepared();
  await enroll('One', one);
  const { id } = conflictsIn(await enroll('Two', borrowing(two, one)))[0]!;
  const held = async () => {
    const spans = await library.catalogue.provesNothing();
    return Object.fromEntries([...spans].map(([reference, own]) => [reference, own.map(({ why, reason }) => [why, reason])]));
  };
  await library.decideConflicts([id], 'shared', { reason: 'licensed to both' });
  expect(await held()).toEqual({
    'one.1': [['shared', 'Two shows it too: licensed to both']],
    'two.1': [['shared', 'One shows it too: licensed to both']],
  });
  await library.decideConflicts([id], 'excluded', { reason: 'newsreel' });
  expect(await held()).toMatchObject({ 'one.1': [['excluded', expect.anything()]], 'two.1': [['excluded', expect.anything()]] });
  const [mine] = await library.decideConflicts([id], 'mine', { reason: 'we shot it' });
  expect(mine).toMatchObject({ id, decision: 'mine', reason: 'we shot it', decidedAt: '2026-02-01T12:00:00.000Z' });
  expect(await held()).toEqual({ 'one.1': [['excluded', 'it belongs to Two: we shot it']] });
  await library.decideConflicts([id], 'mine', { reason: 'they shot it', owner: 'One' });
  expect(await held()).toEqual({ 'two.1': [['excluded', 'it belongs to One: they shot it']] });
  await expect(library.decideConflicts([id], 'mine', { reason: 'x', owner: 'Three' })).rejects.toThrow('there is no title Three');
  await expect(library.decideConflicts([id], 'shared', { reason: 'x', owner: 'One' })).rejects.toThrow('owner goes with the decision mine');
  await expect(library.decideConflicts([id, 'none'], 'shared', { reason: 'x' })).rejects.toThrow('there is no conflict with the id none');
  expect((await library.conflicts())[0]).toMatchObject({ decision: 'mine', referenceId: 'one.1' });
});

test('a rendition that is enrolled later takes the decision over', async () => {
  const { library, enroll } = await prepared();
  await enroll('One', one);
  const { id } = conflictsIn(await enroll('Two', borrowing(two, one)))[0]!;
  await library.decideConflicts([id], 'mine', { reason: 'ours', owner: 'One' });
  const later = conflictsIn(await enroll('Two', noisy(borrowing(two, one), 6, 31), { seconds: 110 }));
  expect(later).toMatchObject([{ referenceId: 'one.1', otherReferenceId: 'two.2', decision: 'mine', reason: 'ours' }]);
  const other = conflictsIn(await enroll('One', noisy(one, 6, 32), { seconds: 115 }));
  expect(other.map(({ referenceId, otherReferenceId, decision }) => [referenceId, otherReferenceId, decision]).sort()).toEqual([
    ['one.2', 'two.1', 'mine'],
    ['one.2', 'two.2', 'mine'],
  ]);
});

test('a few seconds, what three titles begin with, background and renditions of one title are no conflict', async () => {
  const { library, enroll } = await prepared();
  await enroll('Leader', borrowing(three, one), { kind: 'background' });
  await enroll('One', withLogo(one));
  expect(conflictsIn(await enroll('One', noisy(withLogo(one), 6, 3), { seconds: 110 }))).toEqual([]);
  expect(conflictsIn(await enroll('Two', borrowing(withLogo(two), one, 6)))).toMatchObject([
    { start: 0, referenceId: 'two.1' },
    { start: 0, referenceId: 'two.1' },
    {},
    {},
  ]);
  expect(conflictsIn(await enroll('Three', withLogo(three)))).toEqual([]);
  expect(await library.heldBack('three.1')).toEqual([]);
});

test('a picture that one film holds after the shared footage is not shared while the other goes on', async () => {
  const { enroll } = await prepared();
  await enroll('One', one);
  const holding: Film = (time) => (time < 50 ? two(time) : one(Math.min(time, 70)));
  const conflicts = conflictsIn(await enroll('Two', holding));
  expect(conflicts).toMatchObject([{ referenceId: 'two.1' }]);
  expect(Math.abs(conflicts[0]!.end - 70)).toBeLessThan(0.7);
  expect(Math.abs(conflicts[0]!.otherEnd - 70)).toBeLessThan(0.7);
});

test('a library of one title is not searched', async () => {
  const { home, enroll } = await prepared();
  await enroll('One', one);
  await enroll('One', noisy(one, 6, 3), { seconds: 110 });
  expect(await readdir(home)).not.toContain('index');
});

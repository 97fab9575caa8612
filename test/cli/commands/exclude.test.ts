// @module-tag process
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { expect, test } from 'vitest';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** A library with a film of a minute. */
async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const run = (...words: string[]) => streetdate([...words, '--home', home]);
  await run('enroll', await writeReference(folder, 'film.sdfp', 1), '--title', 'Film', '--street-date', '2026-03-10');
  return { folder, home, run };
}

async function write(folder: string, name: string, film: Film, seconds: number): Promise<string> {
  const path = join(folder, name);
  await saveFingerprint(path, sampleFilm(film, { seconds, framesPerSecond: 10, role: 'reference' }));
  return path;
}

test('an interval is excluded, listed, shown with its title and reference, and removed', async () => {
  const { run } = await prepared();
  const excluded = await run('exclude', 'Film', '0:00:10-0:00:31.5', '40-45', '--reason', 'archive footage');
  expect(excluded).toMatchObject({ status: 0, stderr: 'streetdate: times are those of film.1\n' });
  const [first, second] = excluded.stdout.trimEnd().split('\n');
  expect(first).toMatch(/^[0-9a-f]{12} {2}Film: 0:10\.0-0:31\.5 of film\.1 is excluded: archive footage$/);
  const id = first!.slice(0, 12);

  const listed = records(await run('exclude', 'list', 'film', '--json'));
  expect(listed).toEqual([
    {
      ...{ type: 'exclusion', id, referenceId: 'film.1', start: 10, end: 31.5, reason: 'archive footage' },
      ...{ addedAt: '2026-02-01T12:00:00.000Z', titleId: 'film', title: 'Film' },
    },
    expect.objectContaining({ id: second!.slice(0, 12), start: 40, end: 45 }),
  ]);
  const shown = await run('show', 'Film');
  expect(shown.stdout).toContain(`  excluded 0:10.0-0:31.5 of film.1: archive footage [${id}]`);
  expect((await run('title', 'list', '--json')).stdout).toContain('"exclusions":[{');
  const [reference] = records(await run('show', 'film.1', '--json'));
  expect(reference).toMatchObject({ provesNothing: [{ start: 10, end: 31.5, why: 'excluded', reason: 'archive footage' }, {}] });

  expect((await run('exclude', 'remove', id)).stdout).toContain('0:10.0-0:31.5 of film.1 counts again');
  expect(records(await run('exclude', 'list', '--json'))).toHaveLength(1);
  expect(await run('exclude', 'remove', id)).toMatchObject({ status: 2, stdout: '' });
});

test('a rendition in which an interval is not found is named', async () => {
  const { folder, run } = await prepared();
  await run(
    'enroll',
    await write(
      folder,
      'cut.sdfp',
      noisy((time) => syntheticFilm(1, 60)(time + 32), 9, 3),
      27,
    ),
    '--title',
    'Film',
  );
  const excluded = await run('exclude', 'film', '5-25', '35-45', '--reason', 'archive', '--json');
  const [, , carried, missing, ...more] = records(excluded);
  expect(carried).toMatchObject({ type: 'exclusion', referenceId: 'film.2' });
  expect(missing).toMatchObject({ type: 'not-carried', referenceId: 'film.2', spans: [{ start: 5, end: 25 }] });
  expect(more).toEqual([]);
});

test.each([
  [['exclude', 'film', '--reason', 'x'], 'give at least one interval'],
  [['exclude', 'film', '10', '--reason', 'x'], 'it must be START-END'],
  [['exclude', 'film', '0:75-2:00', '--reason', 'x'], 'it must be START-END'],
  [['exclude', 'film', '20-10', '--reason', 'x'], 'its end must be after its start'],
  [['exclude', 'film', '10-20'], '--reason'],
  [['exclude', 'none', '10-20', '--reason', 'x'], 'there is no title none'],
  [['exclude', 'film', '10-99', '--reason', 'x'], 'reaches beyond the end of film.1, at 0:01:00'],
  [['exclude', 'film', '0-59', '--reason', 'x'], 'use kind background'],
  [['exclude', 'list', 'none'], 'there is no title none'],
  [['conflicts', 'decide', 'abc', 'ours', '--reason', 'x'], 'the last word must be one of undecided, shared, excluded, mine'],
  [['conflicts', 'decide', 'shared', '--reason', 'x'], 'give the id of a conflict'],
  [['conflicts', 'decide', 'abc', 'shared', '--reason', 'x'], 'there is no conflict with the id abc'],
  [['conflicts', 'decide', 'abc', 'shared', '--reason', 'x', '--owner', 'Film'], '--owner goes with the decision mine'],
])('wrong use is refused, and nothing changes: %s', async (words, message) => {
  const { run } = await prepared();
  const refused = await run(...words);
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain(message);
  expect(records(await run('exclude', 'list', '--json'))).toEqual([]);
});

test('enrolling a film that shows a part of another title asks for a decision, which is made by its id', async () => {
  const { folder, run } = await prepared();
  const [one, two] = [syntheticFilm(1, 60), syntheticFilm(2, 100)];
  const quoting: Film = (time) => (time >= 20 && time < 45 ? noisy(one, 8, 3)(time) : two(time));
  const enrolled = await run('enroll', await write(folder, 'two.sdfp', quoting, 90), '--title', 'Two');
  expect(enrolled.status).toBe(0);
  expect(enrolled.stdout).toMatch(/ {2}undecided 0:(19\.9|20\.0)-0:4(4\.9|5\.[01]): Film shows it too, and nobody has decided whose it is/);
  const [, id = ''] = /streetdate conflicts decide ([0-9a-f]{12}) shared/.exec(enrolled.stdout) ?? [];

  const [conflict] = records(await run('conflicts', 'list', '--undecided', '--json'));
  expect(conflict).toMatchObject({ type: 'conflict', id, title: 'Two', otherTitle: 'Film', decision: 'undecided' });
  const decided = await run('conflicts', 'decide', id, 'mine', '--owner', 'Film', '--reason', 'Two quotes it');
  expect(decided.stdout).toContain('of Film; it proves nothing for the other: Two quotes it');
  expect(records(await run('conflicts', 'list', '--undecided', '--json'))).toEqual([]);
  expect((await run('show', 'Film')).stdout).toContain(`[${id}]`);
  expect((await run('show', 'two.1')).stdout).toContain('it belongs to Film: Two quotes it');
});

test('the report names what proves nothing about a title', async () => {
  const { folder, home, run } = await prepared();
  await run('exclude', 'film', '10-31', '--reason', 'archive <footage>');
  await run('scan', await writeCopy(folder, 'copy.sdfp', 1));
  const report = join(home, 'report.html');
  await run('report', '-o', report);
  const page = await readFile(report, 'utf8');
  expect(page).toContain('Proves nothing about <cite>Film</cite>');
  expect(page).toContain('(excluded: archive &lt;footage&gt;)');
});

import { join } from 'node:path';
import { openLibrary, RefusedError, type ScannedFile } from '@streetdate/engine';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';

const NOW = '2026-12-01T00:00:00.000Z';

async function prepared() {
  const folder = await temporaryFolder();
  const library = await openLibrary(join(folder, 'library'), { now: () => new Date(NOW) });
  onTestFinished(() => library.close());
  return { folder, library };
}

test('a source is allowed, once, until it is removed', async () => {
  const { library } = await prepared();
  await library.putTitle({ id: 'sintel', name: 'Sintel' });
  const facts = { host: 'Video.example', account: 'studio', titleId: 'sintel' };
  const { source, isNew } = await library.allow(facts);
  expect(isNew).toBe(true);
  expect(source).toEqual({ ...facts, host: 'video.example', id: source.id, addedAt: NOW });
  expect(await library.allow(facts)).toEqual({ source, isNew: false });
  expect(await library.allowedSources()).toEqual({ sources: [source], unreadable: [] });
  expect(await library.disallow(source.id)).toBe(true);
  expect(await library.disallow(source.id)).toBe(false);
  expect(await library.allowedSources()).toEqual({ sources: [], unreadable: [] });
});

test('many sources are allowed together, or none of them', async () => {
  const { library } = await prepared();
  const good = { host: 'a.example', wholeHost: true } as const;
  await expect(library.allowAll([good, { host: 'b.example' }])).rejects.toThrow('sources[1].account must be given');
  await expect(library.allowAll([good, { ...good, titleId: 'none' }])).rejects.toThrow(RefusedError);
  expect((await library.allowedSources()).sources).toEqual([]);
  const allowed = await library.allowAll([good, { ...good, host: 'b.example' }, good]);
  expect(allowed.map(({ isNew }) => isNew)).toEqual([true, true, false]);
  expect((await library.allowedSources()).sources.map(({ host }) => host)).toEqual(['a.example', 'b.example']);
});

test('a title is given by its id, not by its name', async () => {
  const { library } = await prepared();
  await library.putTitle({ id: 'sintel', name: 'Sintel' });
  await expect(library.allow({ host: 'a.example', wholeHost: true, titleId: 'Sintel' })).rejects.toThrow(
    'there is no title with the id Sintel',
  );
});

test('an export for another party leaves allowed sources out', async () => {
  const { folder, library } = await prepared();
  await library.enroll(await writeReference(folder, 'film.sdfp', 1), { title: 'Film' });
  await library.allow({ host: 'a.example', wholeHost: true });
  await library.exportTo(join(folder, 'exported'));
  await using other = await openLibrary(join(folder, 'other'));
  await other.importFrom(join(folder, 'exported'));
  expect(await other.titles()).toHaveLength(1);
  expect((await other.allowedSources()).sources).toEqual([]);
});

test('a scan keeps the account beside link or host, and refuses it alone', async () => {
  const { folder, library } = await prepared();
  const copy = await writeCopy(folder, 'a.sdfp', 1);
  const outcomes = [];
  for await (const outcome of library.scan(copy, { seenAt: NOW, host: 'video.example', account: 'studio' })) outcomes.push(outcome);
  const [scanned] = outcomes as ScannedFile[];
  expect(scanned!.seen).toEqual([{ host: 'video.example', account: 'studio', seenAt: NOW, seenAtBasis: 'reported' }]);
  await expect(library.scan(copy, { account: 'studio' }).next()).rejects.toThrow('account must be beside link or host');
});

// @module-tag process
// @module-tag waits
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLibrary, openLibrary, type Progress, RefusedError, type ScannedFile, type ScanOutcome } from '@streetdate/engine';
import { parseWindow } from '@streetdate/matcher';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { FOOTAGE } from '../tools/footage.ts';
import { runningDecoders } from '../tools/running-decoders.ts';

const windows = [parseWindow('US:disc:2027-03-09@America/New_York')];
const seenAt = '2027-02-07T12:00:00Z';

/** An open library with one film, and a folder with a copy of it and another film. */
async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const uploads = join(folder, 'uploads');
  await mkdir(uploads);
  const film = await writeReference(folder, 'film.sdfp', 1);
  const copies = [await writeCopy(uploads, 'a.sdfp', 1), await writeCopy(uploads, 'b.sdfp', 2)];
  const library = await openLibrary(home);
  onTestFinished(() => library.close());
  await library.enroll(film, { title: 'Film', windows });
  return { folder, home, uploads, film, copies, library };
}

async function all<T>(generator: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const each of generator) list.push(each);
  return list;
}

test('a library is opened, takes a film, and gives a verdict on each upload', async () => {
  const folder = await temporaryFolder();
  const uploads = join(folder, 'uploads');
  await mkdir(uploads);
  const film = await writeReference(folder, 'film.sdfp', 1);
  await writeCopy(uploads, 'a.sdfp', 1);
  await writeCopy(uploads, 'b.sdfp', 2);
  await writeFile(join(uploads, 'c.mp4'), 'not a film');
  const verdicts: [string, string][] = [];
  const home = join(folder, '.streetdate');
  {
    await using library = await openLibrary(home);
    await library.enroll(film, { title: 'Sintel', windows });
    for await (const outcome of library.scan(uploads, { seenAt, territory: 'US' }))
      verdicts.push([basename(outcome.path), outcome.verdict.kind]);
  }
  expect(verdicts).toEqual([
    ['a.sdfp', 'pre-release-leak'],
    ['b.sdfp', 'no-match'],
    ['c.mp4', 'not-media'],
  ]);
  // The block has closed it: another one may write.
  await (await openLibrary(home)).close();
});

test('enrolling tells what is new and what was there, and refuses another title', async () => {
  const { folder, library, film } = await prepared();
  expect(await library.enroll(film, { title: 'Film' })).toMatchObject([{ kind: 'reference', wasThere: true, reference: { id: 'film.1' } }]);
  const other = await writeReference(folder, 'other.sdfp', 5);
  const options = { title: 'Film', kind: 'master', edition: 'Cut', territory: 'DE' } as const;
  expect(await library.enroll([other], options)).toMatchObject([
    { wasThere: false, reference: { id: 'film.2', kind: 'master', edition: 'Cut', territory: 'DE' } },
  ]);
  expect((await library.references()).map(({ id }) => id)).toEqual(['film.1', 'film.2']);
  expect(await library.titles()).toMatchObject([{ name: 'Film', windows: [{ territory: 'US' }] }]);
  await expect(library.enroll(film, { title: 'Another' })).rejects.toBeInstanceOf(RefusedError);
  await expect(library.enroll(film)).rejects.toThrow(new RangeError('title must be the name or id of a title, got nothing'));
});

test('windows of several titles are set together, or none of them', async () => {
  const { library } = await prepared();
  await library.putTitle({ id: 'other', name: 'Other' });
  const digital = [parseWindow('US:digital:2027-02-01')];
  await library.putWindows(
    new Map([
      ['film', digital],
      ['other', digital],
    ]),
  );
  expect((await library.titles()).map(({ windows }) => windows.length)).toEqual([2, 1]);
  const wrong = new Map([
    ['film', [parseWindow('DE:disc:2027-02-01')]],
    ['Other', digital],
  ]);
  await expect(library.putWindows(wrong)).rejects.toThrow(RefusedError);
  expect((await library.titles()).map(({ windows }) => windows.length)).toEqual([2, 1]);
});

test('enroll throws what kept a path from being enrolled, after the others; enrollEach goes on and says so', async () => {
  const { folder, library } = await prepared();
  const other = await writeReference(folder, 'other.sdfp', 5);
  const paths = [join(folder, 'missing.mkv'), other];
  await expect(library.enroll(paths, { title: 'Other' })).rejects.toMatchObject({ code: 'file-not-found' });
  const each = await all(library.enrollEach(paths, { title: 'Other' }));
  expect(each.map(({ kind }) => kind)).toEqual(['failed', 'reference']);
});

test('a stored scan is not read again, and is judged again by other windows without being read', async () => {
  const { library, uploads } = await prepared();
  const first = await all(library.scan(uploads, { seenAt, territory: 'US' }));
  const again = await all(library.scan(uploads));
  expect(again.map((outcome) => 'reused' in outcome && outcome.reused)).toEqual([true, true]);
  expect(again.map(({ verdict }) => verdict)).toEqual(first.map(({ verdict }) => verdict));
  const judged = await all(library.judgeAgain(undefined, { windows: [parseWindow('US:disc:2027-01-01')] }));
  expect(judged.map(({ verdict }) => verdict.kind)).toEqual(['released-copy', 'no-match']);
  const [unknown] = await all(library.judgeAgain('no such file'));
  expect(unknown).toMatchObject({ error: { code: 'file-not-found' }, verdict: { kind: 'not-scanned' } });
  expect((await library.scans()).length).toBe(2);
});

test('a file whose sighting nobody states was seen no later than it was scanned', async () => {
  const { home, library, copies } = await prepared();
  await library.close();
  // Each look at the clock is a moment later.
  let reads = 0;
  const later = await openLibrary(home, { now: () => new Date(Date.UTC(2027, 1, 7) + reads++) });
  onTestFinished(() => later.close());
  const [outcome] = await all(later.scan(copies[0]!));
  const { scannedAt, sighting } = outcome as ScannedFile;
  expect(sighting.seenAtBasis).toBe('observed');
  expect(Date.parse(sighting.seenAt!)).toBeLessThanOrEqual(Date.parse(scannedAt));
});

test('what is enrolled during the life of a library is found by its next scan, which reads no file again', async () => {
  const { folder, library, uploads } = await prepared();
  await all(library.scan(uploads));
  await library.enroll(await writeReference(folder, 'second.sdfp', 2), { title: 'Second' });
  expect((await all(library.judgeAgain())).every((outcome) => 'isOutdated' in outcome && outcome.isOutdated)).toBe(true);
  const progress: Progress[] = [];
  const outcomes = (await all(library.scan(uploads, { onProgress: (each) => progress.push(each) }))) as ScannedFile[];
  expect(outcomes.map(({ matches }) => matches[0]?.title)).toEqual(['Film', 'Second']);
  expect(outcomes.every(({ isOutdated }) => !isOutdated)).toBe(true);
  expect(progress).toEqual([]);
});

test('the state of the index tells its size, what the next search takes in, and what is damaged', async () => {
  const { folder, home, library, uploads } = await prepared();
  expect(await library.indexState()).toBeUndefined();
  await all(library.scan(uploads));
  const whole = await library.indexState();
  expect(whole).toMatchObject({ segments: 1, references: 1, missing: 0, surplus: 0, faults: [] });
  expect(whole!.frames).toBeGreaterThan(10);
  const [index, older] = [join(home, 'index'), join(folder, 'older-index')];
  await cp(index, older, { recursive: true });
  await library.enroll(await writeReference(folder, 'second.sdfp', 2), { title: 'Second' });
  await rm(index, { recursive: true });
  await cp(older, index, { recursive: true });
  expect(await library.indexState()).toMatchObject({ references: 1, missing: 1, surplus: 0 });
  await writeCopy(uploads, 'c.sdfp', 1);
  await all(library.scan(uploads));
  expect(await library.indexState()).toMatchObject({ references: 2, missing: 0 });
  for (const name of await readdir(index)) if (name.endsWith('.sdsg')) await writeFile(join(index, name), 'cut');
  const damaged = await library.indexState();
  expect(damaged).toMatchObject({ frames: 0, references: 0, missing: 2 });
  expect(damaged!.faults[0]).toMatchObject({ code: 'bad-library' });
  await writeFile(join(index, 'manifest'), 'cut');
  expect((await library.indexState())!.faults).toHaveLength(1);
});

test('a library goes to another one by a folder', async () => {
  const { folder, library } = await prepared();
  expect(await library.exportTo(join(folder, 'handover'))).toMatchObject({ titles: 1, references: 1, added: 1 });
  await using other = await openLibrary(join(folder, 'other'));
  expect(await other.importFrom(join(folder, 'handover'))).toMatchObject({ added: 1 });
  expect(await other.importFrom(join(folder, 'handover'))).toMatchObject({ added: 0 });
  expect((await other.references()).map(({ id }) => id)).toEqual(['film.1']);
});

test('a second writer is refused and told who holds the library since when; readers are not', async () => {
  const { home, library } = await prepared();
  const refused = openLibrary(home, { now: () => new Date('2026-01-01T00:00:00Z') });
  await expect(refused).rejects.toMatchObject({ code: 'bad-library' });
  await expect(refused).rejects.toThrow(new RegExp(`process ${process.pid} on ${hostname()} since 20\\d\\d-\\d\\d-\\d\\dT`));
  await using reader = await openLibrary(home, { access: 'read' });
  expect(await reader.titles()).toHaveLength(1);
  expect(await all(reader.judgeAgain())).toEqual([]);
  await expect(all(reader.scan('.'))).rejects.toThrow('library must be open for writing, got one that is open for reading');
  await expect(reader.enroll('film.mkv', { title: 'x' })).rejects.toBeInstanceOf(TypeError);
  await library.close();
  await library.close();
  await expect(library.titles()).rejects.toBeInstanceOf(TypeError);
});

test('a writer may be waited for, and a killed one is none', async () => {
  const { home, library } = await prepared();
  const waiting = openLibrary(home, { patience: 30 });
  setTimeout(() => void library.close(), 300);
  await (await waiting).close();
  const script = fileURLToPath(new URL('hold-library.ts', import.meta.url));
  const holder = spawn(process.execPath, ['--import', 'tsx', '--conditions=development', script, home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  await expect(openLibrary(home)).rejects.toThrow(`process ${holder.pid} on ${hostname()}`);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await (await openLibrary(home)).close();
});

test('reading makes nothing where there is no library', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'none');
  for (const options of [{ access: 'read' }, { create: false }] as const) {
    await expect(openLibrary(home, options)).rejects.toMatchObject({ code: 'bad-library' });
  }
  expect(await isLibrary(home)).toBe(false);
  expect(await readdir(folder)).toEqual([]);
});

test('an abort throws the signal’s reason; what was yielded is stored, and no decoder runs on', async () => {
  const folder = await temporaryFolder();
  const uploads = join(folder, 'uploads');
  await mkdir(uploads);
  await writeCopy(uploads, '1.sdfp', 1);
  for (const name of ['2.webm', '3.webm']) await copyFile(FOOTAGE.franck, join(uploads, name));
  await using library = await openLibrary(join(folder, 'library'));
  await library.enroll(await writeReference(folder, 'film.sdfp', 1), { title: 'Film', windows });
  const stop = new AbortController();
  const reason = new Error('enough');
  const yielded: ScanOutcome[] = [];
  const scan = async () => {
    for await (const outcome of library.scan(uploads, {
      signal: stop.signal,
      onProgress: ({ seconds }) => seconds > 0 && stop.abort(reason),
    }))
      yielded.push(outcome);
  };
  await expect(scan()).rejects.toBe(reason);
  expect(yielded.map(({ path }) => basename(path))).toEqual(['1.sdfp']);
  expect(runningDecoders()).toEqual([]);
  expect((await library.scans()).map(({ path }) => basename(path))).toEqual(['1.sdfp']);
  // Leaving the loop is the same, without a reason.
  for await (const outcome of library.scan(uploads)) {
    expect(outcome).toMatchObject({ reused: true });
    break;
  }
  expect(runningDecoders()).toEqual([]);
});

test('two scans and an enrollment run side by side in one process', async () => {
  const { folder, library, uploads } = await prepared();
  const other = await writeReference(folder, 'other.sdfp', 9);
  const [one, two, enrolled] = await Promise.all([
    all(library.scan(uploads)),
    all(library.scan(uploads)),
    library.enroll(other, { title: 'Other' }),
  ]);
  const matches = (outcomes: ScanOutcome[]) => outcomes.map((outcome) => 'matches' in outcome && outcome.matches.map(({ title }) => title));
  expect(matches(one)).toEqual(matches(two));
  expect(enrolled).toHaveLength(1);
  expect(await library.scans()).toHaveLength(2);
});

test('the lock says in plain text who holds the library', async () => {
  const { home, library } = await prepared();
  const holder = JSON.parse(await readFile(join(home, 'writer.lock'), 'utf8'));
  expect(holder).toMatchObject({ pid: process.pid, host: hostname(), since: expect.stringMatching(/^20/) });
  await library.close();
  expect(await readdir(home)).not.toContain('writer.lock');
});

// @module-tag process
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ReferenceIndex } from '@streetdate/index';
import { StoredIndex, StoredIndexReader } from '@streetdate/index/store';
import { expect, onTestFinished, test } from 'vitest';
import { noisy, sampleFilm, seeded, syntheticFilm } from '../../tools/synthetic-film.ts';

const reference = (seed: number) => sampleFilm(syntheticFilm(seed, 8), { seconds: 8, framesPerSecond: 8 });
const copy = (seed: number) =>
  sampleFilm(noisy(syntheticFilm(seed, 8), 4, 9), { seconds: 4, framesPerSecond: 4, role: 'query' }).tracks[0]!;

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-index-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function openIndex(folder: string): Promise<StoredIndex> {
  const index = await StoredIndex.open(folder);
  onTestFinished(() => index.close());
  return index;
}

async function openReader(folder: string): Promise<StoredIndexReader> {
  const index = await StoredIndexReader.open(folder);
  onTestFinished(() => index.close());
  return index;
}

/** The ids of the references that a copy is found in. */
function foundIn(index: ReferenceIndex, seed: number): string[] {
  const found = index.candidates(copy(seed), { maxDistance: 15 });
  return [...new Set(Array.from(found.references.subarray(0, found.count), (number) => index.idOf(number)))];
}

/** A folder with a closed index of some films, a segment for each flush. */
async function folderOf(...flushes: readonly (readonly number[])[]): Promise<string> {
  const folder = await temporaryFolder();
  const index = await StoredIndex.open(folder);
  for (const seeds of flushes) {
    for (const seed of seeds) index.add(`film ${seed}`, reference(seed));
    await index.flush();
    await index.settled();
  }
  await index.close();
  return folder;
}

const segmentFiles = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith('.sdsg')).sort();

test('keeps what was flushed: films, fingerprints, order and removals', async () => {
  const folder = await folderOf([1, 2, 3, 4, 5], [6]);
  const index = await openIndex(folder);
  index.remove('film 2');
  index.add('film 7', reference(7));
  expect(foundIn(index, 7)).toEqual(['film 7']);
  await index.close();
  const again = await openIndex(folder);
  expect([...again.ids()]).toEqual([1, 3, 4, 5, 6, 7].map((seed) => `film ${seed}`));
  for (const seed of [1, 3, 6, 7]) {
    expect(foundIn(again, seed)).toEqual([`film ${seed}`]);
    expect(again.get(`film ${seed}`)).toEqual(reference(seed));
  }
  expect(foundIn(again, 2)).toEqual([]);
  expect(again.warnings).toEqual([]);
});

test('merges in the background into few segments, deletes what it merged, and leaves removed films out', async () => {
  const folder = await temporaryFolder();
  const index = await openIndex(folder);
  for (let seed = 1; seed <= 12; seed++) {
    index.add(`film ${seed}`, reference(seed));
    await index.flush();
    expect(foundIn(index, seed)).toEqual([`film ${seed}`]);
  }
  await index.settled();
  expect(index.segments.length).toBeLessThan(5);
  expect((await segmentFiles(folder)).length).toBe(index.segments.length);
  for (let seed = 1; seed <= 10; seed++) index.remove(`film ${seed}`);
  await index.flush();
  await index.settled();
  expect(index.memory.segmentFrames).toBeLessThan(2.1 * index.frameCount);
  expect(foundIn(index, 12)).toEqual(['film 12']);
});

test('readers see what a writer flushed when they refresh, and keep their numbers through its merges', async () => {
  const folder = await folderOf([1, 2]);
  const writer = await openIndex(folder);
  const readers = [await openReader(folder), await openReader(folder)];
  const number = readers[0]!.candidates(copy(2), { maxDistance: 15 }).references[0]!;
  writer.add('film 3', reference(3));
  writer.remove('film 1');
  expect(foundIn(readers[0]!, 3)).toEqual([]);
  await writer.flush();
  await writer.settled();
  for (const reader of readers) {
    expect(foundIn(reader, 1)).toEqual(['film 1']);
    expect(reader.get('film 1')).toEqual(reference(1));
    expect(await reader.refresh()).toBe(true);
    expect(await reader.refresh()).toBe(false);
    expect([foundIn(reader, 1), foundIn(reader, 2), foundIn(reader, 3)]).toEqual([[], ['film 2'], ['film 3']]);
    expect(reader.idOf(number)).toBe('film 2');
    expect(reader.frameCount).toBe(writer.frameCount);
    expect(['add' in reader, 'remove' in reader]).toEqual([false, false]);
  }
});

test('a second writer is told who the first is; a lock that a killed writer left is taken over', async () => {
  const folder = await folderOf([1]);
  const first = await openIndex(folder);
  await expect(StoredIndex.open(folder)).rejects.toMatchObject({
    code: 'bad-library',
    path: join(folder, 'writer.lock'),
    message: `${join(folder, 'writer.lock')}: the index is being written by process ${process.pid} on ${hostname()}; only one can write at a time. Remove this file if that process is gone`,
  });
  await first.close();
  const { pid } = spawnSync(process.execPath, ['--version']);
  await writeFile(join(folder, 'writer.lock'), JSON.stringify({ pid, host: hostname() }));
  expect(foundIn(await openIndex(folder), 1)).toEqual(['film 1']);
});

test.each([
  ['is cut', (path: string) => truncate(path, 300), /: it has 300 bytes, but the manifest gives \d+$/],
  ['is cut to nothing', (path: string) => truncate(path, 0), /does not begin with the magic bytes$/],
  ['has a turned bit', (path: string) => change(path, 1000, (byte) => byte ^ 4), /: its checksum does not match its bytes$/],
  [
    'is of a newer version',
    (path: string) => change(path, 8, () => 9),
    /of version 9, and this program reads up to version 2; install a newer Streetdate$/,
  ],
  ['is missing', (path: string) => rm(path), /cannot be read: there is no such file or folder$/],
] as const)(
  'where a segment %s the others go on answering, the fault names the file, and the segment can be put back',
  async (_, damage, reason) => {
    const folder = await folderOf([1, 2, 3, 4, 5, 6], [7]);
    const files = await segmentFiles(folder);
    expect(files.length).toBe(2);
    const path = join(folder, files[0]!);
    await cp(path, `${path}.kept`);
    await damage(path);
    for (const Index of [StoredIndexReader, StoredIndex]) {
      const told: unknown[] = [];
      const index = await Index.open(folder, { onWarning: (warning) => told.push(warning) });
      expect(index.warnings).toMatchObject([{ path, message: expect.stringMatching(reason) }]);
      expect(index.warnings[0]!.message.startsWith(path)).toBe(true);
      expect(told).toEqual(index.warnings);
      expect([foundIn(index, 1), foundIn(index, 7)]).toEqual([[], ['film 7']]);
      await index.close();
    }
    await cp(`${path}.kept`, path);
    expect(foundIn(await openReader(folder), 1)).toEqual(['film 1']);
  },
);

async function change(path: string, at: number, how: (byte: number) => number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at] = how(bytes[at]!);
  await writeFile(path, bytes);
}

test.each([
  [
    'damaged',
    (text: string) => text.replace('"removed"', '"remover"'),
    /the manifest of an index, or a damaged one: its checksum does not match its text$/,
  ],
  ['cut', (text: string) => text.slice(0, 40), /a damaged one: its first line is not JSON$/],
  [
    'newer',
    (text: string) => text.replace('"version":1', '"version":7'),
    /of an index of version 7, and this program reads up to version 1; install a newer Streetdate$/,
  ],
] as const)('a %s manifest is refused with its name and the reason', async (_, damage, reason) => {
  const folder = await folderOf([1]);
  const path = join(folder, 'manifest');
  await writeFile(path, damage(await readFile(path, 'utf8')));
  for (const Index of [StoredIndexReader, StoredIndex]) {
    await expect(Index.open(folder)).rejects.toMatchObject({
      code: 'bad-library',
      path,
      message: expect.stringMatching(reason),
    });
  }
  expect(await segmentFiles(folder)).toHaveLength(1);
});

test('a folder without an index, and one of another algorithm, are refused', async () => {
  const empty = await temporaryFolder();
  await expect(StoredIndexReader.open(empty)).rejects.toMatchObject({
    code: 'file-not-found',
    path: join(empty, 'manifest'),
  });
  const folder = await folderOf([1]);
  await expect(StoredIndex.open(folder, { algorithm: 'blockhash/1' })).rejects.toThrow(
    'the index is of pdq/1, active, and not of blockhash/1, active',
  );
});

test('on a full disk a flush and a merge fail with the reason, nothing is lost, and both go on when there is room', async ({ skip }) => {
  const disk = join(await temporaryFolder(), 'disk');
  await mkdir(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', disk]).status !== 0)
    return skip('mounting a small disk is not permitted here');
  onTestFinished(() => void spawnSync('umount', ['-l', disk]));
  const index = await StoredIndex.open(join(disk, 'index'));
  let seed = 0;
  const failed = async () => {
    index.add(`film ${++seed}`, reference(seed));
    return await index.flush().then(
      () => undefined,
      (error: unknown) => error,
    );
  };
  let error: unknown;
  while (error === undefined) {
    error = await failed();
    await index.settled();
  }
  expect(error).toMatchObject({
    code: 'file-unwritable',
    message: expect.stringMatching(/(\.sdsg|manifest) cannot be written: the disk is full$/),
  });
  expect(index.warnings.map(({ message }) => message)).toEqual(
    index.warnings.map(() => expect.stringMatching(/(\.sdsg|manifest) cannot be written: the disk is full$/)),
  );
  expect((await readdir(join(disk, 'index'))).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(foundIn(index, seed)).toEqual([`film ${seed}`]);
  const reader = await openReader(join(disk, 'index'));
  expect([...reader.ids()]).toEqual(Array.from({ length: seed - 1 }, (_, at) => `film ${at + 1}`));
  spawnSync('mount', ['-o', 'remount,size=3m', disk]);
  await index.close();
  await reader.refresh();
  expect([...reader.ids()]).toHaveLength(seed);
  expect(foundIn(reader, seed)).toEqual([`film ${seed}`]);
});

/** Starts a process that writes to an index. */
function startWriter(
  folder: string,
  first: number,
): { readonly process: ChildProcess; readonly printed: () => string; readonly end: Promise<unknown> } {
  const script = fileURLToPath(new URL('writer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=development', script, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  return { process: child, printed: () => printed, end: new Promise((resolve) => child.on('close', resolve)) };
}

test('a writer that is killed at any moment, in a flush or a merge, loses nothing that it had acknowledged', async () => {
  const folder = await temporaryFolder();
  const random = seeded(Date.now());
  let first = 1;
  for (let killed = 0; killed < 6; killed++) {
    const writer = startWriter(folder, first);
    // Waited for however long the process takes to start: only what it acknowledged can be lost.
    while (!writer.printed().includes('done') && writer.process.exitCode === null) await sleep(5);
    await sleep(400 * random());
    writer.process.kill('SIGKILL');
    await writer.end;
    const last = (what: string) =>
      Math.max(first - 1, ...[...writer.printed().matchAll(new RegExp(`^${what} (\\d+)$`, 'gm'))].map((line) => Number(line[1])));
    const [begun, done] = [last('begun'), last('done')];
    expect(done).toBeGreaterThanOrEqual(first);
    const index = await openReader(folder);
    expect(index.warnings).toEqual([]);
    const kept = [...index.ids()];
    // What was being flushed is there whole or not at all.
    const reached = kept.includes(`film ${begun}`) ? begun : done;
    const expected = Array.from({ length: reached }, (_, at) => at + 1).filter((seed) => seed % 5 !== 0 || seed + 2 > reached);
    expect(kept).toEqual(expected.map((seed) => `film ${seed}`));
    for (const seed of expected.slice(-3)) {
      expect(foundIn(index, seed)).toEqual([`film ${seed}`]);
      expect(index.get(`film ${seed}`)).toEqual(reference(seed));
    }
    first = reached + 1;
  }
  const after = await openIndex(folder);
  await after.flush();
  await after.settled();
  expect((await segmentFiles(folder)).length).toBe(after.segments.length);
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('another process finds what this one flushed while this one goes on writing', async () => {
  const folder = await temporaryFolder();
  const writer = startWriter(folder, 1);
  const number = (text: string) => Math.max(0, ...[...text.matchAll(/^done (\d+)$/gm)].map((line) => Number(line[1])));
  while (number(writer.printed()) < 1) await sleep(5);
  const reader = await openReader(folder);
  await expect(StoredIndex.open(folder)).rejects.toThrow(`the index is being written by process ${writer.process.pid} on ${hostname()}`);
  for (let round = 0; round < 20; round++) {
    const seed = number(writer.printed());
    await reader.refresh();
    expect(foundIn(reader, seed)).toEqual(foundIn(reader, seed).length === 0 && seed % 5 === 0 ? [] : [`film ${seed}`]);
    await sleep(20);
  }
  writer.process.kill('SIGKILL');
  await writer.end;
  expect(reader.warnings).toEqual([]);
});

test('a file that is being read can be deleted by a merge: the reader goes on with what it has', async () => {
  const folder = await folderOf([1]);
  const reader = await openReader(folder);
  const writer = await openIndex(folder);
  writer.add('film 2', reference(2));
  await writer.flush();
  await writer.settled();
  expect((await segmentFiles(folder))[0]).not.toBe('00000001.sdsg');
  expect(reader.get('film 1')).toEqual(reference(1));
});

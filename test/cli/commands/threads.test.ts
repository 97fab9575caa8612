// @module-tag slow
import { appendFile, mkdir, readdir, truncate } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { searchThreadsFor } from '../../../packages/engine/src/scan/library-search.ts';
import { threadsFor } from '../../../packages/engine/src/scan/media-threads.ts';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { type Run, records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

const clip = clipFolder();
const folder = clip('films');
const film = (name: string) => join(folder, name);
const FILMS = ['a.mp4', 'b.mp4', 'c.mp4', 'd.mp4'].map(film);

/** Makes a film as large as one of minutes: all after its end is one free box, which takes no room on the disk. */
async function enlarge(path: string, bytes: number): Promise<void> {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(bytes);
  head.write('free', 4, 'latin1');
  await appendFile(path, head);
  await truncate(path, bytes);
}

beforeAll(async () => {
  await mkdir(folder);
  for (const [at, path] of FILMS.entries()) {
    const coded = ['-an', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
    await runFfmpeg(['-ss', `${5 * at}`, '-i', FOOTAGE.cap13, '-t', `${4 + at}`, ...coded, path]);
    await enlarge(path, 20_000_000);
  }
});

const threads: Worker[] = [];
const keep = (thread: Worker) => threads.push(thread);
beforeAll(() => void process.on('worker', keep));
beforeEach(() => void threads.splice(0));
afterAll(() => void process.off('worker', keep));

/** What was printed, without the time that it took. */
const untimed = (printed: string) => printed.replace(/"(elapsedSeconds|timesRealTime)":[\d.]+,?/g, '');

/** The records of a run, those that come as files complete in the order of their paths. */
const told = (run: Run) => records(run).toSorted((one, other) => String(one.path ?? one.id).localeCompare(String(other.path ?? other.id)));

test('films that are enrolled and scanned on several threads give what they give on one', async () => {
  const runs: { enrolled: unknown; scanned: string; prints: string[] }[] = [];
  for (const concurrency of [1, 3]) {
    const home = join(await temporaryFolder(), 'library');
    const common = ['--quiet', '--home', home, '--json', '--concurrency', `${concurrency}`];
    const enrolled = await streetdate([
      'enroll',
      ...FILMS.slice(0, 2),
      '--title',
      'Film',
      '--street-date',
      '2026-03-10T00:00:00Z',
      '--promo',
      'none',
      ...common,
    ]);
    expect(enrolled).toMatchObject({ status: 0, stderr: '' });
    const scanned = await streetdate(['scan', folder, ...common]);
    expect(scanned).toMatchObject({ status: 1, stderr: '' });
    expect(threads.length).toBe(concurrency === 1 ? 0 : 5);
    const prints = await readdir(join(home, 'fingerprints'), { recursive: true });
    runs.push({ enrolled: told(enrolled), scanned: untimed(scanned.stdout), prints: prints.sort() });
  }
  expect(runs[0]!.prints.length).toBeGreaterThanOrEqual(6);
  expect(runs[1]).toEqual(runs[0]);
});

test('many files are searched for on several threads, and stored scans again after an enrollment, with what one thread gives in the same order', async () => {
  const folder = await temporaryFolder();
  const uploads = join(folder, 'uploads');
  await mkdir(uploads);
  for (let seed = 1; seed <= 12; seed++) await writeCopy(uploads, `${seed}.sdfp`, seed);
  const references = await Promise.all([1, 2, 3, 4].map((seed) => writeReference(folder, `film-${seed}.sdfp`, seed)));
  const runs: string[][] = [];
  for (const concurrency of [1, 3]) {
    const home = join(folder, `library-${concurrency}`);
    const enroll = (title: string, ...paths: string[]) =>
      streetdate(['enroll', ...paths, '--home', home, '--title', title, '--street-date', '2026-03-10T00:00:00Z']);
    const scan = async () => {
      threads.splice(0);
      const run = await streetdate(['scan', uploads, '--quiet', '--home', home, '--json', '--concurrency', `${concurrency}`]);
      expect(run).toMatchObject({ status: 1, stderr: '' });
      expect(threads.length).toBe(concurrency === 1 ? 0 : 3);
      return untimed(run.stdout);
    };
    await enroll('Film', ...references.slice(0, 2));
    const first = await scan();
    await enroll('Other', ...references.slice(2));
    const again = await scan();
    expect(again).not.toBe(first);
    threads.splice(0);
    const stored = await streetdate(['scan', uploads, '--home', home, '--json']);
    expect(threads).toEqual([]);
    runs.push([first, again, untimed(stored.stdout)]);
  }
  expect(runs[1]).toEqual(runs[0]);
});

test('searching takes a thread for each four files, and no more than half of the free memory', () => {
  expect(searchThreadsFor(3, 3600)).toBe(1);
  expect(searchThreadsFor(100, 3600)).toBe(availableParallelism());
  expect(searchThreadsFor(100, 3600, 1)).toBe(1);
  expect(searchThreadsFor(8, 3600, 64)).toBe(2);
  // A million hours leave no room for a second index of their sound.
  expect(searchThreadsFor(1000, 3.6e9, 64)).toBe(1);
});

test('threads are started for as many files as are read at once, and no more than their bytes pay for', async () => {
  const stills = Array.from({ length: 100 }, (_, at) => clip(`missing-${at}.png`));
  const stream = { name: 'a stream', fileBytes: 1e9, duration: 60, open: async function* () {} };
  expect(await threadsFor(FILMS)).toBe(Math.min(availableParallelism(), 4));
  expect(await threadsFor(FILMS, 3)).toBe(3);
  // 80 MB pay for five threads, 40 MB for two.
  expect(await threadsFor([...FILMS, ...stills], 64)).toBe(5);
  expect(await threadsFor([...FILMS.slice(0, 2), ...stills], 64)).toBe(2);
  expect(await threadsFor(FILMS, 1)).toBe(1);
  expect(await threadsFor(FILMS.slice(0, 1), 4)).toBe(1);
  expect(await threadsFor([FILMS[0]!, stream, stream], 4)).toBe(1);
  expect(await threadsFor([], 4)).toBe(1);
});

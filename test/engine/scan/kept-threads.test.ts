// @module-tag slow
// @module-tag waits
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openLibrary, type ScanOutcome } from '@streetdate/engine';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

async function all<T>(generator: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const each of generator) list.push(each);
  return list;
}

/** A library that keeps threads, with film 1 enrolled. */
async function prepared() {
  const folder = await temporaryFolder();
  const library = await openLibrary(join(folder, 'library'), { keptThreads: 2 });
  onTestFinished(() => library.close());
  await library.enroll(await writeReference(folder, 'film-1.sdfp', 1), { title: 'Film 1' });
  const titlesOf = (outcome: ScanOutcome | undefined) => (outcome && 'matches' in outcome ? outcome.matches.map(({ title }) => title) : []);
  const scan = async (path: string) => titlesOf((await all(library.scan(path, { rescan: true })))[0]);
  return { folder, library, scan };
}

test('scans one after the other and side by side find what each finds alone', async () => {
  const { folder, scan } = await prepared();
  const [copy, other] = [await writeCopy(folder, 'copy.sdfp', 1), await writeCopy(folder, 'other.sdfp', 2)];
  expect(await scan(copy)).toEqual(['Film 1']);
  expect(await Promise.all([scan(copy), scan(other), scan(copy)])).toEqual([['Film 1'], [], ['Film 1']]);
});

test('a scan after an enrollment finds the new film, also while an earlier scan still runs', async () => {
  const { folder, library, scan } = await prepared();
  const copy = await writeCopy(folder, 'copy.sdfp', 2);
  const running = scan(await writeCopy(folder, 'first.sdfp', 1));
  await library.enroll(await writeReference(folder, 'film-2.sdfp', 2), { title: 'Film 2' });
  expect(await scan(copy)).toEqual(['Film 2']);
  expect(await running).toEqual(['Film 1']);
});

test('this thread stays free while a film is searched', async () => {
  const { folder, scan } = await prepared();
  const copy = await writeCopy(folder, 'copy.sdfp', 1);
  await scan(copy);
  const before = performance.eventLoopUtilization();
  for (let round = 0; round < 3; round++) await scan(copy);
  const { utilization } = performance.eventLoopUtilization(before);
  expect(utilization).toBeLessThan(0.5);
});

test('a library that is paused lets another process write, and knows afterwards what was enrolled', async () => {
  const { folder, library, scan } = await prepared();
  const home = join(folder, 'library');
  const copy = await writeCopy(folder, 'copy.sdfp', 2);
  expect(await scan(copy)).toEqual([]);
  await expect(openLibrary(home)).rejects.toThrow(/is being written by process/);
  await library.pause();
  await expect(scan(copy)).rejects.toThrow('library must be reserved for writing, got one that is paused');
  expect(await library.titles()).toHaveLength(1);
  const other = await openLibrary(home);
  await other.enroll(await writeReference(folder, 'film-2.sdfp', 2), { title: 'Film 2' });
  await expect(library.resume()).rejects.toThrow(/is being written by process/);
  await other.close();
  await library.resume();
  expect(await scan(copy)).toEqual(['Film 2']);
  // Whoever pauses twice, or closes a paused one, gives nothing back that is another's.
  await library.pause();
  await library.pause();
  const last = await openLibrary(home);
  await library.close();
  await expect(openLibrary(home)).rejects.toThrow(/is being written by process/);
  await last.close();
});

test('a paused library whose folder was replaced is not written to', async () => {
  const { folder, library } = await prepared();
  const home = join(folder, 'library');
  await library.pause();
  await rename(home, join(folder, 'moved'));
  await expect(library.resume()).rejects.toThrow(/another library has taken its place|no such file/);
  await (await openLibrary(home)).close();
  await expect(library.resume()).rejects.toThrow('another library has taken its place');
  // It holds nothing that keeps others out.
  await (await openLibrary(home)).close();
});

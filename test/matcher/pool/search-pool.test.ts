// @module-tag slow
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { codeAudio, type Fingerprint, fingerprintFrames, fingerprintStill } from '@streetdate/core/portable';
import { BandIndex, findMatches, RenamedIndex, SearchSession, SegmentedIndex } from '@streetdate/matcher';
import { undecidedIntervals } from '@streetdate/matcher/internal';
import { SearchPool } from '@streetdate/matcher/pool';
import { StoredIndex } from '@streetdate/matcher/store';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { IndexSharer } from '../../../packages/index/src/threads/shared-index.ts';
import { passOver } from '../../tools/film-pass.ts';
import { cutOut, pannedFilm, shown } from '../../tools/panned-film.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';
import { inBlocks, syntheticSound } from '../../tools/synthetic-sound.ts';

const reference = (seed: number) => sampleFilm(syntheticFilm(seed, 60), { seconds: 60, framesPerSecond: 8 });
const copy = (seed: number, bits = 20) =>
  sampleFilm(noisy(syntheticFilm(seed, 60), bits, 99), { seconds: 20, framesPerSecond: 4, role: 'query' });
const idsOf = (matches: readonly { readonly referenceId: string }[]) => matches.map(({ referenceId }) => referenceId);

function poolOver(index: SegmentedIndex | RenamedIndex, threads = 1): SearchPool {
  const pool = new SearchPool(index, { threads });
  onTestFinished(() => pool.close());
  return pool;
}

function sealed(seeds: readonly number[]): SegmentedIndex {
  const index = new SegmentedIndex();
  for (const seed of seeds) index.add(`film ${seed}`, reference(seed));
  index.seal();
  return index;
}

function mergeAll(index: SegmentedIndex): void {
  const merging = index.merge(index.segments.slice());
  let step = merging.next();
  while (step.done !== true) step = merging.next();
  index.replace(step.value);
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-pool-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A query that takes a second or so: a long unrelated film, compared with every frame. */
const longUnrelated = sampleFilm(syntheticFilm(70, 600), { seconds: 600, framesPerSecond: 4, role: 'query' });

describe('what a pool finds is what this thread finds, to the last digit', () => {
  const references = new Map<string, Fingerprint>();
  const queries = new Map<string, Fingerprint>();
  const upright = { left: 0.08, top: 0, right: 0.4, bottom: 1 };

  beforeAll(async () => {
    for (const seed of [1, 2, 3]) references.set(`film ${seed}`, reference(seed));
    // A length that is no whole number of milliseconds, which a segment rounds and the memtable does not.
    references.set('odd', { ...reference(4), duration: 60.0001234 });
    const music = (seed: number, role: 'reference' | 'query', noise = 0) =>
      codeAudio(inBlocks(syntheticSound(seed, { seconds: 60, noise })), role);
    references.set('audio', { ...reference(5), tracks: [...reference(5).tracks, ...(await music(5, 'reference'))] });
    for (const seed of [1, 2]) {
      const film = pannedFilm(seed, 30);
      references.set(`panned ${seed}`, await fingerprintFrames(shown(film, 0, 30, 12), { role: 'reference', thumbnails: true }));
    }
    queries.set('a copy', copy(2));
    queries.set('a copy of the odd one', copy(4));
    queries.set('an unrelated film', copy(9));
    const pictures = sampleFilm(syntheticFilm(99, 60), { seconds: 60, framesPerSecond: 4, role: 'query' });
    queries.set('other pictures with the sound', { ...pictures, tracks: [...pictures.tracks, ...(await music(5, 'query', 0.05))] });
    queries.set('a cut of a wide film', await fingerprintFrames(shown(pannedFilm(2, 30), 4, 20, 4, cutOut(upright)), {}));
    queries.set('whole pictures with a second opinion', await fingerprintFrames(shown(pannedFilm(1, 30), 4, 20, 4), {}));
    queries.set('a still', fingerprintStill(pannedFilm(1, 30)(7), {}));
  });

  const fill = (index: SegmentedIndex) => {
    for (const [at, [id, fingerprint]] of [...references].entries()) {
      index.add(id, fingerprint);
      // Two segments, and a memtable.
      if (at === 2 || at === 5) index.seal();
    }
  };

  async function compare(index: SegmentedIndex | RenamedIndex, unrelatedFilms: readonly string[] = []): Promise<void> {
    const pool = poolOver(index, 2);
    for (const [name, query] of queries) {
      const expected = findMatches(query, index);
      if (!['an unrelated film', ...unrelatedFilms].includes(name)) expect(expected.length, name).toBeGreaterThan(0);
      expect(await pool.findMatches(query), name).toEqual(expected);
    }
  }

  test('in memory, in segments and the memtable', async () => {
    const index = new SegmentedIndex();
    fill(index);
    await compare(index);
  });

  test('in a folder, with a reference taken out and one that is not flushed', async () => {
    const index = await StoredIndex.open(await temporaryFolder());
    onTestFinished(() => index.close());
    fill(index);
    index.add('gone', reference(2));
    await index.flush();
    index.remove('gone');
    index.add('film 6', reference(6));
    queries.set('a copy of the one in the memtable', copy(6));
    await compare(index);
    queries.delete('a copy of the one in the memtable');
  });

  test('undecided intervals', async () => {
    const index = sealed([1, 2, 3]);
    const expected = undecidedIntervals(queries.get('a copy')!, index);
    expect(expected.length).toBeGreaterThan(0);
    expect(await poolOver(index).undecidedIntervals(queries.get('a copy')!)).toEqual(expected);
  });

  test('under other names and in another order, with a reference that is not shown', async () => {
    const index = new SegmentedIndex();
    fill(index);
    const shown = [...references.keys()].filter((id) => id !== 'audio').toReversed();
    const renamed = new RenamedIndex(index, new Map(shown.map((id) => [`our ${id}`, id])));
    expect(idsOf(findMatches(queries.get('a copy')!, renamed))).toEqual(['our film 2']);
    expect(findMatches(queries.get('other pictures with the sound')!, renamed)).toEqual([]);
    await compare(renamed, ['other pictures with the sound']);
  });

  test('with the options of a search', async () => {
    const index = sealed([1, 2, 3]);
    const options = { hot: new Set(['film 3']), maxComparisons: 0, reportBelow: 1e9, maxAlignments: 50 };
    const expected = findMatches(copy(2, 70), index, options);
    expect(expected.length).toBeGreaterThan(0);
    expect(await poolOver(index).findMatches(copy(2, 70), options)).toEqual(expected);
  });
});

test('a query sees what was added and taken out before it was asked, and nothing of what came after', async () => {
  const index = sealed([1, 2]);
  const pool = poolOver(index);
  const find = async (seed: number) => idsOf(await pool.findMatches(copy(seed)));
  expect(await find(3)).toEqual([]);
  index.add('film 3', reference(3));
  const before = find(3);
  index.remove('film 3');
  expect([await before, await find(3)]).toEqual([['film 3'], []]);
  index.add('film 3', reference(3));
  index.add('film 4', reference(4));
  expect(await find(3)).toEqual(['film 3']);
  index.remove('film 4');
  index.seal();
  index.add('film 5', reference(5));
  expect([await find(3), await find(4), await find(5)]).toEqual([['film 3'], [], ['film 5']]);
  index.remove('film 1');
  mergeAll(index);
  expect([await find(1), await find(2), await find(3), await find(5)]).toEqual([[], ['film 2'], ['film 3'], ['film 5']]);
  index.detach(index.segments[0]!);
  expect([await find(2), await find(5)]).toEqual([[], ['film 5']]);
  for (const seed of [2, 5]) expect(await pool.findMatches(copy(seed))).toEqual(findMatches(copy(seed), index));
});

test('segments are shared and not copied, and are told as the same ones after a change', () => {
  const index = sealed([1, 2]);
  index.add('film 3', reference(3));
  const sharer = new IndexSharer(index);
  const { shared } = sharer.now();
  expect(shared.segments.map(({ memory }) => memory?.buffer)).toEqual([index.segments[0]!.segment.bytes.buffer]);
  expect(sharer.now().shared).toBe(shared);
  index.remove('film 1');
  const later = sharer.now().shared;
  expect(later.epoch).not.toBe(shared.epoch);
  expect(later.segments[0]!.key).toBe(shared.segments[0]!.key);
  expect(later.segments[0]!.rest).toEqual(shared.segments[0]!.rest);
  expect(later.memtable[0]!.fingerprint).toBe(shared.memtable[0]!.fingerprint);
  // What was told before stays as it was.
  expect([...shared.segments[0]!.numbers]).toEqual([0, 1]);
  sharer.close();
});

test('files that were merged away, or closed, are read as long as a query needs them', async () => {
  const folder = await temporaryFolder();
  const index = await StoredIndex.open(folder);
  for (const seed of [1, 2, 3, 4]) {
    index.add(`film ${seed}`, reference(seed));
    await index.flush();
    await index.settled();
  }
  const pool = poolOver(index);
  const expected = findMatches(copy(2), index);
  const asked = [1, 2, 3].map(() => pool.findMatches(copy(2)));
  const old = await readdir(folder);
  for (const seed of [5, 6, 7, 8, 9]) index.add(`film ${seed}`, reference(seed));
  await index.flush();
  await index.settled();
  expect((await readdir(folder)).filter((name) => old.includes(name) && name.endsWith('.sdsg'))).toEqual([]);
  const last = pool.findMatches(copy(7));
  await index.close();
  for (const found of asked) expect(await found).toEqual(expected);
  expect(idsOf(await last)).toEqual(['film 7']);
});

test('many queries come back in their order, and a slow receiver holds a fast source back', async () => {
  const index = sealed([1, 2, 3]);
  const pool = poolOver(index, 2);
  let taken = 0;
  function* endless() {
    for (;;) yield copy(1 + (taken++ % 4));
  }
  let fetched = 0;
  for await (const matches of pool.findMatchesOfAll(endless(), { most: 3 })) {
    await setTimeout(10);
    expect(taken - fetched).toBeLessThanOrEqual(3);
    expect(idsOf(matches)).toEqual(fetched % 4 === 3 ? [] : [`film ${1 + (fetched % 4)}`]);
    if (++fetched === 20) break;
  }
});

test('an abort stops a search, with its reason; those that wait are stopped as well, and the next one is answered', async () => {
  const index = sealed([1, 2, 3]);
  const pool = poolOver(index);
  await pool.findMatches(copy(1));
  const reason = new Error('enough');
  const controller = new AbortController();
  const { signal } = controller;
  const stopped = [longUnrelated, copy(1)].map((query) => pool.findMatches(query, { signal, maxComparisons: 1e12 }));
  const waiting = pool.findMatches(copy(2));
  await setTimeout(20);
  controller.abort(reason);
  for (const search of stopped) await expect(search).rejects.toBe(reason);
  expect(idsOf(await waiting)).toEqual(['film 2']);
  await expect(pool.findMatches(copy(1), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(pool.findMatchesOfAll([copy(1)], { signal: AbortSignal.abort(reason) }).next()).rejects.toBe(reason);
});

describe('a thread that ends', () => {
  const threads: Worker[] = [];
  const keep = (thread: Worker) => threads.push(thread);
  beforeAll(() => void process.on('worker', keep));
  afterAll(() => void process.off('worker', keep));

  test('fails its query with the reason; the others go on, and another thread takes its place', async () => {
    const pool = poolOver(sealed([1, 2, 3]), 1);
    await pool.findMatches(copy(1));
    const lost = pool.findMatches(longUnrelated, { maxComparisons: 1e12 });
    const waiting = pool.findMatches(copy(2));
    await setTimeout(20);
    await threads.at(-1)!.terminate();
    await expect(lost).rejects.toMatchObject({
      name: 'StreetdateError',
      code: 'thread-failed',
      message: 'a thread ended before its work was done: worker exited with code: 1',
    });
    expect(idsOf(await waiting)).toEqual(['film 2']);
    expect(idsOf(await pool.findMatches(copy(3)))).toEqual(['film 3']);
  });

  test('before it could begin fails what waits for it, and the next query tries again', async () => {
    const end = (thread: Worker) => void thread.terminate();
    process.on('worker', end);
    const pool = poolOver(sealed([1]), 1);
    const searches = [1, 2, 3].map((seed) => pool.findMatches(copy(seed)));
    for (const search of await Promise.allSettled(searches))
      expect(search).toMatchObject({ status: 'rejected', reason: { code: 'thread-failed', message: expect.stringContaining('thread') } });
    process.off('worker', end);
    expect(idsOf(await pool.findMatches(copy(1)))).toEqual(['film 1']);
  });
});

test('an error of the search is that of the search, and the caller’s mistakes are told as such', async () => {
  const folder = await temporaryFolder();
  const index = await StoredIndex.open(folder);
  index.add('film 1', reference(1));
  await index.flush();
  const pool = poolOver(index);
  await expect(pool.findMatches({ ...copy(1), tracks: [] })).rejects.toThrow(new TypeError('query must have a track of pdq/1, got none'));
  await expect(pool.findMatches(copy(1), { maxAlignments: 0 })).rejects.toBeInstanceOf(RangeError);
  expect(() => new SearchPool(index, { threads: 0 })).toThrow(new RangeError('threads must be a whole number from 1 to 1024, got 0'));
  await expect(pool.findMatchesOfAll([], { most: 0 }).next()).rejects.toBeInstanceOf(RangeError);
  await pool.close();
  await pool.close();
  await expect(pool.findMatches(copy(1))).rejects.toThrow(new TypeError('pool must be open, got a closed one'));
  await index.close();
});

test('has as many threads as the machine runs at once', () => {
  expect(new SearchPool(new SegmentedIndex()).threads).toBe(availableParallelism());
});

test('a process that is done ends, though its pool was not closed', async () => {
  const script = fileURLToPath(new URL('search-and-end.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=development', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = await once(child.stdout.setEncoding('utf8'), 'data');
  expect(text).toBe('film 1\n');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('an index that has no segments is refused', () => {
  // @ts-expect-error
  expect(() => new SearchPool(new BandIndex())).toThrow(new TypeError('index must be a SegmentedIndex, got a BandIndex'));
});

test('a pass over a film leaves out what an earlier one has settled, as a session does', async () => {
  const index = sealed([1, 2, 3]);
  const pool = poolOver(index);
  const session = new SearchSession(index);
  const other = syntheticFilm(71, 600);
  const film = syntheticFilm(2, 60);
  const mixed: Film = (time) => (time >= 300 && time < 320 ? noisy(film, 20, 9)(time - 290) : other(time));
  const first = passOver(mixed, 600);
  const { undecided, evidence } = await pool.searchPass(first);
  expect(undecided).toEqual(session.undecided(first));
  const second = passOver(mixed, 600, undecided);
  const earlier = [
    { query: passOver(other, 300), evidence: [] },
    { query: first, evidence },
  ];
  const { matches, ...again } = await pool.searchPass(second, { earlier });
  expect(again.undecided).toEqual(session.undecided(second));
  expect(matches).toEqual(session.matches(second));
  expect(idsOf(matches)).toEqual(['film 2']);
});

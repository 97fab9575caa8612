import { afterEach, describe, expect, test, vi } from 'vitest';
import { generatedCopy, generatedReference } from '../../packages/bench/src/library/generated-library.ts';
import type { Absent, FrameFinder } from '../../packages/bench/src/nearest/frame-finder.ts';
import { linearFinder, segmentedFinder } from '../../packages/bench/src/nearest/own-finders.ts';
import { pgvectorFinder } from '../../packages/bench/src/nearest/pgvector.ts';
import { recallOf } from '../../packages/bench/src/nearest/recall.ts';
import { usearchFinder } from '../../packages/bench/src/nearest/usearch.ts';

const SECONDS = 100;
const film = generatedReference(1, SECONDS);
const [{ hashes }] = film.tracks as [(typeof film.tracks)[0]];
const frames = { codes: hashes, framesAFilm: 8 * SECONDS };
/** Ten seconds from 20 s on; the query has four frames a second, the film eight. */
const copy = { track: generatedCopy(film, 20, 10, 12).tracks[0]!, shows: Array.from({ length: 40 }, (_, frame) => 160 + 2 * frame) };

async function expectFinds(finder: FrameFinder): Promise<void> {
  const widest = finder.breadths.at(-1)!;
  const { frames: shares, lines } = await recallOf(finder, widest, [copy], frames.codes);
  expect(lines).toBe(1);
  for (const share of shares) expect(share).toBeGreaterThan(0.95);
  expect(finder.bytes).toBeGreaterThanOrEqual(frames.codes.byteLength);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

test('the scan and the index find the frames that a copy shows', async () => {
  await expectFinds(linearFinder(frames, 60));
  await expectFinds(segmentedFinder(frames));
});

test('frames that are not found, and lines, are counted', async () => {
  const nothing: FrameFinder = { ...linearFinder(frames, 60), find: async () => copy.shows.map(() => []) };
  expect(await recallOf(nothing, 0, [copy], frames.codes)).toEqual({ frames: [0, 0], lines: 0 });
  const two: FrameFinder = { ...nothing, find: async () => copy.shows.map((shown, frame) => (frame < 2 ? [shown + 1] : [])) };
  expect(await recallOf(two, 0, [copy], frames.codes)).toEqual({ frames: [0.05, 0.05], lines: 0 });
});

const isAbsent = (finder: FrameFinder | Absent): finder is Absent => 'reason' in finder;

describe('beside them', () => {
  test('usearch finds them too', async ({ skip }) => {
    const finder = await usearchFinder(frames);
    if (isAbsent(finder)) return skip(finder.reason);
    await expectFinds(finder);
    await finder.close();
  });

  test('pgvector finds them too, where there is a server', async ({ skip }) => {
    const finder = await pgvectorFinder(frames);
    if (isAbsent(finder)) return skip(finder.reason);
    await expectFinds(finder);
    await finder.close();
  });

  test('a server that is not there is named as what is missing', async () => {
    vi.stubEnv('PGHOST', '127.0.0.1');
    vi.stubEnv('PGPORT', '1');
    const finder = await pgvectorFinder(frames);
    if (!isAbsent(finder)) throw new Error('something answers on port 1');
    expect(finder.reason).toMatch(/^no Postgres with pgvector answers \(PGHOST, PGUSER…\): .*ECONNREFUSED/);
  });
});

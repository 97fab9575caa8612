import type { SharedTime } from '@streetdate/engine';
import { estimateClocks, findGaps, releaseOfPath } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';

/** Random numbers, 0 to 1, that are the same in each run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Contents that spread over servers with known clock errors: most within minutes, some days later, from a different server each. */
async function* spreadOver(errors: Readonly<Record<string, number>>, contents: number, seed: number): AsyncGenerator<SharedTime[]> {
  const random = randomOf(seed);
  for (let at = 0; at < contents; at++) {
    const start = 1.7e12 + random() * 1e10;
    const times = Object.entries(errors).flatMap(([serverId, seconds]) => {
      if (random() < 0.3) return [];
      const delay = random() < 0.25 ? random() * 30 * 86_400 : random() * 120;
      return [{ digest: String(at), serverId, firstMs: start + 1000 * (delay + seconds) }];
    });
    yield times;
  }
}

describe('clock errors', () => {
  const errors = { a: 0, b: 3600, c: -7200, d: 0, e: 0 };

  test('are found within their spread, although a quarter of the copies came days later', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const clocks = await estimateClocks(spreadOver(errors, 200, seed));
      for (const [server, seconds] of Object.entries(errors)) {
        const clock = clocks.get(server)!;
        expect(Math.abs(clock.seconds - seconds)).toBeLessThan(120);
        expect(Math.abs(clock.seconds - seconds)).toBeLessThan(2 * clock.spreadSeconds);
        expect(clock).toMatchObject({ basis: 'middle' });
      }
    }
  });

  test('are measured from a clock that is known to be right', async () => {
    const clocks = await estimateClocks(spreadOver({ a: 3600, b: 0 }, 100, 7), { rightClocks: ['a'] });
    expect(clocks.get('a')).toMatchObject({ seconds: 0, basis: 'right-clock' });
    expect(Math.abs(clocks.get('b')!.seconds + 3600)).toBeLessThan(60);
  });

  test('of two servers alone are uncertain by as much as they differ', async () => {
    const clocks = await estimateClocks(spreadOver({ a: 3600, b: 0 }, 100, 7));
    for (const id of ['a', 'b']) {
      const { seconds, spreadSeconds } = clocks.get(id)!;
      expect(Math.abs(seconds)).toBeGreaterThan(1700);
      expect(spreadSeconds).toBeGreaterThanOrEqual(Math.abs(seconds));
    }
  });

  test('are not told where too little is shared', async () => {
    expect(await estimateClocks(spreadOver({ a: 0, b: 3600 }, 4, 1))).toEqual(new Map());
    const groups = (async function* () {
      yield* spreadOver({ a: 0, b: 60 }, 50, 1);
      yield* spreadOver({ c: 0, d: 60 }, 50, 2);
    })();
    // Two pairs that share nothing with each other: neither tells of the other.
    expect([...(await estimateClocks(groups)).keys()].sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});

test('a gap is told where files came almost daily, and not where they came now and then', () => {
  const daily = Array.from({ length: 200 }, (_, at) => ({ day: 20_000 + at + (at >= 100 ? 12 : 0), files: 3 }));
  expect(findGaps(daily)).toEqual([
    {
      from: '2025-01-12',
      days: 12,
      chance: expect.any(Number),
    },
  ]);
  expect(findGaps(daily)[0]!.chance).toBeLessThan(1e-9);
  const random = randomOf(3);
  const seldom = Array.from({ length: 2000 }, (_, day) => ({ day, files: 1 })).filter(() => random() < 0.1);
  expect(findGaps(seldom)).toEqual([]);
  expect(findGaps([])).toEqual([]);
  expect(findGaps([{ day: 5, files: 1 }])).toEqual([]);
});

test('a path claims the release of its folder, or of its own name', () => {
  expect(releaseOfPath('in/The.Film.2026.DVDRip.XviD-GRP/CD1/grp-film.rar//x.avi')?.group).toBe('GRP');
  expect(releaseOfPath('in/The.Film.2026.1080p.BluRay.x264-OTHER.mkv')).toMatchObject({ title: 'The Film', group: 'OTHER' });
  expect(releaseOfPath('in/holiday.mkv')).toBeUndefined();
});

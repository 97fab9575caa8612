import { availableParallelism } from 'node:os';
import { findMatches, type MatchOptions, type SegmentedIndex } from '@streetdate/matcher';
import { SearchPool } from '@streetdate/matcher/pool';
import { StoredIndex } from '@streetdate/matcher/store';
import { compare, median, type Section } from '../measure/figure.ts';
import { inCatalogueFolder } from './catalogue-folder.ts';
import { filmsOf, grow } from './grow.ts';
import { copyOf, stranger } from './minutes.ts';

/** Options for {@link askAtOnce}. */
export interface AtOnceOptions {
  /** Queries that are asked at once. @defaultValue 10 */
  readonly queries?: number;
  /** Timed rounds, after one in which each thread reads what it needs. @defaultValue 3 */
  readonly rounds?: number;
}

/** By the index alone: what an exhaustive comparison of a small library takes says nothing of a large one. */
const SEARCH: MatchOptions = { maxComparisons: 0 };

/** What one way of answering took in each round, seconds. */
interface Way {
  readonly name: string;
  readonly threads: number;
  readonly answer: () => Promise<number>;
  readonly seconds: number[];
  readonly coreSeconds: number[];
}

/** Options for {@link benchAtOnce}. */
export interface BenchAtOnceOptions extends AtOnceOptions {
  /** Sizes of the catalogue, millions of frames, smallest first. @defaultValue [1, 5] */
  readonly millions?: readonly number[];
  /** Folder that keeps the catalogue. @defaultValue a temporary one */
  readonly keep?: string | undefined;
}

/** Lets a catalogue of generated films grow in a folder, and at each size asks minutes at once. @throws As {@link askAtOnce} and {@link grow}. */
export function benchAtOnce({ millions = [1, 5], keep, ...options }: BenchAtOnceOptions = {}): Promise<Section[]> {
  return inCatalogueFolder(keep, async (folder) => {
    const sections: Section[] = [];
    for (const size of millions) {
      const films = filmsOf(size);
      await grow(folder, films);
      const index = await StoredIndex.open(folder, { readOnly: true });
      sections.push(await askAtOnce(`${size} million frames`, index, films, options));
      await index.close();
    }
    return sections;
  });
}

/**
 * Asks minutes at once, half of them copies and half of films that are not there: one after the other on the main thread, and in pools of one thread, two, four and so on, up to
 * what the machine runs at once. The ways take turns. The loop is the baseline, so that a pool of two has a ratio of a half at best.
 * @throws Error when a way finds another number of matches than the loop.
 */
export async function askAtOnce(what: string, index: SegmentedIndex, films: number, options: AtOnceOptions = {}): Promise<Section> {
  const { queries: count = 10, rounds = 3 } = options;
  const queries = Array.from({ length: count }, (_, query) =>
    query % 2 === 0 ? copyOf(1 + ((query * 7919) % films), query) : stranger(query),
  );
  const sizes = threadCounts(availableParallelism());
  const pools = sizes.map((threads) => new SearchPool(index, { threads }));
  const way = (name: string, threads: number, answer: Way['answer']): Way => ({ name, threads, answer, seconds: [], coreSeconds: [] });
  const ways = [
    way('loop over findMatches', 1, async () => queries.reduce((found, query) => found + findMatches(query, index, SEARCH).length, 0)),
    ...pools.map((pool) =>
      way(`SearchPool, ${pool.threads} thread${pool.threads === 1 ? '' : 's'}`, pool.threads, async () => {
        const found = await Promise.all(queries.map((query) => pool.findMatches(query, SEARCH)));
        return found.reduce((sum, matches) => sum + matches.length, 0);
      }),
    ),
  ];
  try {
    const expected = await ways[0]!.answer();
    for (let round = 0; round <= rounds; round++) {
      for (const { name, answer, seconds, coreSeconds } of ways) {
        const cpu = process.cpuUsage();
        const start = performance.now();
        const found = await answer();
        const took = (performance.now() - start) / 1000;
        const { user, system } = process.cpuUsage(cpu);
        if (found !== expected) throw new Error(`${name} found ${found} matches, the loop ${expected}`);
        if (round === 0) continue;
        seconds.push(took);
        coreSeconds.push((user + system) / 1e6);
      }
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
  }
  const [, one, ...more] = ways;
  const scaling = more.map(({ threads, seconds, coreSeconds }) => {
    const wall = ratio(one!.seconds, seconds);
    const cpu = ratio(one!.coreSeconds, coreSeconds);
    return `${threads} threads ${wall.toFixed(2)} times as fast as one, at ${(1 / cpu).toFixed(2)} of its CPU time (${(threads * cpu).toFixed(2)} where each has a core to itself)`;
  });
  return {
    title: `${count} queries at once against ${what}`,
    baseline: ways[0]!.name,
    figures: compare(ways.map(({ name, seconds }) => ({ name, unit: 's', values: seconds }))),
    notes: [
      ...(scaling.length === 0 ? ['This machine runs one thread at once.'] : [`${scaling.join('; ')}.`]),
      'Whole searches of a minute, half of them of copies and half of films that are not there; nothing is compared frame by frame (`maxComparisons: 0`). All ways find the same matches.',
    ],
  };
}

/** One, two, four and so on, and all. */
function threadCounts(most: number): number[] {
  const counts = [];
  for (let count = 1; count < most; count *= 2) counts.push(count);
  return [...counts, most];
}

/** How many times as long the first took, round by round. */
function ratio(one: readonly number[], other: readonly number[]): number {
  return median(one.map((value, round) => value / other[round]!));
}

import { fileURLToPath } from 'node:url';
import { StoredIndexReader } from '@streetdate/index/store';
import { SearchPool } from '@streetdate/matcher/pool';
import type { Section } from '../measure/figure.ts';
import { measureScaling } from '../measure/scaling.ts';
import { inCatalogueFolder } from './catalogue-folder.ts';
import { filmsOf, grow } from './grow.ts';
import { minutesAtOnce, SEARCH } from './minutes.ts';

/** The extension is this file's own: the script runs from the sources and from the build. */
const LOOP = fileURLToPath(new URL(`./search-loop${import.meta.url.slice(-3)}`, import.meta.url));

/** Options for {@link askAtOnce}. */
export interface AtOnceOptions {
  /** Queries for each thread. @defaultValue 10 */
  readonly queries?: number;
  /** Timed rounds, after one in which each thread reads its input. @defaultValue 3 */
  readonly rounds?: number;
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
      sections.push(await askAtOnce(`${size} million frames`, folder, films, options));
    }
    return sections;
  });
}

/**
 * Searches the catalogue in a folder for many minutes at the same time, in pools of one and more threads. Half are copies, half are films that are not enrolled.
 * @throws As {@link measureScaling}.
 */
export async function askAtOnce(what: string, folder: string, films: number, options: AtOnceOptions = {}): Promise<Section> {
  const { queries: count = 10, rounds } = options;
  const queries = minutesAtOnce(films, count);
  const index = await StoredIndexReader.open(folder);
  const search = (threads: number) => {
    const pool = new SearchPool(index, { threads });
    const work = async (times: number) => {
      const asked = queries.flatMap((query) => Array.from({ length: times }, () => pool.findMatches(query, SEARCH)));
      return (await Promise.all(asked)).reduce((sum, matches) => sum + matches.length, 0);
    };
    return { work, close: () => pool.close() };
  };
  try {
    return await measureScaling(
      {
        title: `${count} queries at once against ${what}`,
        name: 'SearchPool',
        loop: { script: LOOP, args: [folder, `${films}`, `${count}`] },
        pool: search,
        notes: [
          `Time for ${count} whole searches of a minute, half of copies and half of films that are not there; nothing is compared frame by frame (\`maxComparisons: 0\`). Each thread has so many to do, those that find nothing first. All ways find the same matches.`,
        ],
      },
      rounds,
    );
  } finally {
    await index.close();
  }
}

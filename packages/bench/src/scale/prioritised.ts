import { SegmentedIndex } from '@streetdate/index';
import { chooseFilms, inTemporaryFolder } from '../clips/clips.ts';
import { compare, type Section } from '../measure/figure.ts';
import { completeFilm } from './complete-film.ts';
import { generatedFilm } from './generated-catalogue.ts';
import { filmsOf } from './grow.ts';
import { makeUploads, scanOnce } from './uploads.ts';

/** Options for {@link benchPrioritised}. */
export interface PrioritisedOptions {
  /** Hours of film that are prioritised, fewest first. @defaultValue [10, 400] */
  readonly hours?: readonly number[];
  /** Millions of frames of other films in the library. @defaultValue 50 */
  readonly millions?: number;
  /** Rounds of each figure. @defaultValue 3 */
  readonly rounds?: number;
  /** The film that uploads are cut from. @defaultValue the repository's footage */
  readonly film?: string;
}

/** Films that are added before they become a segment. */
const FILMS_A_SEGMENT = 50;

/**
 * Scans uploads that show nothing of a library in which many hours of film are prioritised: CPU time of the search, as a ratio to decoding
 * and fingerprinting.
 */
export async function benchPrioritised(options: PrioritisedOptions = {}): Promise<Section[]> {
  const { hours = [10, 400], millions = 50, rounds = 3, film } = options;
  const { paths, description } = await chooseFilms(film);
  return await inTemporaryFolder(async (folder) => {
    const index = libraryOf(hours.at(-1) ?? 0, filmsOf(millions));
    const sections: Section[] = [];
    for (const { name, path, seconds } of await makeUploads(paths, folder)) {
      const decoding: number[] = [];
      const searches: { readonly name: string; readonly unit: 's'; readonly values: number[] }[] = [];
      for (const prioritisedHours of [0, ...hours]) {
        const prioritised = new Set(Array.from({ length: prioritisedHours }, (_, film) => nameOf(film + 1)));
        const values: number[] = [];
        // The first scan derives what the index keeps, and is not counted.
        for (let round = 0; round <= rounds; round++) {
          const times = await scanOnce(path, index, { prioritised });
          if (round === 0) continue;
          decoding.push(times.decoding);
          values.push(times.search);
        }
        searches.push({ name: `search, ${prioritisedHours} h prioritised`, unit: 's', values });
      }
      sections.push({
        title: `Finding nothing for ${seconds} s of ${name} beside ${millions} million frames`,
        baseline: 'decoding and fingerprinting',
        figures: compare([{ name: 'decoding and fingerprinting', unit: 's', values: decoding }, ...searches]),
        notes: [
          'CPU times, all passes together.',
          `Upload: ${description}, 480 rows.`,
          `Library: ${hours.at(-1)} generated films of an hour with all tracks, and others with pictures alone.`,
        ],
      });
    }
    return sections;
  });
}

/** Films with all tracks, which may be prioritised, and others with pictures alone. */
function libraryOf(complete: number, others: number): SegmentedIndex {
  const index = new SegmentedIndex();
  for (let film = 1; film <= complete + others; film++) {
    if (film <= complete) index.add(nameOf(film), completeFilm(film));
    else index.add(`other ${film}`, generatedFilm(film));
    if (film % FILMS_A_SEGMENT === 0) index.seal();
  }
  index.seal();
  return index;
}

const nameOf = (film: number): string => `film ${film}`;

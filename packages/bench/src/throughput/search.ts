import type { Fingerprint } from '@streetdate/core/portable';
import { BandIndex, LinearIndex, type WritableReferenceIndex } from '@streetdate/index';
import { findMatches } from '@streetdate/matcher';
import { generatedCopy, generatedReference } from '../library/generated-library.ts';
import type { IndexClass } from '../library/own-index.ts';
import type { Section } from '../measure/figure.ts';
import { measureRounds } from '../measure/rounds.ts';

/** Options for {@link benchSearch}. */
export interface SearchOptions {
  /** Hours of film in the library, one size after the other. @defaultValue [1, 10] */
  readonly hours?: readonly number[];
  /** Length of each query, seconds. @defaultValue 60 */
  readonly querySeconds?: number;
  /** Further indexes to measure. @defaultValue none */
  readonly own?: readonly IndexClass[];
  /** Timed rounds. @defaultValue 5 */
  readonly rounds?: number;
}

/**
 * Times `findMatches` on generated libraries: for a copy of a minute of one film, and for a minute of a film that is not enrolled.
 * The exact linear index is the baseline of the band index.
 * @throws Error when an index does not find the copy where it is, or finds the other: a fast wrong answer is worth nothing.
 */
export async function benchSearch(options: SearchOptions = {}): Promise<Section[]> {
  const { hours = [1, 10], querySeconds = 60, own = [], rounds = 5 } = options;
  const sections: Section[] = [];
  for (const size of hours) {
    const films = Array.from({ length: size }, (_, film) => generatedReference(film + 1, 3600));
    const middle = films[size >> 1]!;
    const copy = generatedCopy(middle, 1234.5, querySeconds);
    const unrelated = generatedCopy(generatedReference(1_000_000, 3600), 1234.5, querySeconds);
    const linear = filled(new LinearIndex(), films);
    const band = filled(new BandIndex(), films);
    const others = own.map((Index) => ({ name: Index.name || 'own index', index: filled(new Index(), films) }));
    const notes = [
      `Library: ${size} generated film(s) of an hour, ${linear.frameCount.toLocaleString('en')} reference frames of 256 bits.`,
      `Query: ${querySeconds} s at 4 frames a second; the copy has 20 of 256 bits turned in each frame.`,
    ];
    const compareOn = (title: string, query: Fingerprint, expected: string | undefined) =>
      measureRounds(
        `${title} in ${size} h`,
        [
          { name: 'LinearIndex', run: async () => expectFound(findMatches(query, linear), expected) },
          { name: 'BandIndex', run: async () => expectFound(findMatches(query, band), expected) },
          ...others.map(({ name, index }) => ({ name, run: async () => expectFound(findMatches(query, index), expected) })),
        ],
        notes,
        { rounds, cpu: false },
      );
    sections.push(...(await compareOn('Finding a copy', copy, `film ${size >> 1}`)));
    sections.push(...(await compareOn('Finding nothing', unrelated, undefined)));
  }
  return sections;
}

function filled<Index extends WritableReferenceIndex>(index: Index, films: readonly Fingerprint[]): Index {
  for (const [film, fingerprint] of films.entries()) index.add(`film ${film}`, fingerprint);
  return index;
}

function expectFound(matches: readonly { readonly referenceId: string; readonly strength: string }[], expected: string | undefined): void {
  const found = matches.find(({ strength }) => strength === 'strong')?.referenceId;
  if (found !== expected) throw new Error(`the search should find ${expected ?? 'nothing'}, and found ${found ?? 'nothing'}`);
}

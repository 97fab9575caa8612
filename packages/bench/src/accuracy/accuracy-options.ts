import type { MatchOptions } from '@streetdate/matcher';
import type { SetName } from './film-sets.ts';

/** Options of a run of the accuracy benchmark. */
export interface AccuracyOptions {
  /** Folder of clips, every media file a film of its own. @defaultValue the footage of npm packages */
  readonly clips?: string | undefined;
  /** Which half of the footage to use. @defaultValue 'tuning' */
  readonly set?: SetName | undefined;
  /** Seed of all draws. @defaultValue 1 for the tuning set, 20001 for the reported set */
  readonly seed?: number | undefined;
  /** Names of attacks and negatives to run. @defaultValue all */
  readonly attacks?: readonly string[] | undefined;
  /** Copies of each attack. @defaultValue 1 of the packages' few films, 4 of a folder of clips */
  readonly perAttack?: number | undefined;
  /** Unrelated pairs to search as well; 0 for none. @defaultValue 0 */
  readonly nullPairs?: number | undefined;
  /** Versions of each film that unrelated pairs enroll beside it: a part of its picture, played backwards. @defaultValue 0 */
  readonly nullVersions?: number | undefined;
  /** Whether references keep thumbnails. @defaultValue false */
  readonly thumbnails?: boolean | undefined;
  /** Whether queries are scanned by key frames first, as a scan does with long films. @defaultValue false */
  readonly cascade?: boolean | undefined;
  /** Hours of other films in the library: generated ones, and real footage made strange. @defaultValue 0 */
  readonly libraryHours?: number | undefined;
  /** Whether the references are prioritised, as titles are that are not out yet. @defaultValue false */
  readonly prioritised?: boolean | undefined;
  /** Whether to run the peers too. @defaultValue false */
  readonly peers?: boolean | undefined;
  /** Folder of the results. @defaultValue benchmarks/results/accuracy */
  readonly out?: string | undefined;
  /** Folder that keeps films, queries and fingerprints between runs. @defaultValue .cache/accuracy */
  readonly keep?: string | undefined;
  /** Passed to the matcher; empty for what the product ships with. */
  readonly match?: MatchOptions | undefined;
  /** Called with each line of progress. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

import type { CopyDraft } from '../copy-draft.ts';
import type { Film } from '../film.ts';
import type { Random } from '../seeded-random.ts';

/** What negatives draw from. */
export interface NegativeStock {
  /** Films that are not in the library. */
  readonly unenrolled: readonly Film[];
  /** Those of them of which other takes are in the library: other parts of an enrolled production, or other clips of the same scene. */
  readonly otherTakes: readonly Film[];
  /** The generated intro with which several films of the library begin. */
  readonly intro: Film;
  /** The generated music that lies under one film of the library: its path in the cache. */
  readonly music: string;
}

/** A kind of query that shows nothing of the library, but may be taken for it. */
export interface Negative {
  /** Its name in tables and on the command line. */
  readonly name: string;
  /** What is drawn, and from which range, in words. */
  readonly ranges: string;
  /** How many are made for each one asked for. @defaultValue 1 */
  readonly weight?: number;
  /** Whether the footage has what it takes. @defaultValue always */
  readonly isPossible?: (stock: NegativeStock) => boolean;
  /** Makes one. */
  readonly make: (random: Random, stock: NegativeStock) => CopyDraft;
}

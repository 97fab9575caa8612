import type { ReferenceIndex } from '@streetdate/index';
import type { DerivedKind } from '@streetdate/index/internal';
import { PartsOfReference } from './reference-parts.ts';

/** The crops of one reference; undefined if it has no thumbnails. */
interface Prepared {
  /** Its number in the index. It changes if the reference is removed and added again. */
  readonly number: number | undefined;
  readonly parts: PartsOfReference | undefined;
}

/** Number of thumbnails whose crops are kept between searches: 24 hours of them, 250 MB. */
const MOST_KEPT = 24 * 1800;

/** The crops of the pictures of an index's references. The index owns them; the least recently used are dropped first. */
export class PreparedParts {
  readonly #index: ReferenceIndex;
  readonly #prepared = new Map<string, Prepared>();

  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** The crops of the references with thumbnails. */
  of(ids: ReadonlySet<string>): PartsOfReference[] {
    const all: PartsOfReference[] = [];
    for (const id of ids) {
      const entry = this.#entryOf(id);
      // Moved to the end: the most recently used is dropped last.
      this.#prepared.delete(id);
      this.#prepared.set(id, entry);
      if (entry.parts !== undefined) all.push(entry.parts);
    }
    let count = 0;
    for (const [id, { parts }] of [...this.#prepared].reverse()) {
      count += parts?.timesMs.length ?? 0;
      if (parts !== undefined && count > MOST_KEPT) this.#prepared.delete(id);
    }
    return all;
  }

  #entryOf(id: string): Prepared {
    const number = this.#index.numberOf(id);
    const entry = this.#prepared.get(id);
    if (entry !== undefined && entry.number === number) return entry;
    const thumbnails = this.#index.get(id)?.thumbnails;
    return { number, parts: thumbnails && new PartsOfReference(id, thumbnails) };
  }
}

/** The crops of an index's references. */
export const PARTS: DerivedKind<PreparedParts> = { name: 'picture parts', create: (index) => new PreparedParts(index) };

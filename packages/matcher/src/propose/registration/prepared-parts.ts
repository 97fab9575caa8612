import type { DerivedKind, ReferenceIndex } from '../../reference-index/reference-index.ts';
import { PartsOfReference } from './reference-parts.ts';

/** The parts of one reference; undefined where it has no thumbnails. */
interface Prepared {
  /** Its number in the index: another one after it was removed and added again. */
  readonly number: number | undefined;
  readonly parts: PartsOfReference | undefined;
}

/** Thumbnails whose parts are kept from one search to the next: 24 hours of them, 250 MB. */
const MOST_KEPT = 24 * 1800;

/** The parts of the pictures of an index's references. The index owns them; those used longest ago are dropped first. */
export class PreparedParts {
  readonly #index: ReferenceIndex;
  readonly #prepared = new Map<string, Prepared>();

  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** The parts of those references that have thumbnails. */
  of(ids: ReadonlySet<string>): PartsOfReference[] {
    const all: PartsOfReference[] = [];
    for (const id of ids) {
      const entry = this.#entryOf(id);
      // Put it at the end: what was used last is dropped last.
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

/** The parts of an index's references. */
export const PARTS: DerivedKind<PreparedParts> = { name: 'picture parts', create: (index) => new PreparedParts(index) };

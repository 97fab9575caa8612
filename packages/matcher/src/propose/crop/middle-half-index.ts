import type { DiagonalFilm, DiagonalRow } from '@streetdate/core/internal';
import { ReferenceFollower } from '../../reference-index/reference-follower.ts';
import type { DerivedKind, ReferenceIndex } from '../../reference-index/reference-index.ts';
import { MiddleHalfKeys, type OnPlace } from './middle-half-keys.ts';
import { middleHalves } from './middle-halves.ts';

/** Hours of references up to which middle halves are indexed: 290 KB an hour. */
const MOST_HOURS = 1000;
/** Steps of the references that are indexed together: 150 hours. A reference that is added costs no more than to index so many anew. */
const STEPS_A_PART = 1_350_000;

/**
 * Finds where some pictures of a query resemble the middle halves of an index's references, without comparing them with all. It follows the
 * index: references that are added or removed later are added or removed here at the next look-up.
 */
export class MiddleHalfIndex {
  readonly #index: ReferenceIndex;
  readonly #follower = new ReferenceFollower();
  readonly #waiting = new Set<string>();
  #parts: MiddleHalfKeys[] = [];

  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** Visits the places where few bits differ. @param mostOf - Most bits of a row's pictures together; asked again for each place. */
  visit(rows: readonly DiagonalRow[], mostOf: () => number, visit: OnPlace): void {
    this.#follow();
    for (const part of this.#parts) part.visit(rows, mostOf, visit);
  }

  #follow(): void {
    this.#follower.follow(this.#index, {
      add: (id) => this.#waiting.add(id),
      remove: (id) => {
        this.#waiting.delete(id);
        const part = this.#parts.find(({ ids }) => ids.includes(id));
        for (const other of part?.ids ?? []) if (other !== id) this.#waiting.add(other);
        this.#parts = this.#parts.filter((each) => each !== part);
      },
    });
    if (this.#waiting.size === 0) return;
    const last = this.#parts.at(-1);
    if (last !== undefined && last.steps < STEPS_A_PART) {
      for (const id of last.ids) this.#waiting.add(id);
      this.#parts.pop();
    }
    let [films, steps] = [new Map<string, DiagonalFilm>(), 0];
    const finish = () => {
      if (films.size > 0) this.#parts.push(new MiddleHalfKeys(films));
      [films, steps] = [new Map(), 0];
    };
    for (const { id, codes } of middleHalves(this.#index, this.#waiting)) {
      films.set(id, codes);
      steps += codes.shown.length;
      if (steps >= STEPS_A_PART) finish();
    }
    finish();
    this.#waiting.clear();
  }
}

const MIDDLE_HALF_INDEX: DerivedKind<MiddleHalfIndex> = { name: 'middle half keys', create: (index) => new MiddleHalfIndex(index) };

/** The index of middle halves of an index's references, which the index owns; undefined for a library that is too large for one. */
export function middleHalfIndexOf(index: ReferenceIndex): MiddleHalfIndex | undefined {
  return index.duration > MOST_HOURS * 3600 ? undefined : index.derived.of(MIDDLE_HALF_INDEX);
}

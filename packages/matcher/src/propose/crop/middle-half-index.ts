import type { DiagonalFilm, DiagonalRow } from '@streetdate/core/internal';
import type { ReferenceIndex } from '@streetdate/index';
import { type DerivedKind, ReferenceFollower } from '@streetdate/index/internal';
import type { PriorityReferences } from '../priority.ts';
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
  /** The references of its parts, and those that wait for one. */
  readonly #held = new Set<string>();
  readonly #waiting = new Set<string>();
  #parts: MiddleHalfKeys[] = [];
  #only: ReadonlySet<string> | undefined;

  /** @param only - Holds these references alone. @defaultValue all of the index */
  constructor(index: ReferenceIndex, only?: ReadonlySet<string>) {
    this.#index = index;
    this.#only = only;
  }

  /** Holds these references alone from now on. */
  holdOnly(ids: ReadonlySet<string>): void {
    this.#only = ids;
    for (const id of [...this.#held]) if (!ids.has(id)) this.#remove(id);
    for (const id of ids) if (!this.#held.has(id) && this.#index.numberOf(id) !== undefined) this.#add(id);
  }

  /** Visits the places where few bits differ. @param mostOf - Most bits of a row's pictures together; asked again for each place. */
  visit(rows: readonly DiagonalRow[], mostOf: () => number, visit: OnPlace): void {
    this.#follow();
    for (const part of this.#parts) part.visit(rows, mostOf, visit);
  }

  #follow(): void {
    this.#follower.follow(this.#index, {
      add: (id) => {
        if (this.#only?.has(id) ?? true) this.#add(id);
      },
      remove: (id) => this.#remove(id),
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

  #add(id: string): void {
    this.#held.add(id);
    this.#waiting.add(id);
  }

  #remove(id: string): void {
    this.#held.delete(id);
    this.#waiting.delete(id);
    const part = this.#parts.find(({ ids }) => ids.includes(id));
    for (const other of part?.ids ?? []) if (other !== id) this.#waiting.add(other);
    this.#parts = this.#parts.filter((each) => each !== part);
  }
}

const MIDDLE_HALF_INDEX: DerivedKind<MiddleHalfIndex> = { name: 'middle half keys', create: (index) => new MiddleHalfIndex(index) };

const PRIORITISED_MIDDLE_HALVES: DerivedKind<MiddleHalfIndex> = {
  name: 'middle half keys of prioritised references',
  create: (index) => new MiddleHalfIndex(index, new Set()),
};

/**
 * The index of middle halves of an index's references, which the index owns. In a library that is too large for one it holds the
 * prioritised references alone; undefined if there are none, or too many.
 */
export function middleHalfIndexOf(index: ReferenceIndex, { ids, seconds }: PriorityReferences): MiddleHalfIndex | undefined {
  if (index.duration <= MOST_HOURS * 3600) return index.derived.of(MIDDLE_HALF_INDEX);
  if (ids.size === 0 || seconds > MOST_HOURS * 3600) return undefined;
  const keys = index.derived.of(PRIORITISED_MIDDLE_HALVES);
  keys.holdOnly(ids);
  return keys;
}

import { ReferenceFollower } from './reference-follower.ts';
import type { DerivedKind, ReferenceIndex } from './reference-index.ts';

/** The length of each reference of an index, by its last frame. Known without reading the fingerprint from its file. */
export class ReferenceSeconds {
  readonly #index: ReferenceIndex;
  readonly #seconds = new Map<string, number>();
  readonly #follower = new ReferenceFollower();

  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** Length of some references together, seconds; those that the index does not have count nothing. */
  of(ids: Iterable<string>): number {
    this.#follower.follow(this.#index, { add: () => {}, remove: (id) => this.#seconds.delete(id) });
    let sum = 0;
    for (const id of ids) sum += this.#secondsOf(id);
    return sum;
  }

  #secondsOf(id: string): number {
    const known = this.#seconds.get(id);
    if (known !== undefined) return known;
    const { timesMs, spansMs } = this.#index.trackOf(id) ?? NO_FRAMES;
    const seconds = ((timesMs.at(-1) ?? 0) + (spansMs.at(-1) ?? 0)) / 1000;
    if (this.#index.numberOf(id) !== undefined) this.#seconds.set(id, seconds);
    return seconds;
  }
}

const NO_FRAMES = { timesMs: new Uint32Array(0), spansMs: new Uint32Array(0) };

const REFERENCE_SECONDS: DerivedKind<ReferenceSeconds> = { name: 'reference seconds', create: (index) => new ReferenceSeconds(index) };

/** Length of some references of an index together, seconds. */
export function secondsOfReferences(index: ReferenceIndex, ids: Iterable<string>): number {
  return index.derived.of(REFERENCE_SECONDS).of(ids);
}

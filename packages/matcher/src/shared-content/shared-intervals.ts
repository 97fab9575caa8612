import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { type DerivedKind, ReferenceFollower } from '@streetdate/index/internal';
import { type ContainedInterval, ReferenceQuery } from './reference-query.ts';

/** Length of the pieces in which a reference is searched, seconds: what is shared and no edition is shorter. */
const BLOCK_SECONDS = 60;
/** Blocks whose intervals are kept, those used last: 68 hours of film. */
const MOST_BLOCKS = 4096;

/** What was found of one block of a reference. */
interface Block {
  /** The references that were added to the index until it was searched. */
  readonly searched: number;
  readonly intervals: readonly ContainedInterval[];
}

/**
 * Which intervals of a reference the references of an index contain. It depends on the references alone, and never on a query. A block of a
 * reference is searched in the index when the first query shows it, and once more in references that are added later. The index owns it. It
 * keeps the blocks used last, at most 4,096.
 */
export class SharedIntervals {
  readonly #index: ReferenceIndex;
  readonly #follower = new ReferenceFollower();
  /** The references, in the order they were added. */
  #added: string[] = [];
  readonly #blocks = new Map<string, Block>();

  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /**
   * The intervals of a reference that others contain, where they touch some intervals of it. They may reach beyond these.
   * @param most - Blocks that are searched, in the order of the intervals.
   * @param reference - Its fingerprint, which is asked for when a block has to be searched. The reference may be one of another index.
   */
  of(
    referenceId: string,
    spans: readonly TimeSpan[],
    most: number,
    reference: () => Fingerprint | undefined = () => this.#index.get(referenceId),
  ): ContainedInterval[] {
    this.#follow();
    const blocks = new Set(spans.flatMap(blocksOf));
    let query: ReferenceQuery | undefined;
    const found: ContainedInterval[] = [];
    for (const number of [...blocks].slice(0, most)) {
      const key = `${number} ${referenceId}`;
      const known = this.#blocks.get(key);
      this.#blocks.delete(key);
      let block = known;
      if (block === undefined || block.searched < this.#added.length) {
        query ??= queryOf(referenceId, reference(), this.#index);
        block = { searched: this.#added.length, intervals: [...(known?.intervals ?? []), ...this.#search(query, number, known?.searched)] };
      }
      this.#blocks.set(key, block);
      found.push(...block.intervals);
    }
    for (const key of this.#blocks.keys()) {
      if (this.#blocks.size <= MOST_BLOCKS) break;
      this.#blocks.delete(key);
    }
    return found.filter((interval) => spans.some(({ start, end }) => interval.start < end && start < interval.end));
  }

  #search(query: ReferenceQuery | undefined, block: number, searched: number | undefined): ContainedInterval[] {
    const span = { start: block * BLOCK_SECONDS, end: (block + 1) * BLOCK_SECONDS };
    return query?.find(span, searched === undefined ? undefined : new Set(this.#added.slice(searched))) ?? [];
  }

  #follow(): void {
    const removed = new Set<string>();
    const added: string[] = [];
    this.#follower.follow(this.#index, { add: (id) => added.push(id), remove: (id) => removed.add(id) });
    if (removed.size > 0) {
      this.#blocks.clear();
      this.#added = this.#added.filter((id) => !removed.has(id));
    }
    this.#added.push(...added);
  }
}

function queryOf(id: string, reference: Fingerprint | undefined, index: ReferenceIndex): ReferenceQuery | undefined {
  return reference && new ReferenceQuery(id, reference, index);
}

function blocksOf({ start, end }: TimeSpan): number[] {
  const [first, last] = [Math.floor(start / BLOCK_SECONDS), Math.ceil(end / BLOCK_SECONDS)];
  return Array.from({ length: Math.max(1, last - first) }, (_, at) => first + at);
}

const SHARED: DerivedKind<SharedIntervals> = { name: 'shared intervals', create: (index) => new SharedIntervals(index) };

/** The intervals that the references of an index share; the index owns them. */
export function sharedIntervalsOf(index: ReferenceIndex): SharedIntervals {
  return index.derived.of(SHARED);
}

import type { ReferenceIndex } from '@streetdate/index';
import { secondsOfReferences } from '@streetdate/index/internal';
import { Budget } from './budget.ts';

/** Share of what is left of their budget that one proposer may draw for all of them: the others need theirs. */
const SHARE = 1 / 2;

const NONE: ReadonlySet<string> = new Set();

/**
 * The references that the caller prioritised, such as titles that are not out yet. They have a budget of their own. So a search tries on
 * them what it would try if they were the whole library, and a large catalogue beside them takes nothing from that.
 */
export class PriorityReferences {
  /** Those that the index has. */
  readonly ids: ReadonlySet<string>;
  /** Comparisons of two frames that the search may spend on them. */
  readonly budget: Budget;
  readonly #index: ReferenceIndex;
  #seconds: number | undefined;

  /**
   * @param index - The index that is searched.
   * @param ids - The references, by their ids in the library.
   * @param comparisons - What the search may spend on all of them. An index that holds a part of the library gets its part, by their number.
   * @param share - Share of the library that the index holds, 0 to 1. @defaultValue 1
   */
  constructor(index: ReferenceIndex, ids: ReadonlySet<string>, comparisons: number, share = 1) {
    this.#index = index;
    this.ids = new Set([...ids].filter((id) => index.numberOf(id) !== undefined));
    this.budget = new Budget(share === 1 || ids.size === 0 ? comparisons : (comparisons * this.ids.size) / ids.size);
  }

  /** Their length together, seconds. */
  get seconds(): number {
    this.#seconds ??= secondsOfReferences(this.#index, this.ids);
    return this.#seconds;
  }

  /**
   * Spends comparisons on all of them, if their budget covers that.
   * @param cost - Comparisons, given their length in seconds.
   * @returns All of them, or none.
   */
  draw(cost: (seconds: number) => number): ReadonlySet<string> {
    return this.drawParts(1, cost) === 1 ? this.ids : NONE;
  }

  /**
   * Spends comparisons on all of them for as many parts of a query as their budget covers.
   * @param parts - Number of parts.
   * @param cost - Comparisons of one part, given their length in seconds.
   * @param share - Share of the budget that may be spent, 0 to 1. @defaultValue a half
   * @returns How many parts are covered.
   */
  drawParts(parts: number, cost: (seconds: number) => number, share = SHARE): number {
    if (this.ids.size === 0) return 0;
    const each = cost(this.seconds);
    if (each === 0) return parts;
    const covered = Math.min(parts, Math.floor((share * this.budget.left) / each));
    this.budget.draw(covered * each);
    return covered;
  }
}

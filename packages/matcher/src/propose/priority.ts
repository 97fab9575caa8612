import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { secondsOfReferences } from '../reference-index/reference-seconds.ts';
import { Budget } from './budget.ts';

/** Share of what is left of their budget that one proposer may draw for all of them: the others need theirs. */
const SHARE = 1 / 2;

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

  constructor(index: ReferenceIndex, ids: ReadonlySet<string>, comparisons: number) {
    this.#index = index;
    this.ids = new Set([...ids].filter((id) => index.numberOf(id) !== undefined));
    this.budget = new Budget(comparisons);
  }

  /** Their length together, seconds. */
  get seconds(): number {
    this.#seconds ??= secondsOfReferences(this.#index, this.ids);
    return this.#seconds;
  }

  /** Spends comparisons on all of them, if their budget covers that. @param costASecond - Comparisons for each second of a reference. */
  draw(costASecond: number): boolean {
    return this.ids.size > 0 && this.budget.draw(costASecond * this.seconds, SHARE);
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
    const covered = Math.min(parts, Math.floor((share * this.budget.left) / each));
    this.budget.draw(covered * each);
    return covered;
  }
}

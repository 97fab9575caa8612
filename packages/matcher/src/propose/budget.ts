/** Comparisons of two frames that a search may spend. All proposers draw from one budget; prioritised references have another. */
export class Budget {
  #left: number;

  /** @param comparisons - Comparisons of two whole hashes; a core does about 500 million a second. */
  constructor(comparisons: number) {
    this.#left = comparisons;
  }

  /** Comparisons left. */
  get left(): number {
    return this.#left;
  }

  /** Whether a share of the rest covers so many comparisons. @param share - 0 to 1. @defaultValue 1 */
  affords(comparisons: number, share = 1): boolean {
    return comparisons <= share * this.#left;
  }

  /** Spends comparisons if enough are left. @returns Whether there were. */
  draw(comparisons: number, share = 1): boolean {
    if (!this.affords(comparisons, share)) return false;
    this.#left -= comparisons;
    return true;
  }
}

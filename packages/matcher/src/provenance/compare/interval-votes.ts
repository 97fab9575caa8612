/** Votes of neighbouring moments, which are as alike as each other: what is independent is a stretch, which votes once, for what most of its moments do. */
export class StretchVotes {
  readonly #seconds: number;
  readonly #gains = new Map<number, number>();

  /** @param seconds - Length of a stretch. */
  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** Counts a moment. @param gain - Above nought where it votes for, below where it votes against. */
  add(time: number, gain: number): void {
    const stretch = Math.floor(time / this.#seconds);
    this.#gains.set(stretch, (this.#gains.get(stretch) ?? 0) + Math.sign(gain));
  }

  /** Stretches that vote either way, and those of them that vote for. */
  count(): { readonly stretches: number; readonly stretchesWon: number } {
    const told = [...this.#gains.values()].filter((gain) => gain !== 0);
    return { stretches: told.length, stretchesWon: told.filter((gain) => gain > 0).length };
  }
}

/** A place in a reference that some pictures may show. */
export interface Proposal {
  readonly referenceId: string;
  /** How far the pictures are from it. */
  readonly distance: number;
}

/** What is kept of all proposals. */
export interface NearestOptions<P extends Proposal> {
  /** How many are kept. */
  readonly most: number;
  /** Distance from which on it is no proposal. */
  readonly farthest: number;
  /** Whether two proposals of one reference are neighbours, of which only the nearer one counts. */
  readonly isSamePlace: (one: P, other: P) => boolean;
}

/** The nearest proposals so far, nearest first; of neighbours only the nearest. */
export class NearestProposals<P extends Proposal> {
  readonly list: P[] = [];
  readonly #options: NearestOptions<P>;

  constructor(options: NearestOptions<P>) {
    this.#options = options;
  }

  /** Distance that a further proposal must not exceed. */
  get farthest(): number {
    const { most, farthest } = this.#options;
    return this.list.length < most ? farthest : this.list[most - 1]!.distance;
  }

  /** Puts a proposal where it belongs. */
  add(proposal: P): void {
    const { most, isSamePlace } = this.#options;
    const near = this.list.findIndex((other) => other.referenceId === proposal.referenceId && isSamePlace(other, proposal));
    if (near >= 0) {
      if (this.list[near]!.distance <= proposal.distance) return;
      this.list.splice(near, 1);
    }
    const at = this.list.findIndex(({ distance }) => distance > proposal.distance);
    this.list.splice(at < 0 ? this.list.length : at, 0, proposal);
    this.list.length = Math.min(this.list.length, most);
  }
}

/** A place in a reference that some pictures may match. */
export interface Proposal {
  readonly referenceId: string;
  /** Its distance. */
  readonly distance: number;
}

/** Limits of a list of proposals. */
export interface NearestOptions<P extends Proposal> {
  /** Number of proposals kept. */
  readonly most: number;
  /** Distance from which it is no proposal. */
  readonly farthest: number;
  /** Whether two proposals of one reference are neighbours. Only the nearer one then counts. */
  readonly isSamePlace: (one: P, other: P) => boolean;
}

/** The nearest proposals so far, nearest first, one for each neighbourhood. */
export class NearestProposals<P extends Proposal> {
  readonly list: P[] = [];
  readonly #options: NearestOptions<P>;

  constructor(options: NearestOptions<P>) {
    this.#options = options;
  }

  /** Largest distance of a further proposal. */
  get farthest(): number {
    const { most, farthest } = this.#options;
    return this.list.length < most ? farthest : this.list[most - 1]!.distance;
  }

  /** Inserts a proposal in order. */
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

/** What a verifier has to say about one thing. */
export interface BundleFinding {
  /**
   * `holds`; `fails`; `notice`: a correction, a rejection, a dispute, or times out of order; `asserted`: it rests on the word of the signer; or
   * `unknown`: the bundle and the given keys do not tell.
   */
  readonly kind: 'notice' | 'holds' | 'fails' | 'asserted' | 'unknown';
  /** What it is about. */
  readonly about: 'file' | 'bag' | 'signature' | 'time-stamp' | 'ledger' | 'numbers' | 'verdict' | 'case' | 'pictures';
  /** A sentence for a person. */
  readonly sentence: string;
}

/** What a verification of a bundle found. */
export interface BundleReport {
  /** Whether nothing failed, and a trusted key signed it. */
  readonly holds: boolean;
  /** What holds, what does not, and what cannot be known, in the order of the checks. */
  readonly findings: readonly BundleFinding[];
}

/** The kinds of findings in the order in which a person reads them, with what stands above each. */
export const FINDING_HEADINGS: readonly (readonly [kind: BundleFinding['kind'], heading: string])[] = [
  ['notice', 'Read first:'],
  ['fails', 'Does not hold:'],
  ['holds', 'Holds:'],
  ['asserted', 'Rests on the word of the signer:'],
  ['unknown', 'Cannot be known from the bundle and the given keys:'],
];

/** Collects findings. */
export class Findings {
  /** The findings so far, in order. */
  readonly list: BundleFinding[] = [];

  /** Whether anything failed so far. */
  get failed(): boolean {
    return this.list.some(({ kind }) => kind === 'fails');
  }

  /** Adds one. */
  add(kind: BundleFinding['kind'], about: BundleFinding['about'], sentence: string): void {
    this.list.push({ kind, about, sentence });
  }
}

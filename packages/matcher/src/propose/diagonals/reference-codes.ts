import type { ReferenceIndex } from '@streetdate/index';
import { type DerivedKind, ReferenceFollower } from '@streetdate/index/internal';
import { StepCodes } from './step-codes.ts';

/** The step codes of the references of an index: 120 KB an hour of film. They are computed at the first use of each reference. */
export class ReferenceCodes {
  readonly #codes = new Map<string, StepCodes>();
  readonly #follower = new ReferenceFollower();
  readonly #index: ReferenceIndex;

  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** The step codes of a reference; undefined when the index lost it. */
  of(referenceId: string): StepCodes | undefined {
    this.#follower.follow(this.#index, { add: () => {}, remove: (id) => this.#codes.delete(id) });
    const known = this.#codes.get(referenceId);
    if (known !== undefined) return known;
    const track = this.#index.trackOf(referenceId);
    const codes = track && new StepCodes(track);
    if (codes !== undefined) this.#codes.set(referenceId, codes);
    return codes;
  }
}

const CODES: DerivedKind<ReferenceCodes> = { name: 'step codes', create: (index) => new ReferenceCodes(index) };

/** The step codes of the references of an index, which owns them. */
export function referenceCodesOf(index: ReferenceIndex): ReferenceCodes {
  return index.derived.of(CODES);
}

import { type Fingerprint, findTrack, type HashTrack, type TimeSpan } from '@streetdate/core/portable';
import { Comparisons, type ReferenceLength, type ReferenceLookup } from '../shared-content/reference-lookup.ts';
import type { ContainedInterval } from '../shared-content/reference-query.ts';
import type { GroupAnswer, GroupAnswers, GroupQuestion } from './group-questions.ts';

/** Gets the answers of groups. */
export interface GroupSource {
  /** The hash algorithm whose tracks are compared. */
  readonly algorithm: string;
  /** The view of the picture that is indexed. */
  readonly view: string;
  /** The answers of all groups to a question, in the order of the groups. Undefined if they are not known yet. */
  ask(question: GroupQuestion): readonly GroupAnswer[] | undefined;
  /** The fingerprint of a reference of any group. Undefined also if it is not known yet. */
  fingerprintOf(referenceId: string): Fingerprint | undefined;
}

/** Answers about the references of all groups of a library. */
export class GroupsLookup implements ReferenceLookup {
  readonly algorithm: string;
  readonly #source: GroupSource;
  readonly #comparisons: Comparisons;
  readonly #compared = new Map<string, readonly ContainedInterval[]>();

  constructor(source: GroupSource) {
    this.algorithm = source.algorithm;
    this.#source = source;
    this.#comparisons = new Comparisons(this);
  }

  fingerprintOf(referenceId: string): Fingerprint | undefined {
    return this.#source.fingerprintOf(referenceId);
  }

  trackOf(referenceId: string): HashTrack | undefined {
    const fingerprint = this.#source.fingerprintOf(referenceId);
    return fingerprint && findTrack(fingerprint, this.algorithm, this.#source.view);
  }

  lengthOf(referenceId: string): ReferenceLength {
    return this.#ask<'length'>({ kind: 'length', referenceId }).find(({ frames }) => frames > 0) ?? { frames: 0, seconds: 0 };
  }

  contained(referenceId: string, spans: readonly TimeSpan[], most: number): readonly ContainedInterval[] {
    return this.#ask<'contained'>({ kind: 'contained', referenceId, spans, most }).flat();
  }

  holders(referenceId: string, frames: readonly number[], maxDistance: number): ReadonlyMap<string, ReadonlySet<number>> {
    const held = this.#ask<'holders'>({ kind: 'holders', referenceId, frames, maxDistance }).flat();
    return new Map(held.map(([id, pictures]) => [id, new Set(pictures)]));
  }

  compare(referenceId: string, span: TimeSpan, other: ContainedInterval): readonly ContainedInterval[] {
    const [own, reference] = [this.fingerprintOf(referenceId), this.fingerprintOf(other.referenceId)];
    if (own === undefined || reference === undefined) return [];
    // What is known is not compared again when the merge is repeated with more answers.
    const key = JSON.stringify([referenceId, span, other]);
    const found = this.#compared.get(key) ?? this.#comparisons.compare(referenceId, span, other);
    this.#compared.set(key, found);
    return found;
  }

  #ask<Kind extends GroupQuestion['kind']>(question: Extract<GroupQuestion, { readonly kind: Kind }>): readonly GroupAnswers[Kind][] {
    return (this.#source.ask(question) as readonly GroupAnswers[Kind][] | undefined) ?? [];
  }
}

import type { Fingerprint, HashTrack } from '@streetdate/core';
import type { CandidateOptions, Candidates, ReferenceIndex } from '@streetdate/matcher';
import type { StoredReference } from '../catalogue/references.ts';

/** What an index keeps a reference under: its fingerprint and its id, so that media enrolled anew under an old id is another entry. */
export function keyOf({ id, fingerprintSha256 }: Pick<StoredReference, 'id' | 'fingerprintSha256'>): string {
  return `${fingerprintSha256} ${id}`;
}

/** Characters of a SHA-256 in hexadecimal, and the space after it. */
const ID_AT = 65;

/**
 * Shows those references of an index that a catalogue has, under their own ids. The index may be ahead of the catalogue that was read, when
 * another process enrols.
 */
export class CataloguedIndex implements ReferenceIndex {
  readonly #index: ReferenceIndex;
  readonly #keys: ReadonlyMap<string, string>;
  /** All keys; undefined where the index has no others. */
  readonly #known: ReadonlySet<string> | undefined;

  /** @param index - Keeps references under {@link keyOf}. */
  constructor(index: ReferenceIndex, references: Iterable<StoredReference>) {
    this.#index = index;
    this.#keys = new Map([...references].map((reference) => [reference.id, keyOf(reference)]));
    const known = new Set(this.#keys.values());
    this.#known = [...index.ids()].every((key) => known.has(key)) ? undefined : known;
  }

  get algorithm(): string {
    return this.#index.algorithm;
  }

  get view(): string {
    return this.#index.view;
  }

  get frameCount(): number {
    return this.#index.frameCount;
  }

  get duration(): number {
    return this.#index.duration;
  }

  get revision(): number {
    return this.#index.revision;
  }

  add(referenceId: string): never {
    throw new TypeError(`referenceId must be added to the catalogue, got ${referenceId} for its index`);
  }

  remove(referenceId: string): never {
    throw new TypeError(`referenceId must be removed from the catalogue, got ${referenceId} for its index`);
  }

  get(referenceId: string): Fingerprint | undefined {
    const key = this.#keys.get(referenceId);
    return key === undefined ? undefined : this.#index.get(key);
  }

  trackOf(referenceId: string): HashTrack | undefined {
    const key = this.#keys.get(referenceId);
    return key === undefined ? undefined : this.#index.trackOf(key);
  }

  *ids(): IterableIterator<string> {
    for (const [id, key] of this.#keys) if (this.#index.numberOf(key) !== undefined) yield id;
  }

  numberOf(referenceId: string): number | undefined {
    const key = this.#keys.get(referenceId);
    return key === undefined ? undefined : this.#index.numberOf(key);
  }

  idOf(reference: number): string {
    return this.#index.idOf(reference).slice(ID_AT);
  }

  candidates(track: HashTrack, options: CandidateOptions = {}): Candidates {
    const { only } = options;
    const asked = only === undefined ? this.#known : new Set([...only].flatMap((id) => this.#keys.get(id) ?? []));
    return this.#index.candidates(track, asked === undefined ? options : { ...options, only: asked });
  }
}

import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { KeypointPart } from './segment/keypoint-part.ts';

/** Pairs of a query frame and a reference frame that look alike. Four flat arrays with one entry a pair. */
export interface Candidates {
  /** Number of pairs; the arrays may be longer. */
  readonly count: number;
  /** Index of the query frame in its track. */
  readonly queryFrames: Uint32Array;
  /** Number of the reference; {@link ReferenceIndex.idOf} gives its id. */
  readonly references: Uint32Array;
  /** Index of the reference frame in its track. */
  readonly referenceFrames: Uint32Array;
  /** Bits that differ, 0 to the hash's bits. */
  readonly distances: Uint16Array;
}

/** Most bits of 256 in which look-alike frames differ. One unrelated pair in about a hundred is that close. */
export const DEFAULT_MAX_DISTANCE = 96;

/** Options of {@link ReferenceIndex.candidates}. */
export interface CandidateOptions {
  /** Most bits in which a pair may differ. @defaultValue 96 */
  readonly maxDistance?: number;
  /** Searches only these query frames, given by index. @defaultValue all of them */
  readonly frames?: Iterable<number>;
  /** Searches only these references, given by id. @defaultValue all of them */
  readonly only?: ReadonlySet<string>;
  /** Compares with every reference frame, also with those that the index has no fast way to. @defaultValue false */
  readonly exhaustive?: boolean;
}

/** Finds reference frames that look like the frames of a query. It holds the references' fingerprints and does not copy their hashes. */
export interface ReferenceIndex {
  /** The hash algorithm whose tracks are indexed, such as `pdq/1`. */
  readonly algorithm: string;
  /** The view of the picture that is indexed, such as `active`. */
  readonly view: string;
  /** Number of indexed reference frames. */
  readonly frameCount: number;
  /** Length of all references together, seconds. */
  readonly duration: number;
  /** Changes whenever a reference is added or removed. Data derived from the references is valid while it stays the same. */
  readonly revision: number;
  /** Data that searches derive from the references. An implementation holds `new DerivedData(this)`. */
  readonly derived: DerivedData;
  /** The fingerprint of a reference; undefined when the index does not have it. */
  get(referenceId: string): Fingerprint | undefined;
  /** The indexed track of a reference. An index that keeps references in files gives it much faster than the whole fingerprint. */
  trackOf(referenceId: string): HashTrack | undefined;
  /** The ids of all references, in the order they were added. */
  ids(): IterableIterator<string>;
  /** The number of a reference. A reference that was removed and added again has a new one. */
  numberOf(referenceId: string): number | undefined;
  /** The id of a reference number from {@link Candidates.references}. @throws RangeError when the number is not in use. */
  idOf(reference: number): string;
  /** Finds reference frames that look like the frames of `track`. @throws TypeError when the track is of another algorithm. */
  candidates(track: HashTrack, options?: CandidateOptions): Candidates;
  /** The keypoints that the index keeps in order of their codes. @defaultValue none: searches put those of few references in order themselves */
  storedKeypoints?(): StoredKeypoints;
}

/** Keypoints of references in order of their codes, in files. */
export interface StoredKeypoints {
  /** The parts, each with the id of the reference at a place; undefined for one that was removed or is not shown. */
  readonly parts: readonly { readonly part: KeypointPart; readonly idOf: (place: number) => string | undefined }[];
  /** The references that are in no part: new ones, and those without keypoints. */
  readonly others: readonly string[];
}

/** A reference index that references can be added to and removed from. */
export interface WritableReferenceIndex extends ReferenceIndex {
  /**
   * Adds one reference. The next search finds it.
   * @throws RangeError when the id is taken. TypeError when the fingerprint has no track of the index's algorithm and view.
   */
  add(referenceId: string, fingerprint: Fingerprint): void;
  /** Removes one reference. @returns false when the index did not have it. */
  remove(referenceId: string): boolean;
}

/** A kind of data that is derived from the references of an index, such as an index of their shot cuts. */
export interface DerivedKind<Data> {
  /** Its name, for people. */
  readonly name: string;
  /** Creates the data of one index. It must notice later changes of the index by itself; `ReferenceFollower` helps. */
  readonly create: (index: ReferenceIndex) => Data;
}

/** Data derived from the references of one index. The index owns it: one object of each kind, created at the first use and freed with the index. */
export class DerivedData {
  readonly #index: ReferenceIndex;
  readonly #data = new Map<DerivedKind<unknown>, unknown>();

  /** @param index - The index that owns the data. */
  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** The names of the kinds that were created so far. */
  get kinds(): readonly string[] {
    return [...this.#data.keys()].map(({ name }) => name);
  }

  /** The data of a kind; the same object at every call. */
  of<Data>(kind: DerivedKind<Data>): Data {
    if (!this.#data.has(kind)) this.#data.set(kind, kind.create(this.#index));
    return this.#data.get(kind) as Data;
  }
}

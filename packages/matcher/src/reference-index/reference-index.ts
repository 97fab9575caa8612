import type { Fingerprint, HashTrack } from '@streetdate/core/portable';

/** Query frame and reference frame pairs that look alike, in flat arrays: one entry each in all four. */
export interface Candidates {
  /** How many pairs there are; the arrays may be longer. */
  readonly count: number;
  /** Index of the query frame in its track. */
  readonly queryFrames: Uint32Array;
  /** Number of the reference, for {@link ReferenceIndex.idOf}. */
  readonly references: Uint32Array;
  /** Index of the reference frame in its track. */
  readonly referenceFrames: Uint32Array;
  /** Bits that differ, 0 to the hash's bits. */
  readonly distances: Uint16Array;
}

/** Bits of 256 within which frames are taken for look-alikes: one unrelated pair in about a hundred is that close. */
export const DEFAULT_MAX_DISTANCE = 96;

/** Options of {@link ReferenceIndex.candidates}. */
export interface CandidateOptions {
  /** Pairs that differ in more bits are left out. @defaultValue 96 */
  readonly maxDistance?: number;
  /** Looks only for these query frames, by index. @defaultValue every one */
  readonly frames?: Iterable<number>;
  /** Looks only at these references. @defaultValue every one */
  readonly only?: ReadonlySet<string>;
  /** Compares with every frame, where an index would otherwise leave out what it has no fast way to. @defaultValue false */
  readonly exhaustive?: boolean;
}

/** Finds reference frames that look like a query's frames. Holds the fingerprints that were added; never copies their hashes. */
export interface ReferenceIndex {
  /** The hash algorithm whose tracks are indexed, such as `pdq/1`. */
  readonly algorithm: string;
  /** The view of the picture that is indexed, such as `active`. */
  readonly view: string;
  /** Reference frames indexed. */
  readonly frameCount: number;
  /** Length of all references together, seconds. */
  readonly duration: number;
  /** Another one whenever references were added or taken out: what was derived from them holds as long as it stays. */
  readonly revision: number;
  /**
   * Adds one reference.
   * @throws RangeError when the id is taken, TypeError when the fingerprint has no track of the index's algorithm.
   */
  add(referenceId: string, fingerprint: Fingerprint): void;
  /** Takes one reference out; false when there was none of that id. */
  remove(referenceId: string): boolean;
  /** The fingerprint that was added under this id. */
  get(referenceId: string): Fingerprint | undefined;
  /** Its indexed track alone: for an index whose references lie in files, far less work than the whole fingerprint. */
  trackOf(referenceId: string): HashTrack | undefined;
  /** The ids that are in the index, in the order they were added. */
  ids(): IterableIterator<string>;
  /** The number of the reference of this id; one that was taken out and added again has another. */
  numberOf(referenceId: string): number | undefined;
  /** The id of a reference number found in {@link Candidates.references}. */
  idOf(reference: number): string;
  /** Reference frames near the frames of `track`, which must be of the index's algorithm. */
  candidates(track: HashTrack, options?: CandidateOptions): Candidates;
}

import { type Fingerprint, findTrack, type HashTrack, type TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { type ContainedInterval, ReferenceComparison } from './reference-query.ts';
import { sharedIntervalsOf } from './shared-intervals.ts';

/** Length of a reference: its frames, and seconds to the end of the last one. */
export interface ReferenceLength {
  readonly frames: number;
  readonly seconds: number;
}

/** Answers questions about the references of a library. They may lie in one index, in several, or on other machines. */
export interface ReferenceLookup {
  /** The hash algorithm whose tracks are compared. */
  readonly algorithm: string;
  /** The fingerprint of a reference; undefined when the library does not have it. */
  fingerprintOf(referenceId: string): Fingerprint | undefined;
  /** The indexed track of a reference. */
  trackOf(referenceId: string): HashTrack | undefined;
  /** Its length; zero when the library does not have it. */
  lengthOf(referenceId: string): ReferenceLength;
  /**
   * Intervals of a reference that other references contain, where they touch some intervals of it.
   * @param most - Minutes that are searched, in the order of the intervals.
   */
  contained(referenceId: string, spans: readonly TimeSpan[], most: number): readonly ContainedInterval[];
  /**
   * The references that hold the picture of some frames of a reference, and which of the frames.
   * @param maxDistance - Most bits that differ in the same picture.
   */
  holders(referenceId: string, frames: readonly number[], maxDistance: number): ReadonlyMap<string, ReadonlySet<number>>;
  /** Compares an interval of a reference with an interval of another one, frame by frame. */
  compare(referenceId: string, span: TimeSpan, other: ContainedInterval): readonly ContainedInterval[];
}

/** Answers about the references of one index. */
export class IndexLookup implements ReferenceLookup {
  readonly algorithm: string;
  readonly #index: ReferenceIndex;
  readonly #comparisons: Comparisons;

  constructor(index: ReferenceIndex) {
    this.algorithm = index.algorithm;
    this.#index = index;
    this.#comparisons = new Comparisons(this);
  }

  fingerprintOf(referenceId: string): Fingerprint | undefined {
    return this.#index.get(referenceId);
  }

  trackOf(referenceId: string): HashTrack | undefined {
    return this.#index.trackOf(referenceId);
  }

  lengthOf(referenceId: string): ReferenceLength {
    return lengthOf(this.#index.trackOf(referenceId));
  }

  contained(referenceId: string, spans: readonly TimeSpan[], most: number): readonly ContainedInterval[] {
    return sharedIntervalsOf(this.#index).of(referenceId, spans, most);
  }

  holders(referenceId: string, frames: readonly number[], maxDistance: number): ReadonlyMap<string, ReadonlySet<number>> {
    const track = this.#index.trackOf(referenceId);
    return track === undefined ? new Map() : holdersIn(this.#index, track, frames, maxDistance);
  }

  compare(referenceId: string, span: TimeSpan, other: ContainedInterval): readonly ContainedInterval[] {
    return this.#comparisons.compare(referenceId, span, other);
  }
}

/** Compares references of a lookup by their fingerprints. The tracks of each are prepared once. */
export class Comparisons {
  readonly #lookup: Pick<ReferenceLookup, 'algorithm' | 'fingerprintOf'>;
  readonly #known = new Map<string, ReferenceComparison>();

  constructor(lookup: Pick<ReferenceLookup, 'algorithm' | 'fingerprintOf'>) {
    this.#lookup = lookup;
  }

  compare(referenceId: string, span: TimeSpan, other: ContainedInterval): ContainedInterval[] {
    const fingerprint = this.#lookup.fingerprintOf(other.referenceId);
    const own = this.#known.get(referenceId) ?? this.#comparisonOf(referenceId);
    if (own === undefined || fingerprint === undefined) return [];
    this.#known.set(referenceId, own);
    return own.compare(span, other, fingerprint);
  }

  #comparisonOf(referenceId: string): ReferenceComparison | undefined {
    const fingerprint = this.#lookup.fingerprintOf(referenceId);
    return fingerprint && new ReferenceComparison(fingerprint, this.#lookup.algorithm);
  }
}

/** The length of a reference by its track. */
export function lengthOf(track: HashTrack | undefined): ReferenceLength {
  if (track === undefined) return { frames: 0, seconds: 0 };
  const { timesMs, spansMs } = track;
  const last = timesMs.length - 1;
  return { frames: timesMs.length, seconds: last < 0 ? 0 : (timesMs[last]! + spansMs[last]!) / 1000 };
}

/** The references of an index that hold the pictures of some frames of a track. */
export function holdersIn(
  index: ReferenceIndex,
  track: HashTrack,
  frames: readonly number[],
  maxDistance: number,
): ReadonlyMap<string, ReadonlySet<number>> {
  const found = index.candidates(track, { frames, maxDistance });
  const held = new Map<number, Set<number>>();
  for (let at = 0; at < found.count; at++) {
    const reference = found.references[at]!;
    held.set(reference, (held.get(reference) ?? new Set()).add(found.queryFrames[at]!));
  }
  return new Map([...held].map(([reference, pictures]) => [index.idOf(reference), pictures]));
}

/** The track of a fingerprint that an index compares. */
export function indexedTrackOf(
  fingerprint: Fingerprint | undefined,
  index: Pick<ReferenceIndex, 'algorithm' | 'view'>,
): HashTrack | undefined {
  return fingerprint && findTrack(fingerprint, index.algorithm, index.view);
}

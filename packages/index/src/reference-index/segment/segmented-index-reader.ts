import { fingerprintFault } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type HashTrack } from '@streetdate/core/portable';
import { CandidateList } from '../candidate-list.ts';
import { hashesOf, kernelFor, scanHashes } from '../exhaustive-scan.ts';
import {
  type CandidateOptions,
  type Candidates,
  DEFAULT_MAX_DISTANCE,
  DerivedData,
  type ReferenceIndex,
  type StoredKeypoints,
} from '../reference-index.ts';
import { checkQueryTrack } from '../reference-table.ts';
import { type AttachedSegment, type IndexMemory, type IndexSnapshot, type MergedSegment, REMOVED } from './index-snapshot.ts';
import { Memtable } from './memtable.ts';
import { searchSegments } from './search-segments.ts';
import type { Segment } from './segment.ts';
import { countCommonPostings } from './segment-search.ts';

/** Segments keep lengths in whole milliseconds, seconds. */
const ROUNDING = 0.001;

/** Where a reference is: at place `local` of a segment, or in the memtable. */
interface Place {
  readonly id: string;
  /** The segment; undefined for the memtable. */
  readonly attached?: AttachedSegment;
  readonly local: number;
  readonly frames: number;
  readonly duration: number;
}

/**
 * Searches references in segments and a memtable. Segments never change; a reference that is removed is only marked. Subclasses decide
 * who may change the set of references.
 */
export abstract class SegmentedIndexReader implements ReferenceIndex {
  readonly algorithm: string;
  readonly view: string;
  readonly derived: DerivedData = new DerivedData(this);
  readonly #memtable: Memtable;
  readonly #attached: AttachedSegment[] = [];
  readonly #numbers = new Map<string, number>();
  /** Where the reference of each number is; undefined once it was removed. */
  readonly #places: (Place | undefined)[] = [];
  #bits = 0;
  #frameCount = 0;
  #duration = 0;
  #revision = 0;
  #snapshot: IndexSnapshot | undefined;

  /**
   * @param algorithm - The hash algorithm to index. @defaultValue 'pdq/1'
   * @param view - The view of the picture to index. @defaultValue 'active'
   */
  constructor(algorithm = 'pdq/1', view = 'active') {
    this.algorithm = algorithm;
    this.view = view;
    this.#memtable = new Memtable(algorithm, view);
  }

  get frameCount(): number {
    return this.#frameCount;
  }

  get duration(): number {
    return this.#duration;
  }

  get revision(): number {
    return this.#revision;
  }

  /** The segments, oldest first. */
  get segments(): readonly AttachedSegment[] {
    return this.#attached;
  }

  /** The memory in use. It counts the buckets of every segment, so do not ask for each query. */
  get memory(): IndexMemory {
    const sum = (of: (segment: Segment) => number) => this.#attached.reduce((total, { segment }) => total + of(segment), 0);
    return {
      segmentBytes: sum(({ bytes }) => bytes.length),
      segmentFrames: sum(({ facts }) => facts.frames),
      memtableFrames: this.#memtable.frameCount,
      commonPostings: sum(countCommonPostings),
    };
  }

  /** The state of the index; the same object until the index changes. */
  snapshot(): IndexSnapshot {
    this.#snapshot ??= {
      revision: this.#revision,
      frameCount: this.#frameCount,
      duration: this.#duration,
      segments: this.#attached.map(({ segment, numbers }) => ({ segment, numbers: numbers.slice() })),
      memtable: [...this.#memtable.references()],
    };
    return this.#snapshot;
  }

  get(referenceId: string): Fingerprint | undefined {
    const place = this.#placeOf(referenceId);
    return place?.attached === undefined ? this.#memtable.get(referenceId) : place.attached.segment.fingerprintOf(place.local);
  }

  trackOf(referenceId: string): HashTrack | undefined {
    const place = this.#placeOf(referenceId);
    return place?.attached === undefined ? this.#memtable.trackOf(referenceId) : place.attached.segment.trackOf(place.local);
  }

  ids(): IterableIterator<string> {
    return this.#numbers.keys();
  }

  numberOf(referenceId: string): number | undefined {
    return this.#numbers.get(referenceId);
  }

  idOf(reference: number): string {
    const place = this.#places[reference];
    if (place === undefined) throw new RangeError(`reference must be a number that the index gave out, got ${reference}`);
    return place.id;
  }

  candidates(track: HashTrack, options: CandidateOptions = {}): Candidates {
    checkQueryTrack(track, this.algorithm);
    const { maxDistance = DEFAULT_MAX_DISTANCE, only, exhaustive = false } = options;
    const queryFrames = Uint32Array.from(options.frames ?? track.timesMs.keys());
    const found = new CandidateList();
    const attached = this.#attached
      .filter(({ segment }) => segment.facts.bits === track.bits)
      .map(({ segment, numbers }) => ({ segment, numbers: only === undefined ? numbers : this.#selectNumbers(numbers, only) }));
    if (exhaustive) {
      const kernel = kernelFor(track.bits);
      const queries = hashesOf(track, queryFrames);
      for (const { segment, numbers } of attached) {
        for (const [local, number] of numbers.entries()) {
          if (number !== REMOVED) scanHashes(kernel, queries, queryFrames, segment.codesOf(local), number, maxDistance, found);
        }
      }
    } else {
      const placeOf = (number: number) => this.#places[number]!;
      searchSegments({ attached, placeOf, track, queryFrames, maxDistance, found });
    }
    this.#memtable.search(track, { ...options, frames: queryFrames }, found);
    return found;
  }

  storedKeypoints(): StoredKeypoints {
    const inParts = new Set<string>();
    const parts = this.#attached.flatMap(({ segment, numbers }) => {
      const part = segment.keypoints;
      if (part === undefined) return [];
      const idOf = (place: number) => {
        const number = numbers[place];
        return number === undefined || number === REMOVED ? undefined : this.#places[number]?.id;
      };
      for (const place of part.places) {
        const id = idOf(place);
        if (id !== undefined) inParts.add(id);
      }
      return [{ part, idOf }];
    });
    return { parts, others: [...this.#numbers.keys()].filter((id) => !inParts.has(id)) };
  }

  /**
   * Adds a reference to the memtable.
   * @throws RangeError when the id is taken or the fingerprint is not valid. TypeError when it has no track for this index.
   */
  protected insert(referenceId: string, fingerprint: Fingerprint): void {
    if (this.#numbers.has(referenceId)) throw new RangeError(`referenceId must be new to the index, got ${referenceId} again`);
    // A fault that shows only when the memtable becomes a segment would block all other references.
    const fault = fingerprintFault(fingerprint);
    if (fault !== undefined) throw new RangeError(`fingerprint of ${referenceId} must be a valid one, but its ${fault}`);
    const bits = findTrack(fingerprint, this.algorithm, this.view)?.bits;
    if (bits !== undefined && bits !== this.#bits && this.#frameCount > 0) {
      throw new TypeError(`fingerprint of ${referenceId} must have hashes of ${this.#bits} bits, as the others, got ${bits}`);
    }
    this.#bits = bits ?? this.#bits;
    const number = this.#places.length;
    const frames = this.#memtable.add(referenceId, number, fingerprint);
    this.#numbers.set(referenceId, number);
    this.#setPlace(number, { id: referenceId, local: 0, frames, duration: fingerprint.duration });
  }

  /** Removes a reference. @returns false when there is none of that id. */
  protected takeOut(referenceId: string): boolean {
    const number = this.#numbers.get(referenceId);
    const place = number === undefined ? undefined : this.#places[number];
    if (number === undefined || place === undefined) return false;
    if (place.attached === undefined) this.#memtable.remove(referenceId);
    else place.attached.numbers[place.local] = REMOVED;
    this.#numbers.delete(referenceId);
    this.#setPlace(number, undefined);
    return true;
  }

  /**
   * Adds a segment. References of the memtable and of older segments that are in it too are found in it from now on. They keep
   * their numbers, unless their length differs: then they were removed and added again, and get new ones.
   * @param removed - Places of the segment's references that were removed. @defaultValue none
   */
  protected attachSegment(segment: Segment, removed: readonly number[] = []): AttachedSegment {
    const attached: AttachedSegment = { segment, numbers: new Uint32Array(segment.facts.references).fill(REMOVED) };
    this.#bits = segment.facts.bits;
    const gone = new Set(removed);
    for (let local = 0; local < segment.facts.references; local++) {
      if (gone.has(local)) continue;
      const id = segment.idOf(local);
      const [frames, duration] = [segment.framesOf(local), segment.durationOf(local)];
      const known = this.#places[this.#numbers.get(id) ?? -1];
      if (known !== undefined && (known.frames !== frames || Math.abs(known.duration - duration) > ROUNDING)) this.takeOut(id);
      const number = this.#numbers.get(id) ?? this.#places.length;
      const before = this.#places[number]?.attached;
      if (before !== undefined) before.numbers[this.#places[number]!.local] = REMOVED;
      attached.numbers[local] = number;
      this.#numbers.set(id, number);
      this.#setPlace(number, { id, attached, local, frames, duration });
    }
    this.#attached.push(attached);
    this.#snapshot = undefined;
    return attached;
  }

  /** Drops a segment and those of its references that are in no later one. */
  protected detachSegment(attached: AttachedSegment): void {
    for (const number of attached.numbers) {
      const place = number === REMOVED ? undefined : this.#places[number];
      if (place !== undefined) this.takeOut(place.id);
    }
    this.#attached.splice(this.#attached.indexOf(attached), 1);
    this.#snapshot = undefined;
  }

  /** Replaces segments with the one that was merged from them. References keep their numbers. */
  protected replaceSegments({ segment, sources, replaced }: MergedSegment): AttachedSegment {
    // Read now: references may have been removed since the merge began.
    const numbers = Uint32Array.from(sources, ({ attached, local }) => attached.numbers[local]!);
    const merged: AttachedSegment = { segment, numbers };
    for (const [local, number] of numbers.entries()) {
      const place = this.#places[number];
      if (place !== undefined) this.#places[number] = { ...place, attached: merged, local };
    }
    this.#attached.splice(this.#attached.indexOf(replaced[0]!), replaced.length, merged);
    this.#snapshot = undefined;
    return merged;
  }

  /** Drops the memtable. Its references must be in a segment by now. */
  protected clearMemtable(): void {
    this.#memtable.clear();
    this.#snapshot = undefined;
  }

  /** Takes over the state of another index: the same references in the same order, under the same numbers. */
  protected restore({ revision, frameCount, duration, segments, memtable }: IndexSnapshot): void {
    // References that stay in the memtable are kept, since adding one hashes all its frames into buckets.
    this.#memtable.keep(new Set(memtable.map(({ number }) => number)));
    const before = this.#places.splice(0);
    for (const attached of segments) {
      for (const [local, number] of attached.numbers.entries()) {
        if (number === REMOVED) continue;
        const { segment } = attached;
        const [frames, seconds] = [segment.framesOf(local), segment.durationOf(local)];
        this.#places[number] = { id: segment.idOf(local), attached, local, frames, duration: seconds };
      }
    }
    for (const { id, number, fingerprint } of memtable) {
      this.#places[number] = before[number] ?? {
        id,
        local: 0,
        frames: this.#memtable.add(id, number, fingerprint),
        duration: fingerprint.duration,
      };
    }
    this.#attached.splice(0, this.#attached.length, ...segments);
    this.#numbers.clear();
    // Numbers rise in the order in which references are added.
    for (const [number, place] of this.#places.entries()) if (place !== undefined) this.#numbers.set(place.id, number);
    this.#frameCount = frameCount;
    this.#duration = duration;
    this.#revision = revision;
    this.#snapshot = undefined;
  }

  #placeOf(referenceId: string): Place | undefined {
    const number = this.#numbers.get(referenceId);
    return number === undefined ? undefined : this.#places[number];
  }

  #setPlace(number: number, place: Place | undefined): void {
    const before = this.#places[number];
    this.#frameCount += (place?.frames ?? 0) - (before?.frames ?? 0);
    this.#duration += (place?.duration ?? 0) - (before?.duration ?? 0);
    this.#places[number] = place;
    this.#snapshot = undefined;
    // A reference that only moved to another segment is unchanged.
    if (before === undefined || place === undefined) this.#revision++;
  }

  /** The numbers of those references of a segment that a search asks for. */
  #selectNumbers(numbers: Uint32Array, only: ReadonlySet<string>): Uint32Array {
    return numbers.map((number) => (number !== REMOVED && only.has(this.#places[number]!.id) ? number : REMOVED));
  }
}

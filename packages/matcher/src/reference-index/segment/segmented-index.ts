import { crc32, type Fingerprint, findTrack, fingerprintFault, type HashTrack } from '@streetdate/core/portable';
import { BandIndex } from '../band-index.ts';
import { CandidateList } from '../candidate-list.ts';
import { hashesOf, kernelFor, scanHashes } from '../exhaustive-scan.ts';
import { type CandidateOptions, type Candidates, DEFAULT_MAX_DISTANCE, type ReferenceIndex } from '../reference-index.ts';
import { checkQueryTrack } from '../reference-table.ts';
import { buildSegment, type Checksum } from './build-segment.ts';
import { lookUpSegments } from './search-segments.ts';
import { Segment } from './segment.ts';
import { restsOf, type SegmentPart, segmentPart } from './segment-input.ts';
import { countCommonPostings, GONE } from './segment-search.ts';

/** A segment in an index, with what became of its references. */
export interface AttachedSegment {
  /** The segment, which is never changed. */
  readonly segment: Segment;
  /** The number of each of its references in the index; {@link GONE} for those that were taken out. */
  readonly numbers: Uint32Array;
}

/** What an index holds in memory. */
export interface IndexMemory {
  /** Bytes of all segments. */
  readonly segmentBytes: number;
  /** Frames in segments, those of removed references included. */
  readonly segmentFrames: number;
  /** Frames in the head, whose bytes are not counted: it takes more than a segment for each. */
  readonly headFrames: number;
  /** Postings in buckets so common that look-ups pass them over unless a band is shared to the bit. */
  readonly commonPostings: number;
}

/** A reference in the head of an index. */
export interface HeadReference {
  /** Its id. */
  readonly id: string;
  /** Its number in the index. */
  readonly number: number;
  /** What was added under the id. */
  readonly fingerprint: Fingerprint;
}

/** What an index consists of at one moment. Never changed: segments are shared, and what the index itself may change is a copy. */
export interface IndexSnapshot extends Pick<ReferenceIndex, 'frameCount' | 'duration' | 'revision'> {
  /** The segments, oldest first. */
  readonly segments: readonly AttachedSegment[];
  /** The references that are in none of them, in the order in which they were added. */
  readonly head: readonly HeadReference[];
}

/** Segments keep lengths in whole milliseconds, seconds. */
const ROUNDING = 0.001;

/** Where a reference lies: in a segment, or in the head. */
interface Place {
  readonly id: string;
  readonly attached?: AttachedSegment;
  readonly local: number;
  readonly frames: number;
  readonly duration: number;
}

/**
 * An index for whole catalogues: most references lie in segments, each one buffer that is never changed; what was added last lies in a small
 * {@link BandIndex}, the head, until {@link seal} makes a segment of it. References that are taken out leave a tombstone. It holds 72 bytes a frame
 * or less, and can be searched while segments are merged. In memory alone; `@streetdate/matcher/store` keeps one in a folder.
 */
export class SegmentedIndex implements ReferenceIndex {
  readonly algorithm: string;
  readonly view: string;
  #head: BandIndex;
  /** The number in the index for each number that the head gives. */
  #headNumbers: number[] = [];
  readonly #attached: AttachedSegment[] = [];
  readonly #numbers = new Map<string, number>();
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
    this.#head = new BandIndex(algorithm, view);
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

  /** What it holds in memory. Counts the buckets of every segment, so not to be asked for each query. */
  get memory(): IndexMemory {
    const sum = (of: (segment: Segment) => number) => this.#attached.reduce((total, { segment }) => total + of(segment), 0);
    return {
      segmentBytes: sum(({ bytes }) => bytes.length),
      segmentFrames: sum(({ facts }) => facts.frames),
      headFrames: this.#head.frameCount,
      commonPostings: sum(countCommonPostings),
    };
  }

  add(referenceId: string, fingerprint: Fingerprint): void {
    if (this.#numbers.has(referenceId)) throw new RangeError(`referenceId must be new to the index, got ${referenceId} again`);
    // A faulty one would be noticed only when it is sealed, and keep all the others from that.
    const fault = fingerprintFault(fingerprint);
    if (fault !== undefined) throw new RangeError(`fingerprint of ${referenceId} must be a valid one, but its ${fault}`);
    const bits = findTrack(fingerprint, this.algorithm, this.view)?.bits;
    if (bits !== undefined && bits !== this.#bits && this.#frameCount > 0) {
      throw new TypeError(`fingerprint of ${referenceId} must have hashes of ${this.#bits} bits, as the others, got ${bits}`);
    }
    this.#bits = bits ?? this.#bits;
    const number = this.#places.length;
    const place = this.#addToHead(referenceId, number, fingerprint);
    this.#numbers.set(referenceId, number);
    this.#place(number, place);
  }

  /** What it consists of now, which is the same object until the index changes. */
  snapshot(): IndexSnapshot {
    this.#snapshot ??= {
      revision: this.#revision,
      frameCount: this.#frameCount,
      duration: this.#duration,
      segments: this.#attached.map(({ segment, numbers }) => ({ segment, numbers: numbers.slice() })),
      head: Array.from(this.#head.ids(), (id) => ({ id, number: this.#numbers.get(id)!, fingerprint: this.#head.get(id)! })),
    };
    return this.#snapshot;
  }

  remove(referenceId: string): boolean {
    return this.takeOut(referenceId);
  }

  get(referenceId: string): Fingerprint | undefined {
    const place = this.#placeOf(referenceId);
    return place?.attached === undefined ? this.#head.get(referenceId) : place.attached.segment.fingerprintOf(place.local);
  }

  trackOf(referenceId: string): HashTrack | undefined {
    const place = this.#placeOf(referenceId);
    return place?.attached === undefined ? this.#head.trackOf(referenceId) : place.attached.segment.trackOf(place.local);
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
      .map(({ segment, numbers }) => ({ segment, numbers: only === undefined ? numbers : this.#numbersOf(numbers, only) }));
    if (exhaustive) {
      const kernel = kernelFor(track.bits);
      const queries = hashesOf(track, queryFrames);
      for (const { segment, numbers } of attached) {
        for (const [local, number] of numbers.entries()) {
          if (number !== GONE) scanHashes(kernel, queries, queryFrames, segment.codesOf(local), number, maxDistance, found);
        }
      }
    } else {
      const placeOf = (number: number) => this.#places[number]!;
      lookUpSegments({ attached, placeOf, track, queryFrames, maxDistance, found });
    }
    const fresh = this.#head.candidates(track, { ...options, frames: queryFrames });
    for (let at = 0; at < fresh.count; at++) {
      const number = this.#headNumbers[fresh.references[at]!]!;
      found.push(fresh.queryFrames[at]!, number, fresh.referenceFrames[at]!, fresh.distances[at]!);
    }
    return found;
  }

  /**
   * Makes a segment of the head, in which it is found from then on.
   * @returns The segment; undefined when nothing was added since the last.
   */
  seal(checksum: Checksum = crc32): AttachedSegment | undefined {
    const parts: SegmentPart[] = [];
    for (const id of this.#head.ids()) {
      const fingerprint = this.#head.get(id)!;
      parts.push(segmentPart(id, fingerprint, findTrack(fingerprint, this.algorithm, this.view)!));
    }
    if (parts.length === 0) return undefined;
    const building = buildSegment(this.algorithm, this.view, parts, checksum);
    let step = building.next();
    while (step.done !== true) step = building.next();
    const attached = this.attach(new Segment(step.value, restsOf(parts, step.value.length)));
    this.#clearHead();
    return attached;
  }

  /**
   * Builds one segment of the references that are in some segments now. The index is not changed, and may be searched and changed between the steps;
   * {@link replace} puts the segment in their place.
   */
  *merge(segments: readonly AttachedSegment[], checksum: Checksum = crc32): Generator<void, MergedSegment, void> {
    const sources: { readonly attached: AttachedSegment; readonly local: number }[] = [];
    const parts: SegmentPart[] = [];
    for (const attached of segments) {
      for (const [local, number] of attached.numbers.entries()) {
        if (number === GONE) continue;
        sources.push({ attached, local });
        parts.push(attached.segment.partOf(local));
      }
      yield;
    }
    const bytes = yield* buildSegment(this.algorithm, this.view, parts, checksum);
    return { segment: new Segment(bytes, restsOf(parts, bytes.length)), sources, replaced: segments };
  }

  /** Puts a merged segment in the place of those that it was made of. References keep their numbers; what was taken out meanwhile stays out. */
  replace({ segment, sources, replaced }: MergedSegment): AttachedSegment {
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

  /**
   * Takes a segment in. A reference whose id is in the index already is found in this segment from then on, under the number that it has; under a new
   * one where it is of another length: then it was taken out and added again.
   * @param removed - Places of references that were taken out of it. @defaultValue none
   */
  attach(segment: Segment, removed: readonly number[] = []): AttachedSegment {
    const attached: AttachedSegment = { segment, numbers: new Uint32Array(segment.facts.references).fill(GONE) };
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
      if (before !== undefined) before.numbers[this.#places[number]!.local] = GONE;
      attached.numbers[local] = number;
      this.#numbers.set(id, number);
      this.#place(number, { id, attached, local, frames, duration });
    }
    this.#attached.push(attached);
    this.#snapshot = undefined;
    return attached;
  }

  /** Leaves a segment out, with those of its references that are not in a later one. */
  detach(attached: AttachedSegment): void {
    for (const number of attached.numbers) {
      const place = number === GONE ? undefined : this.#places[number];
      if (place !== undefined) this.takeOut(place.id);
    }
    this.#attached.splice(this.#attached.indexOf(attached), 1);
    this.#snapshot = undefined;
  }

  /** Takes a reference out, for whatever reason. */
  protected takeOut(referenceId: string): boolean {
    const number = this.#numbers.get(referenceId);
    const place = number === undefined ? undefined : this.#places[number];
    if (number === undefined || place === undefined) return false;
    if (place.attached === undefined) this.#head.remove(referenceId);
    else place.attached.numbers[place.local] = GONE;
    this.#numbers.delete(referenceId);
    this.#place(number, undefined);
    return true;
  }

  /** Makes it what another index was: the same references, in the same order and under the same numbers. Those of the head that it has are kept. */
  protected restore({ revision, frameCount, duration, segments, head }: IndexSnapshot): void {
    const wanted = new Set(head.map(({ number }) => number));
    const known = [...this.#head.ids()];
    const dropped = known.filter((id) => !wanted.has(this.#numbers.get(id)!));
    if (dropped.length === known.length) this.#clearHead();
    else for (const id of dropped) this.#head.remove(id);
    const before = this.#places.splice(0);
    for (const attached of segments) {
      for (const [local, number] of attached.numbers.entries()) {
        if (number === GONE) continue;
        const { segment } = attached;
        const [frames, seconds] = [segment.framesOf(local), segment.durationOf(local)];
        this.#places[number] = { id: segment.idOf(local), attached, local, frames, duration: seconds };
      }
    }
    for (const { id, number, fingerprint } of head) this.#places[number] = before[number] ?? this.#addToHead(id, number, fingerprint);
    this.#attached.splice(0, this.#attached.length, ...segments);
    this.#numbers.clear();
    // Numbers are given out in the order in which ids are added.
    for (const [number, place] of this.#places.entries()) if (place !== undefined) this.#numbers.set(place.id, number);
    this.#frameCount = frameCount;
    this.#duration = duration;
    this.#revision = revision;
    this.#snapshot = undefined;
  }

  #addToHead(id: string, number: number, fingerprint: Fingerprint): Place {
    const before = this.#head.frameCount;
    this.#head.add(id, fingerprint);
    this.#headNumbers.push(number);
    const frames = this.#head.frameCount - before;
    return { id, local: this.#headNumbers.length - 1, frames, duration: fingerprint.duration };
  }

  #clearHead(): void {
    this.#head = new BandIndex(this.algorithm, this.view);
    this.#headNumbers = [];
    this.#snapshot = undefined;
  }

  #placeOf(referenceId: string): Place | undefined {
    const number = this.#numbers.get(referenceId);
    return number === undefined ? undefined : this.#places[number];
  }

  #place(number: number, place: Place | undefined): void {
    const before = this.#places[number];
    this.#frameCount += (place?.frames ?? 0) - (before?.frames ?? 0);
    this.#duration += (place?.duration ?? 0) - (before?.duration ?? 0);
    this.#places[number] = place;
    this.#snapshot = undefined;
    // A reference that only moved to another segment is what it was.
    if (before === undefined || place === undefined) this.#revision++;
  }

  /** The numbers of those references of a segment that are asked for. */
  #numbersOf(numbers: Uint32Array, only: ReadonlySet<string>): Uint32Array {
    return numbers.map((number) => (number !== GONE && only.has(this.#places[number]!.id) ? number : GONE));
  }
}

/** A segment that was built of others and is not in the index yet. */
export interface MergedSegment {
  /** The new segment. */
  readonly segment: Segment;
  /** For each of its references, where it was. */
  readonly sources: readonly { readonly attached: AttachedSegment; readonly local: number }[];
  /** The segments that it was made of: neighbours in the index. */
  readonly replaced: readonly AttachedSegment[];
}

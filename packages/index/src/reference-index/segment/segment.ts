import { type BandKernel, type BandWordOf, bandWordsOf, crc32, createBandKernel, decodeText } from '@streetdate/core/internal';
import { decodeFingerprint, type Fingerprint, type HashTrack } from '@streetdate/core/portable';
import { type Checksum, timesAt } from './build-segment.ts';
import { type KeypointInput, KeypointPart } from './keypoint-part.ts';
import {
  align,
  broken,
  CHECKED_FROM,
  CHECKSUM_AT,
  planSegment,
  REFERENCE_BYTES,
  readHeader,
  type SegmentFacts,
  WIDE_TIMES,
} from './layout.ts';
import { featuresIn, type SegmentInput } from './segment-input.ts';

/** Reads bytes of a segment's file from the part that is not in memory. */
export type ReadBytes = (offset: number, length: number, memory?: Uint8Array) => Uint8Array;

/** The file with the rest of a segment's fingerprints. Other threads of the process read it by its descriptor while somebody holds it. */
export interface RestFile {
  readonly path: string;
  readonly descriptor: number;
  /** Keeps the file open, also after its owner closes it, until the returned function is called. */
  hold(): () => void;
}

/**
 * References that are searched together. The first part of the segment is in memory, and its arrays are views of those bytes. A
 * segment never changes.
 */
export class Segment {
  readonly facts: SegmentFacts;
  /** The first part, in the order of its file. */
  readonly bytes: Uint8Array;
  /** The hashes of all references, one after the other. */
  readonly codes: Uint32Array;
  readonly directory: Uint32Array;
  readonly postings: Uint32Array;
  /** The first frame of each reference, and the end of the last one. */
  readonly firstFrames: Uint32Array;
  readonly #quality: Uint8Array;
  readonly #timesAt: number;
  readonly #idsAt: number;
  readonly #table: DataView;
  #readRest: ReadBytes;
  #restFile: RestFile | undefined;
  #bands: BandKernel | undefined;
  #keypoints: { readonly part: KeypointPart | undefined } | undefined;
  #lacksKeypoints: boolean | undefined;
  /** Computes the word of a band of a hash. Its lower bits are the key. */
  readonly bandWordOf: BandWordOf;
  readonly #fingerprints = new Map<number, WeakRef<Fingerprint>>();
  readonly #tracks = new Map<number, WeakRef<HashTrack>>();

  /**
   * @param bytes - The first part; it is kept, not copied.
   * @param readRest - Reads the second part.
   * @param restFile - The file that `readRest` reads. @defaultValue the second part is in memory
   * @throws StreetdateError `bad-library` when the bytes are not a segment. {@link checkSegment} finds changed bytes.
   */
  constructor(bytes: Uint8Array, readRest: ReadBytes, restFile?: RestFile) {
    const facts = readHeader(bytes);
    const plan = planSegment(facts);
    if (plan.end !== bytes.length) throw broken(`its first part has ${bytes.length} bytes, but its header gives ${plan.end}`);
    const words = (at: number, count: number) => new Uint32Array(bytes.buffer, bytes.byteOffset + at, count);
    this.facts = facts;
    this.bandWordOf = bandWordsOf(facts);
    this.bytes = bytes;
    this.codes = words(plan.codes, (facts.frames * facts.bits) / 32);
    this.directory = words(plan.directory, (plan.postings - plan.directory) >> 2);
    this.postings = words(plan.postings, facts.postings);
    this.#quality = bytes.subarray(plan.quality, plan.quality + facts.frames);
    this.#timesAt = plan.times;
    this.#idsAt = plan.ids;
    this.#table = new DataView(bytes.buffer, bytes.byteOffset + plan.references, facts.references * REFERENCE_BYTES);
    this.#readRest = readRest;
    this.#restFile = restFile;
    this.firstFrames = new Uint32Array(facts.references + 1);
    for (let at = 0; at < facts.references; at++) this.firstFrames[at] = this.#field(at, 0);
    this.firstFrames[facts.references] = facts.frames;
  }

  /** The kernel that searches the postings. Created at the first use, since segments that are only merged need none. */
  get bands(): BandKernel {
    const { facts, directory, postings, codes } = this;
    this.#bands ??= createBandKernel({ ...facts, directory, postings, codes });
    return this.#bands;
  }

  /** The id of the reference at a place of the segment. */
  idOf(reference: number): string {
    const at = this.#idsAt + this.#field(reference, 5);
    return decodeText(this.bytes.subarray(at, at + this.#field(reference, 6)));
  }

  /** Length of a reference, seconds. */
  durationOf(reference: number): number {
    return this.#field(reference, 2) / 1000;
  }

  /** Frames of a reference. */
  framesOf(reference: number): number {
    return this.#field(reference, 1);
  }

  /** The hashes of a reference, shared. */
  codesOf(reference: number): Uint32Array {
    const words = this.facts.bits / 32;
    return this.codes.subarray(this.firstFrames[reference]! * words, this.firstFrames[reference + 1]! * words);
  }

  /** The reference that a frame of the segment belongs to. */
  referenceAt(frame: number): number {
    let [low, high] = [0, this.facts.references];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.firstFrames[middle]! <= frame) low = middle;
      else high = middle;
    }
    return low;
  }

  /**
   * A reference's fingerprint. The indexed track is a view of the segment's memory, the rest is read from the file. It is the same
   * object as long as somebody holds it.
   * @throws StreetdateError when the file cannot be read or is damaged there.
   */
  fingerprintOf(reference: number): Fingerprint {
    const known = this.#fingerprints.get(reference)?.deref();
    if (known !== undefined) return known;
    const rest = decodeFingerprint(this.#rest(reference));
    const tracks = rest.tracks.toSpliced(this.#field(reference, 7), 0, this.trackOf(reference));
    const fingerprint = { ...rest, tracks };
    this.#fingerprints.set(reference, new WeakRef(fingerprint));
    return fingerprint;
  }

  /**
   * The indexed track of a reference. Hashes and quality are views of the segment's memory; times are unpacked at the first use. It is the
   * same object as long as somebody holds it.
   */
  trackOf(reference: number): HashTrack {
    const known = this.#tracks.get(reference)?.deref() ?? this.#unpackedTrack(reference);
    this.#tracks.set(reference, new WeakRef(known));
    return known;
  }

  #unpackedTrack(reference: number): HashTrack {
    const { algorithm, view, bits } = this.facts;
    const [first, end] = [this.firstFrames[reference]!, this.firstFrames[reference + 1]!];
    const packed = this.#timesOf(reference);
    let times: Uint32Array | undefined;
    let spans: Uint32Array | undefined;
    return {
      algorithm,
      view,
      bits,
      get timesMs() {
        times ??= summed(packed.subarray(0, end - first));
        return times;
      },
      get spansMs() {
        spans ??= new Uint32Array(packed.subarray(end - first));
        return spans;
      },
      quality: this.#quality.subarray(first, end),
      hashes: this.codesOf(reference),
    };
  }

  /** Time of each frame of a reference after the frame before it, milliseconds; of the first frame, after the start. A view, not a copy. */
  gapsOf(reference: number): Uint16Array | Uint32Array {
    return this.#timesOf(reference).subarray(0, this.framesOf(reference));
  }

  /** A reference in the form that goes into another segment. */
  inputOf(reference: number): SegmentInput {
    return {
      id: this.idOf(reference),
      duration: this.durationOf(reference),
      track: this.trackOf(reference),
      trackAt: this.#field(reference, 7),
      restBytes: this.#field(reference, 10),
      rest: () => this.#rest(reference),
      features: featuresIn((offset, length) => this.#readRest(this.#restAt(reference) + offset, length)),
    };
  }

  /** The keypoints of its references in order of their codes; undefined without any, in files of earlier versions, and before it is in a file. */
  get keypoints(): KeypointPart | undefined {
    this.#keypoints ??= { part: this.#openKeypoints() };
    return this.#keypoints.part;
  }

  /** Whether references have local features that its file does not have in order. */
  get lacksKeypoints(): boolean {
    this.#lacksKeypoints ??= this.keypoints === undefined && this.keypointInputs().length > 0;
    return this.#lacksKeypoints;
  }

  #openKeypoints(): KeypointPart | undefined {
    const at = this.#restsEnd();
    return at < this.facts.fileBytes
      ? KeypointPart.open((offset, length, memory) => this.#readRest(offset, length, memory), at)
      : undefined;
  }

  /** The local features of its references, for the last part of its file. */
  keypointInputs(): KeypointInput[] {
    return Array.from({ length: this.facts.references }, (_, place) => place).flatMap((place) => {
      const { features } = this.inputOf(place);
      if (features === undefined) return [];
      const restAt = this.#restAt(place);
      const { pictures, keypoints, timesAt, endsAt, codesAt, placesAt } = features;
      const bytes = (from: number, to: number) => this.#readRest(restAt + from, to - from);
      const words = (from: number, to: number) => new Uint32Array(bytes(from, to).slice().buffer);
      const read = () => ({
        timesMs: words(timesAt, endsAt),
        ends: words(endsAt, codesAt),
        codes: words(codesAt, placesAt),
        places: bytes(placesAt, placesAt + 4 * keypoints),
      });
      return [{ place, codesAt: restAt + codesAt, placesAt: restAt + placesAt, pictures, keypoints, read }];
    });
  }

  /** Where the last fingerprint's rest ends in the file. */
  #restsEnd(): number {
    const last = this.facts.references - 1;
    return last < 0 ? this.bytes.length : this.#restAt(last) + align(this.#field(last, 10));
  }

  /** Changes where the rest of the fingerprints is read from, such as to the file that the segment was written to. */
  readFrom(readRest: ReadBytes, restFile?: RestFile): void {
    this.#readRest = readRest;
    this.#restFile = restFile;
    this.#keypoints = undefined;
    this.#lacksKeypoints = undefined;
  }

  /** The file with the rest of the fingerprints; undefined while they are in memory. */
  get restFile(): RestFile | undefined {
    return this.#restFile;
  }

  /** The rest of each fingerprint, with its offset in the file. */
  *rests(): Generator<readonly [offset: number, rest: Uint8Array], void, void> {
    for (let reference = 0; reference < this.facts.references; reference++) yield [this.#restAt(reference), this.#rest(reference)];
  }

  /** The gaps of a reference's frames, then their spans. */
  #timesOf(reference: number): Uint16Array | Uint32Array {
    const wide = (this.#field(reference, 3) & WIDE_TIMES) !== 0;
    return timesAt(this.bytes, this.#timesAt + this.#field(reference, 4), 2 * this.framesOf(reference), wide);
  }

  #rest(reference: number): Uint8Array {
    return this.#readRest(this.#restAt(reference), this.#field(reference, 10));
  }

  #restAt(reference: number): number {
    return Number(this.#table.getBigUint64(reference * REFERENCE_BYTES + 32, true));
  }

  #field(reference: number, field: number): number {
    return this.#table.getUint32(reference * REFERENCE_BYTES + 4 * field, true);
  }
}

/**
 * Checks the first part of a segment against its checksum.
 * @throws StreetdateError `bad-library` when they differ.
 */
export function checkSegment({ bytes }: Segment, checksum: Checksum = crc32): void {
  const written = new DataView(bytes.buffer, bytes.byteOffset).getUint32(CHECKSUM_AT, true);
  if (written !== checksum(bytes.subarray(CHECKED_FROM))) throw broken('its checksum does not match its bytes');
}

function summed(gaps: Uint16Array | Uint32Array): Uint32Array {
  const times = new Uint32Array(gaps.length);
  for (let at = 0, time = 0; at < gaps.length; at++) {
    time += gaps[at]!;
    times[at] = time;
  }
  return times;
}

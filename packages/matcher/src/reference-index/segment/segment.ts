import {
  type BandKernel,
  type BandWordOf,
  bandWordsOf,
  crc32,
  createBandKernel,
  decodeFingerprint,
  decodeText,
  type Fingerprint,
  type HashTrack,
} from '@streetdate/core/portable';
import { type Checksum, timesAt } from './build-segment.ts';
import { broken, CHECKED_FROM, CHECKSUM_AT, planSegment, REFERENCE_BYTES, readHeader, type SegmentFacts, WIDE_TIMES } from './layout.ts';
import type { SegmentPart } from './segment-input.ts';

/** Gives some bytes of a segment's file: of the part that is not in memory. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

/** The file that the rest of a segment's fingerprints is read from. Other threads of the process read it by its descriptor, as long as somebody holds it. */
export interface RestFile {
  readonly path: string;
  readonly descriptor: number;
  /** Keeps the file open until the function that it gives is called, also when its owner closes it before. */
  hold(): () => void;
}

/** References that are searched together: the first part of a segment in memory, as views of its own bytes. Never changed. */
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
  /** The words of the bands of hashes, whose lower bits are keys. */
  readonly bandWordOf: BandWordOf;
  readonly #fingerprints = new Map<number, WeakRef<Fingerprint>>();

  /**
   * @param bytes - The first part; it is kept, not copied.
   * @param readRest - Reads what is behind it.
   * @param restFile - The file that it reads from. @defaultValue it is not in a file
   * @throws StreetdateError `bad-library` when the bytes are no segment; whether they are those that were written, {@link checkSegment} says.
   */
  constructor(bytes: Uint8Array, readRest: ReadBytes, restFile?: RestFile) {
    const facts = readHeader(bytes);
    const plan = planSegment(facts);
    if (plan.end !== bytes.length) throw broken(`it has ${bytes.length} bytes to keep in memory, but its header says ${plan.end}`);
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

  /** Looks hashes up in the postings. Made when it is first asked for: segments that are only merged need none. */
  get bands(): BandKernel {
    const { facts, directory, postings, codes } = this;
    this.#bands ??= createBandKernel({ ...facts, directory, postings, codes });
    return this.#bands;
  }

  /** The id of a reference, by its place in the segment. */
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
   * A reference's fingerprint: the indexed track as views of the segment's own memory, the rest from the file. The same object as long as
   * somebody holds it.
   * @throws StreetdateError when the file cannot be read, or is damaged there.
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

  /** The indexed track of a reference: views of the segment's memory, and times that are unpacked when they are first asked for. */
  trackOf(reference: number): HashTrack {
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
        spans ??= Uint32Array.from(packed.subarray(end - first));
        return spans;
      },
      quality: this.#quality.subarray(first, end),
      hashes: this.codesOf(reference),
    };
  }

  /** Milliseconds to each frame of a reference from the one before, shared; to the first one from the beginning. */
  gapsOf(reference: number): Uint16Array | Uint32Array {
    return this.#timesOf(reference).subarray(0, this.framesOf(reference));
  }

  /** A reference taken out again, to go into another segment. */
  partOf(reference: number): SegmentPart {
    return {
      id: this.idOf(reference),
      duration: this.durationOf(reference),
      track: this.trackOf(reference),
      trackAt: this.#field(reference, 7),
      restBytes: this.#field(reference, 10),
      rest: () => this.#rest(reference),
    };
  }

  /** Reads the rest of the fingerprints from elsewhere from now on, as from the file that the segment was written to. */
  readFrom(readRest: ReadBytes, restFile?: RestFile): void {
    this.#readRest = readRest;
    this.#restFile = restFile;
  }

  /** The file that the rest of the fingerprints is read from; undefined while it is in memory. */
  get restFile(): RestFile | undefined {
    return this.#restFile;
  }

  /** The rest of each fingerprint, with its offset in the file. */
  *rests(): Generator<readonly [offset: number, rest: Uint8Array], void, void> {
    for (let reference = 0; reference < this.facts.references; reference++) yield [this.#restAt(reference), this.#rest(reference)];
  }

  /** Gaps, and then spans. */
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
 * Compares the first part of a segment with its checksum.
 * @throws StreetdateError `bad-library` when they do not fit.
 */
export function checkSegment({ bytes }: Segment, checksum: Checksum = crc32): void {
  const written = new DataView(bytes.buffer, bytes.byteOffset).getUint32(CHECKSUM_AT, true);
  if (written !== checksum(bytes.subarray(CHECKED_FROM))) throw broken('its checksum does not fit its bytes');
}

function summed(gaps: Uint16Array | Uint32Array): Uint32Array {
  const times = new Uint32Array(gaps.length);
  for (let at = 0, time = 0; at < gaps.length; at++) {
    time += gaps[at]!;
    times[at] = time;
  }
  return times;
}

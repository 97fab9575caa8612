import { decodeText } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';

// The layout of a segment. packages/index/docs/index.md describes every byte. All numbers are little-endian. Every section begins at a
// multiple of 8 bytes, so that its arrays are views of the file's bytes.

/** The first eight bytes of a segment. */
const MAGIC: readonly number[] = [0x89, 0x53, 0x44, 0x53, 0x47, 0x0d, 0x0a, 0x1a];
/** The version that is written, and the newest that can be read. */
const VERSION = 2;

/** Bytes in the header. */
export const HEADER_BYTES = 96;
/** Offset of the checksum. */
export const CHECKSUM_AT = 12;
/** Offset from which the checksum counts. */
export const CHECKED_FROM = 16;
/** Bytes of a reference's entry in the table. */
export const REFERENCE_BYTES = 48;
/** Flag of a reference whose times take 4 bytes each. */
export const WIDE_TIMES = 1;
/** Most bits of a posting that name a frame. Version 1 always uses this many. */
const MOST_FRAME_BITS = 26;
/** Most frames in a segment: the number that a posting can name. */
export const MOST_FRAMES = 1 << MOST_FRAME_BITS;
/** Bits of a posting that count the frames after the first: up to 7. Longer runs of one key are rare, since near-equal neighbours are one frame. */
const RUN_BITS = 3;
/** Bits of a posting. */
const WORD_BITS = 32;

const ID_BYTES = 16;

/** The fields of a segment's header. */
export interface SegmentFacts {
  readonly algorithm: string;
  readonly view: string;
  readonly references: number;
  readonly frames: number;
  /** Bits in a hash. */
  readonly bits: number;
  /** Bits of a band's word that select a bucket. */
  readonly bandBits: number;
  /** Bits of a posting that name a frame. */
  readonly frameBits: number;
  /** Bits of a posting that count the frames after the first. */
  readonly runBits: number;
  /** Whether a band takes one bit of each byte of the hash. In version 1 a band is one word of the hash. */
  readonly spread: boolean;
  readonly postings: number;
  readonly idBytes: number;
  readonly timeBytes: number;
  /** Bytes in the file. */
  readonly fileBytes: number;
}

/** Offsets of the sections of the first part. */
export interface SegmentPlan {
  readonly references: number;
  readonly ids: number;
  readonly codes: number;
  readonly quality: number;
  readonly times: number;
  readonly directory: number;
  readonly postings: number;
  /** Bytes in the first part. */
  readonly end: number;
}

/** Bits that a posting needs to name one of that many frames. */
export function frameBitsFor(frames: number): number {
  return Math.max(1, WORD_BITS - Math.clz32(Math.max(0, frames - 1)));
}

/** How the current version divides the bands and postings of a segment with that many frames. */
export function postingCut(frames: number): Pick<SegmentFacts, 'frameBits' | 'runBits' | 'spread'> {
  return { frameBits: frameBitsFor(frames), runBits: RUN_BITS, spread: true };
}

/** Computes the offsets of the sections of the first part. */
export function planSegment(facts: Omit<SegmentFacts, 'fileBytes'>): SegmentPlan {
  const { references, frames, bits, bandBits, postings, idBytes, timeBytes } = facts;
  const ids = align(HEADER_BYTES + references * REFERENCE_BYTES);
  const codes = align(ids + idBytes);
  const quality = align(codes + frames * (bits / 8));
  const times = align(quality + frames);
  const directory = align(times + timeBytes);
  const postingsAt = align(directory + 4 * directoryEntries(bits, bandBits));
  return { references: HEADER_BYTES, ids, codes, quality, times, directory, postings: postingsAt, end: align(postingsAt + 4 * postings) };
}

/** Number of entries in the directories of all bands. */
export function directoryEntries(bits: number, bandBits: number): number {
  return (bits / 32) * (2 ** bandBits + 1);
}

/** The next multiple of 8, at or after `bytes`. */
export function align(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** Writes the header, except its checksum. */
export function writeHeader(segment: Uint8Array, facts: SegmentFacts): void {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.length);
  segment.set(MAGIC);
  view.setUint32(8, VERSION, true);
  view.setBigUint64(16, BigInt(planSegment(facts).end), true);
  view.setBigUint64(24, BigInt(facts.fileBytes), true);
  const { references, frames, bits, bandBits, postings, idBytes, timeBytes, frameBits } = facts;
  for (const [at, value] of [references, frames, bits, bandBits, postings, idBytes, timeBytes, frameBits].entries()) {
    view.setUint32(32 + 4 * at, value, true);
  }
  for (const [at, text] of [facts.algorithm, facts.view].entries()) {
    for (let character = 0; character < text.length; character++) segment[64 + at * ID_BYTES + character] = text.charCodeAt(character);
  }
}

/**
 * Reads a header and checks that its fields agree.
 * @param head - The first {@link HEADER_BYTES} bytes, or more.
 * @throws StreetdateError `bad-library` with the reason, without a path.
 */
export function readHeader(head: Uint8Array): SegmentFacts {
  if (head.length < MAGIC.length || MAGIC.some((byte, at) => head[at] !== byte)) throw broken('it does not begin with the magic bytes');
  if (head.length < HEADER_BYTES) throw broken(`it ends inside the header, at byte ${head.length}`);
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const version = view.getUint32(8, true);
  if (version > VERSION) {
    const reason = `an index segment of version ${version}, and this program reads up to version ${VERSION}; install a newer Streetdate`;
    throw new StreetdateError('bad-library', reason);
  }
  const number = (at: number) => view.getUint32(32 + 4 * at, true);
  const text = (at: number) => String.fromCharCode(...head.subarray(at, at + ID_BYTES)).replace(/\0.*$/s, '');
  const facts: SegmentFacts = {
    algorithm: text(64),
    view: text(80),
    references: number(0),
    frames: number(1),
    bits: number(2),
    bandBits: number(3),
    frameBits: version === 1 ? MOST_FRAME_BITS : number(7),
    runBits: version === 1 ? WORD_BITS - MOST_FRAME_BITS : RUN_BITS,
    spread: version > 1,
    postings: number(4),
    idBytes: number(5),
    timeBytes: number(6),
    fileBytes: Number(view.getBigUint64(24, true)),
  };
  const residentBytes = Number(view.getBigUint64(16, true));
  const { bits, bandBits, frameBits, frames, fileBytes } = facts;
  if (version === 0) throw broken('its version is 0');
  if (bits === 0 || bits % 32 !== 0 || bits > 1024) throw broken(`its hashes have ${bits} bits`);
  if (bandBits === 0 || bandBits > 31 || frames > MOST_FRAMES)
    throw broken(`its header gives ${frames} frames and bands of ${bandBits} bits`);
  if (version > 1 && frameBits !== frameBitsFor(frames)) throw broken(`its header gives ${frameBits} bits for ${frames} frames`);
  if (planSegment(facts).end !== residentBytes || fileBytes < residentBytes) throw broken('the sizes in its header do not agree');
  return facts;
}

/** A reference of a segment. */
export interface ReferenceName {
  readonly id: string;
  /** How many frames it has. */
  readonly frames: number;
}

/**
 * The references of a segment, in its order.
 * @param head - Its header, table of references and ids: the bytes before its hashes.
 * @throws StreetdateError `bad-library`, without a path, when an id lies outside.
 */
export function referenceNames(head: Uint8Array): ReferenceName[] {
  const facts = readHeader(head);
  const plan = planSegment(facts);
  const table = new DataView(head.buffer, head.byteOffset + plan.references, facts.references * REFERENCE_BYTES);
  return Array.from({ length: facts.references }, (_, reference) => {
    const field = (at: number) => table.getUint32(reference * REFERENCE_BYTES + 4 * at, true);
    const [at, bytes] = [plan.ids + field(5), field(6)];
    if (at + bytes > plan.ids + facts.idBytes) throw broken('an id lies outside the ids');
    return { id: decodeText(head.subarray(at, at + bytes)), frames: field(1) };
  });
}

/** The error for bytes that are not a segment. */
export function broken(reason: string): StreetdateError {
  return new StreetdateError('bad-library', `not an index segment, or a damaged one: ${reason}`);
}

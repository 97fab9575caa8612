import { StreetdateError } from '@streetdate/core/portable';

// The layout of a segment. packages/matcher/docs/index.md lists its bytes one by one. Little-endian throughout; every section begins at a
// multiple of 8 bytes, so that its arrays are views of the file's own bytes.

/** The first eight bytes of a segment. */
const MAGIC: readonly number[] = [0x89, 0x53, 0x44, 0x53, 0x47, 0x0d, 0x0a, 0x1a];
/** The version that is written, and the newest that can be read. */
const VERSION = 2;

/** Bytes in the header. */
export const HEADER_BYTES = 96;
/** Where the header has the checksum. */
export const CHECKSUM_AT = 12;
/** Where the bytes begin that the checksum is of. */
export const CHECKED_FROM = 16;
/** Bytes for a reference in the table. */
export const REFERENCE_BYTES = 48;
/** Flag of a reference whose times take 4 bytes each. */
export const WIDE_TIMES = 1;
/** Most bits of a posting that name a frame: those of version 1, whatever the frames. */
const MOST_FRAME_BITS = 26;
/** Most frames in a segment: what a posting can name. */
export const MOST_FRAMES = 1 << MOST_FRAME_BITS;
/** Bits of a posting that say how many frames follow. Near-equal neighbours are one frame already, so that few keys stay the same for longer than eight. */
const RUN_BITS = 3;
/** Bits of a posting, and of a word. */
const WORD_BITS = 32;

const ID_BYTES = 16;

/** What the header of a segment says of it. */
export interface SegmentFacts {
  readonly algorithm: string;
  readonly view: string;
  readonly references: number;
  readonly frames: number;
  /** Bits in a hash. */
  readonly bits: number;
  /** Bits of a band's word that name a bucket. */
  readonly bandBits: number;
  /** Bits of a posting that name a frame. */
  readonly frameBits: number;
  /** Bits of a posting that say how many frames follow. */
  readonly runBits: number;
  /** Whether a band has a bit of each byte of the hash; in version 1 it is a word of it. */
  readonly spread: boolean;
  readonly postings: number;
  readonly idBytes: number;
  readonly timeBytes: number;
  /** Bytes in the file. */
  readonly fileBytes: number;
}

/** Where each section of the first part begins, and where it ends. */
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

/** Bits of a posting that name one of so many frames. */
export function frameBitsFor(frames: number): number {
  return Math.max(1, WORD_BITS - Math.clz32(Math.max(0, frames - 1)));
}

/** How the bands and postings of a segment of so many frames are cut, as it is written now. */
export function postingCut(frames: number): Pick<SegmentFacts, 'frameBits' | 'runBits' | 'spread'> {
  return { frameBits: frameBitsFor(frames), runBits: RUN_BITS, spread: true };
}

/** Lays the sections of the first part out. */
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

/** Entries in the directories of all bands together. */
export function directoryEntries(bits: number, bandBits: number): number {
  return (bits / 32) * (2 ** bandBits + 1);
}

/** The next multiple of 8, at or after `bytes`. */
export function align(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** Writes a header without its checksum. */
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
 * Reads a header and checks that it agrees with itself.
 * @param head - The first {@link HEADER_BYTES} bytes, or more.
 * @throws StreetdateError `bad-library` that says what is wrong, without a path.
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
    throw broken(`it says that it has ${frames} frames and bands of ${bandBits} bits`);
  if (version > 1 && frameBits !== frameBitsFor(frames)) throw broken(`it says that ${frameBits} bits name its ${frames} frames`);
  if (planSegment(facts).end !== residentBytes || fileBytes < residentBytes) throw broken('the sizes in its header do not agree');
  return facts;
}

/** The error for bytes that are no segment. */
export function broken(reason: string): StreetdateError {
  return new StreetdateError('bad-library', `not an index segment, or a damaged one: ${reason}`);
}

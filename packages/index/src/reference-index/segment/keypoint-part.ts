import { CODE_WORDS, crc32, popcount32 } from '@streetdate/core/internal';
import { align } from './layout.ts';

// The keypoints of a segment's references in order of their codes: the last part of its file. docs/index.md describes every byte.

const MAGIC = 0x504b4453; // SDKP
const VERSION = 1;
const HEADER_BYTES = 32;
const REFERENCE_BYTES = 32;
const PICTURE_BYTES = 8;
/** Bytes of an entry: the code, the picture, and the keypoint's scale and direction. */
const ENTRY_BYTES = 16;

/** Codes that share a key, about. Not tuned; benchmarks/results/2026-12-02-keypoints.md was measured with it. */
const A_BUCKET = 128;
/** Shortest and longest key, bits. */
const KEY_BITS = { shortest: 9, longest: 20 } as const;
/** Up to this length of the keys two of their bits may differ, so that a small part is searched more thoroughly; beyond it one. */
const TWO_BITS_UP_TO = 12;
/** Bytes of entries that are written or read at once, and the longest gap that is read over. */
const PIECE_BYTES = 1 << 22;
const GAP_BYTES = 1 << 15;
/** Bytes of entries that are put in order at once: memory of writing a part, whatever its size. */
const SORTED_BYTES = 1 << 28;

/** Reads bytes of the segment's file, into memory that is given where they fit in. */
type ReadBytes = (offset: number, length: number, memory?: Uint8Array) => Uint8Array;

/** The local features of a reference, as its place in a segment's file gives them. */
export interface KeypointInput {
  /** Its place in the segment. */
  readonly place: number;
  /** Offsets of its codes and of its places in the segment's file. */
  readonly codesAt: number;
  readonly placesAt: number;
  readonly pictures: number;
  readonly keypoints: number;
  /** The arrays, as in `LocalFeatures`; read each time that they are asked for. */
  readonly read: () => {
    readonly timesMs: Uint32Array;
    readonly ends: Uint32Array;
    readonly codes: Uint32Array;
    readonly places: Uint8Array;
  };
}

/** Bytes of the part for so many references, pictures and keypoints; 0 without keypoints. */
export function keypointPartBytes(references: number, pictures: number, keypoints: number): number {
  return keypoints === 0 ? 0 : planOf(references, pictures, keypoints).end;
}

function planOf(references: number, pictures: number, keypoints: number) {
  const keyBits = Math.min(KEY_BITS.longest, Math.max(KEY_BITS.shortest, Math.round(Math.log2(keypoints / A_BUCKET))));
  const directory = HEADER_BYTES + REFERENCE_BYTES * references;
  const picturesAt = align(directory + 4 * (2 ** keyBits + 1));
  const entries = picturesAt + PICTURE_BYTES * pictures;
  return { keyBits, references: HEADER_BYTES, directory, pictures: picturesAt, entries, end: entries + ENTRY_BYTES * keypoints };
}

const keyOf = (word: number, keyBits: number): number => word & ((1 << keyBits) - 1);

/**
 * The bytes of the part, piece by piece. Empty pieces come between, so that other work gets its turn. Each reference is read once to count its
 * codes and once for each quarter of a gigabyte of the part.
 */
export function* keypointPieces(inputs: readonly KeypointInput[]): Generator<Uint8Array, void, void> {
  const sum = (of: (input: KeypointInput) => number) => inputs.reduce((total, input) => total + of(input), 0);
  const [pictures, keypoints] = [sum((input) => input.pictures), sum((input) => input.keypoints)];
  if (keypoints === 0) return;
  const plan = planOf(inputs.length, pictures, keypoints);
  const { keyBits } = plan;
  const head = new Uint8Array(plan.pictures);
  const shown = new Uint32Array((PICTURE_BYTES / 4) * pictures);
  const view = new DataView(head.buffer);
  const starts = new Uint32Array(2 ** keyBits + 1);
  let picture = 0;
  for (const [at, { place, codesAt, placesAt, read, ...counts }] of inputs.entries()) {
    const entry = plan.references + REFERENCE_BYTES * at;
    for (const [field, value] of [place, picture, counts.pictures, counts.keypoints].entries())
      view.setUint32(entry + 4 * field, value, true);
    view.setBigUint64(entry + 16, BigInt(codesAt), true);
    view.setBigUint64(entry + 24, BigInt(placesAt), true);
    const { timesMs, ends, codes } = read();
    for (let own = 0; own < counts.pictures; own++, picture++) {
      shown[2 * picture] = timesMs[own]!;
      shown[2 * picture + 1] = ends[own]!;
    }
    for (let code = 0; code < counts.keypoints; code++) starts[keyOf(codes[CODE_WORDS * code]!, keyBits) + 1]!++;
    yield new Uint8Array(0);
  }
  for (let key = 1; key < starts.length; key++) starts[key]! += starts[key - 1]!;
  for (const [key, start] of starts.entries()) view.setUint32(plan.directory + 4 * key, start, true);
  for (const [field, value] of [MAGIC, VERSION, 0, keyBits, keypoints, pictures, inputs.length].entries())
    view.setUint32(4 * field, value, true);
  view.setUint32(8, crc32(head.subarray(12)), true);
  yield head;
  yield new Uint8Array(shown.buffer);
  for (let from = 0; from < starts.length - 1; ) {
    let to = from + 1;
    while (to < starts.length - 1 && ENTRY_BYTES * (starts[to + 1]! - starts[from]!) <= SORTED_BYTES) to++;
    const [first, end] = [starts[from]!, starts[to]!];
    const next = starts.slice(from, to);
    const entries = new Uint32Array(4 * (end - first));
    let base = 0;
    for (const { read, pictures: count } of inputs) {
      const { ends, codes, places } = read();
      for (let own = 0, code = 0; own < count; own++) {
        for (; code < ends[own]!; code++) {
          const key = keyOf(codes[CODE_WORDS * code]!, keyBits);
          if (key < from || key >= to) continue;
          const at = 4 * (next[key - from]!++ - first);
          entries[at] = codes[CODE_WORDS * code]!;
          entries[at + 1] = codes[CODE_WORDS * code + 1]!;
          entries[at + 2] = base + own;
          entries[at + 3] = places[4 * code + 2]! | (places[4 * code + 3]! << 8);
        }
      }
      base += count;
      yield new Uint8Array(0);
    }
    const bytes = new Uint8Array(entries.buffer);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, Math.min(bytes.length, at + PIECE_BYTES));
    from = to;
  }
}

/** A picture of a reference whose keypoints are in a part. */
export interface PartPicture {
  /** Place of its reference in the segment. */
  readonly place: number;
  /** Its time, milliseconds. */
  readonly timeMs: number;
  /** Four bytes a keypoint and two words a code, as in `LocalFeatures`. */
  readonly read: () => { readonly places: Uint8Array; readonly codes: Uint32Array };
}

/** Entries that were read: their numbers, and four words each. */
interface Entries {
  readonly from: number;
  readonly to: number;
  readonly words: Uint32Array;
}

/** Receives what {@link KeypointPart.near} finds: which code was asked for, the picture, the keypoint's scale and direction, and the differing bits. */
export type TakeNear = (query: number, picture: number, scale: number, direction: number, distance: number) => void;

/**
 * Finds keypoints of a segment's references by their codes, in the file itself: of gigabytes only what a query needs is read, in the order
 * of the file. After Jégou, Douze and Schmid, "Hamming embedding and weak geometric consistency", ECCV 2008, with the first bits of a code as
 * its word.
 */
export class KeypointPart {
  /** Keypoints in the part. */
  readonly keypoints: number;
  /** Pictures that they are of. */
  readonly pictures: number;
  /** Its length, bytes. */
  readonly bytes: number;
  /** Places in the segment of the references that it has. */
  readonly places: ReadonlySet<number>;
  readonly #read: ReadBytes;
  readonly #at: number;
  readonly #plan: ReturnType<typeof planOf>;
  readonly #directory: Uint32Array;
  /** Rows of eight words: place, first picture, pictures, keypoints, and two offsets of 64 bits. */
  readonly #references: Uint32Array;
  readonly #offsets: BigUint64Array;

  private constructor(read: ReadBytes, at: number, head: Uint8Array) {
    const [, , , , keypoints, pictures, references] = new Uint32Array(head.buffer, 0, HEADER_BYTES / 4);
    this.keypoints = keypoints!;
    this.pictures = pictures!;
    this.#read = read;
    this.#at = at;
    this.#plan = planOf(references!, pictures!, keypoints!);
    this.bytes = this.#plan.end;
    this.#directory = new Uint32Array(head.buffer, this.#plan.directory, 2 ** this.#plan.keyBits + 1);
    this.#references = new Uint32Array(head.buffer, this.#plan.references, (references! * REFERENCE_BYTES) / 4);
    this.#offsets = new BigUint64Array(head.buffer, this.#plan.references, (references! * REFERENCE_BYTES) / 8);
    this.places = new Set(Array.from({ length: references! }, (_, reference) => this.#references[8 * reference]!));
  }

  /**
   * Opens the part of a segment.
   * @param at - Where it begins in the segment's file.
   * @returns undefined where there is none, or a damaged one: its references are then searched without it.
   */
  static open(read: ReadBytes, at: number): KeypointPart | undefined {
    const header = new Uint8Array(read(at, HEADER_BYTES).slice(0, HEADER_BYTES));
    if (header.length < HEADER_BYTES) return undefined;
    const [magic, version, checksum, keyBits, keypoints, pictures, references] = new Uint32Array(header.buffer);
    if (magic !== MAGIC || version !== VERSION || keypoints === 0) return undefined;
    const plan = planOf(references!, pictures!, keypoints!);
    if (plan.keyBits !== keyBits) return undefined;
    const head = new Uint8Array(read(at, plan.pictures));
    if (head.length !== plan.pictures || crc32(head.subarray(12)) !== checksum) return undefined;
    return new KeypointPart(read, at, head);
  }

  /**
   * Finds the keypoints whose codes are near some codes and share their key but for a bit or two.
   * @param codes - `CODE_WORDS` words for each code that is asked for.
   * @param farthest - Most differing bits.
   */
  near(codes: Uint32Array, farthest: number, take: TakeNear): void {
    const { keys, queries, starts } = this.#asked(codes);
    const memory = new Uint8Array(PIECE_BYTES);
    let buffer: Entries = { from: 0, to: 0, words: new Uint32Array(0) };
    for (const [order, key] of keys.entries()) {
      const [first, end] = [this.#directory[key]!, this.#directory[key + 1]!];
      if (first === end) continue;
      if (end > buffer.to) buffer = this.#entriesFrom(keys, order, memory);
      const { words, from } = buffer;
      for (let place = starts[order]!; place < starts[order + 1]!; place++) {
        const query = queries[place]!;
        const [low, high] = [codes[CODE_WORDS * query]!, codes[CODE_WORDS * query + 1]!];
        for (let at = 4 * (first - from); at < 4 * (end - from); at += 4) {
          // Of the first words some bits agree, since they are the key. So the second ones say most often that a code is too far.
          let distance = popcount32((high ^ words[at + 1]!) >>> 0);
          if (distance > farthest) continue;
          distance += popcount32((low ^ words[at]!) >>> 0);
          if (distance <= farthest) take(query, words[at + 2]!, words[at + 3]! & 0xff, (words[at + 3]! >>> 8) & 0xff, distance);
        }
      }
    }
  }

  /** A picture by its number. */
  picture(number: number): PartPicture {
    const row = this.#rowOf(number);
    const first = this.#references[8 * row + 1]!;
    const [place, keypoints] = [this.#references[8 * row]!, this.#references[8 * row + 3]!];
    const [codesAt, placesAt] = [Number(this.#offsets[4 * row + 2]!), Number(this.#offsets[4 * row + 3]!)];
    const before = number > first ? 1 : 0;
    const bytes = this.#read(this.#at + this.#plan.pictures + PICTURE_BYTES * (number - before), PICTURE_BYTES * (1 + before));
    const words = new Uint32Array(bytes.slice().buffer);
    const [timeMs, end] = [words[2 * before]!, Math.min(keypoints, words[2 * before + 1]!)];
    const start = before === 0 ? 0 : Math.min(end, words[1]!);
    const read = () => ({
      places: this.#read(placesAt + 4 * start, 4 * (end - start)),
      codes: new Uint32Array(this.#read(codesAt + 4 * CODE_WORDS * start, 4 * CODE_WORDS * (end - start)).slice().buffer),
    });
    return { place, timeMs, read };
  }

  /** The row of the reference that has a picture. */
  #rowOf(picture: number): number {
    let [low, high] = [0, this.#references.length / 8];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#references[8 * middle + 1]! <= picture) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The keys under which codes may lie, ascending, and for each the codes. */
  #asked(codes: Uint32Array): { readonly keys: Uint32Array; readonly queries: Uint32Array; readonly starts: Uint32Array } {
    const { keyBits } = this.#plan;
    const flips = flipsOf(keyBits);
    const counts = new Uint32Array(2 ** keyBits + 1);
    const each = (visit: (key: number, query: number) => void) => {
      for (let query = 0; query < codes.length / CODE_WORDS; query++) {
        const key = keyOf(codes[CODE_WORDS * query]!, keyBits);
        for (const flip of flips) visit(key ^ flip, query);
      }
    };
    each((key) => void counts[key + 1]!++);
    const keys = new Uint32Array(counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0));
    for (let key = 0, order = 0; key < counts.length - 1; key++) if (counts[key + 1]! > 0) keys[order++] = key;
    for (let key = 1; key < counts.length; key++) counts[key]! += counts[key - 1]!;
    const queries = new Uint32Array(counts.at(-1)!);
    const next = counts.slice();
    each((key, query) => {
      queries[next[key]!++] = query;
    });
    const starts = new Uint32Array(keys.length + 1);
    for (const [order, key] of keys.entries()) starts[order] = counts[key]!;
    starts[keys.length] = queries.length;
    return { keys, queries, starts };
  }

  /** The entries of a key and of those after it, as far as they lie near each other. @param memory - Where they are read to; it is used again. */
  #entriesFrom(keys: Uint32Array, order: number, memory: Uint8Array): Entries {
    const from = this.#directory[keys[order]!]!;
    let to = this.#directory[keys[order]! + 1]!;
    for (let at = order + 1; at < keys.length; at++) {
      const [start, end] = [this.#directory[keys[at]!]!, this.#directory[keys[at]! + 1]!];
      if (ENTRY_BYTES * (start - to) > GAP_BYTES || ENTRY_BYTES * (end - from) > PIECE_BYTES) break;
      to = end;
    }
    const bytes = this.#read(this.#at + this.#plan.entries + ENTRY_BYTES * from, ENTRY_BYTES * (to - from), memory);
    return { from, to, words: new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) };
  }
}

/** The changes of a key under which near codes are looked for: none, each bit, and in short keys each two. */
function flipsOf(keyBits: number): number[] {
  const bits = Array.from({ length: keyBits }, (_, bit) => 1 << bit);
  const pairs = keyBits > TWO_BITS_UP_TO ? [] : bits.flatMap((one, at) => bits.slice(at + 1).map((other) => one | other));
  return [0, ...bits, ...pairs];
}

import { CODE_LENGTH, CODE_WORDS, popcount32 } from '@streetdate/core/internal';
import type { LocalFeatures } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import type { DerivedKind } from '@streetdate/index/internal';

/** Most bits in which two codes of one place differ: unrelated ones do at one of 250,000. */
export const FARTHEST = 13;
/** Codes that a look-up compares for each key, about: keys grow with the library, so that a look-up takes as long in every one. */
const A_BUCKET = 256;
/** Shortest and longest key, bits. */
const KEY_BITS = { shortest: 9, longest: 16 } as const;

/** A picture of a reference whose keypoints are indexed. */
export interface IndexedPicture {
  readonly referenceId: string;
  readonly features: LocalFeatures;
  /** Its number in {@link features}. */
  readonly picture: number;
}

/** Finds the codes of references that are near a code, by keys of a few of their bits (Norouzi et al., multi-index hashing, CVPR 2012). */
export class CodeTable {
  /** The pictures, reference after reference. */
  readonly pictures: readonly IndexedPicture[];
  /** Codes in the table. */
  readonly count: number;
  readonly #codes: Uint32Array;
  readonly #pictureOf: Uint32Array;
  readonly #placeOf: Uint32Array;
  readonly #keyBits: number;
  /** For each key the codes in order of it, and where each of its values begins. */
  readonly #keys: { readonly order: Uint32Array; readonly starts: Uint32Array; readonly shift: number }[] = [];
  readonly #seen: Uint32Array;
  #look = 0;
  readonly #found = { codes: new Uint32Array(4096), distances: new Uint8Array(4096) };

  constructor(references: Iterable<readonly [id: string, features: LocalFeatures]>) {
    const all = [...references];
    this.count = all.reduce((sum, [, { ends }]) => sum + (ends.at(-1) ?? 0), 0);
    this.#codes = new Uint32Array(CODE_WORDS * this.count);
    this.#pictureOf = new Uint32Array(this.count);
    this.#placeOf = new Uint32Array(this.count);
    this.#seen = new Uint32Array(this.count);
    const pictures: IndexedPicture[] = [];
    let at = 0;
    for (const [referenceId, features] of all) {
      this.#codes.set(features.codes, CODE_WORDS * at);
      for (const [picture, end] of features.ends.entries()) {
        const start = picture === 0 ? 0 : features.ends[picture - 1]!;
        this.#pictureOf.fill(pictures.length, at + start, at + end);
        for (let keypoint = start; keypoint < end; keypoint++) this.#placeOf[at + keypoint] = keypoint;
        pictures.push({ referenceId, features, picture });
      }
      at += features.ends.at(-1) ?? 0;
    }
    this.pictures = pictures;
    const wanted = Math.round(Math.log2(Math.max(1, this.count) / A_BUCKET));
    this.#keyBits = Math.min(KEY_BITS.longest, Math.max(KEY_BITS.shortest, wanted));
    for (let shift = 0; shift + this.#keyBits <= CODE_LENGTH; shift += this.#keyBits) this.#keys.push(this.#sorted(shift));
  }

  #sorted(shift: number) {
    const starts = new Uint32Array((1 << this.#keyBits) + 1);
    for (let code = 0; code < this.count; code++) starts[this.#keyOf(this.#codes, CODE_WORDS * code, shift) + 1]!++;
    for (let key = 1; key < starts.length; key++) starts[key]! += starts[key - 1]!;
    const next = starts.slice();
    const order = new Uint32Array(this.count);
    for (let code = 0; code < this.count; code++) order[next[this.#keyOf(this.#codes, CODE_WORDS * code, shift)]!++] = code;
    return { order, starts, shift };
  }

  #keyOf(codes: Uint32Array, at: number, shift: number): number {
    const mask = (1 << this.#keyBits) - 1;
    if (shift >= 32) return (codes[at + 1]! >>> (shift - 32)) & mask;
    const low = codes[at]! >>> shift;
    const held = 32 - shift;
    return (held >= this.#keyBits ? low : low | (codes[at + 1]! << held)) & mask;
  }

  /** Comparisons that a look-up makes, about. */
  get comparisonsALook(): number {
    return (this.#keys.length * this.count) / (1 << this.#keyBits);
  }

  /**
   * Finds the nearest codes of different pictures.
   * @param codes - Words that hold the code from `at` on.
   * @param most - Most codes that are found.
   * @param take - Called with the picture, the number of the keypoint in its reference, and the differing bits, nearest first.
   */
  near(codes: Uint32Array, at: number, most: number, take: (picture: number, keypoint: number, distance: number) => void): void {
    const [low, high] = [codes[at]!, codes[at + 1]!];
    const look = ++this.#look;
    const { codes: found, distances } = this.#found;
    let count = 0;
    for (const { order, starts, shift } of this.#keys) {
      const key = this.#keyOf(codes, at, shift);
      for (let place = starts[key]!; place < starts[key + 1]!; place++) {
        const code = order[place]!;
        if (this.#seen[code] === look) continue;
        this.#seen[code] = look;
        const distance = popcount32((this.#codes[2 * code]! ^ low) >>> 0) + popcount32((this.#codes[2 * code + 1]! ^ high) >>> 0);
        if (distance > FARTHEST || count === found.length) continue;
        found[count] = code;
        distances[count++] = distance;
      }
    }
    let left = most;
    for (let distance = 0; distance <= FARTHEST && left > 0; distance++) {
      for (let near = 0; near < count && left > 0; near++) {
        if (distances[near] !== distance) continue;
        const code = found[near]!;
        take(this.#pictureOf[code]!, this.#placeOf[code]!, distance);
        left--;
      }
    }
  }
}

/** Most codes of a table: about 30 hours of film, 300 MB. */
export const MOST_CODES = 8e6;

/** The tables of an index's references: the one used last is kept. */
export class CodeTables {
  readonly #index: ReferenceIndex;
  #last: { readonly key: string; readonly table: CodeTable } | undefined;

  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** The table of some references. Those without local features are left out. */
  of(ids: Iterable<string>): CodeTable {
    const known = [...ids].flatMap((id) => {
      const number = this.#index.numberOf(id);
      return number === undefined ? [] : [{ id, number }];
    });
    const key = known.map(({ number }) => number).join(' ');
    if (this.#last?.key !== key) {
      const references = known.flatMap(({ id }) => {
        const features = this.#index.get(id)?.localFeatures;
        return features === undefined ? [] : [[id, features] as const];
      });
      this.#last = { key, table: new CodeTable(references) };
    }
    return this.#last.table;
  }
}

/** The codes of an index's references. */
export const CODES: DerivedKind<CodeTables> = { name: 'codes of local features', create: (index) => new CodeTables(index) };

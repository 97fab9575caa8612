/**
 * The eight symmetries of a picture: `mirror` swaps left and right, `flip` top and bottom, `turn-left` and `turn-right` are quarter turns,
 * `turn-half` a half turn, `transpose` swaps rows and columns, `anti-transpose` does so over the other diagonal.
 */
export type Dihedral = 'identity' | 'mirror' | 'flip' | 'turn-half' | 'transpose' | 'turn-right' | 'turn-left' | 'anti-transpose';

/** A symmetry consists of up to three steps, in this order. */
interface Steps {
  readonly transpose: boolean;
  readonly mirror: boolean;
  readonly flip: boolean;
}

const STEPS: Readonly<Record<Dihedral, Steps>> = {
  identity: { transpose: false, mirror: false, flip: false },
  mirror: { transpose: false, mirror: true, flip: false },
  flip: { transpose: false, mirror: false, flip: true },
  'turn-half': { transpose: false, mirror: true, flip: true },
  transpose: { transpose: true, mirror: false, flip: false },
  'turn-right': { transpose: true, mirror: true, flip: false },
  'turn-left': { transpose: true, mirror: false, flip: true },
  'anti-transpose': { transpose: true, mirror: true, flip: true },
};

/** How the bits of a hash of 16 × 16 change with its picture. Each works in place on eight words. */
interface Symmetry {
  mirror(hash: Uint32Array, at: number): void;
  flip(hash: Uint32Array, at: number): void;
}

const SYMMETRIES: Readonly<Record<string, Symmetry>> = {
  // A mirrored picture has the same spectrum with the odd horizontal frequencies negated. A coefficient above the median, which is close to
  // zero, comes out below it. Frequencies start at 1, so the odd ones are the even columns and rows.
  'pdq/1': {
    mirror(hash, at) {
      for (let word = at; word < at + 8; word++) hash[word]! ^= 0x55555555;
    },
    flip(hash, at) {
      for (let word = at; word < at + 8; word++) hash[word]! ^= 0x0000ffff;
    },
  },
  // Blocks change places.
  'blockhash/1': {
    mirror(hash, at) {
      for (let word = at; word < at + 8; word++) hash[word] = reverseHalves(hash[word]!);
    },
    flip(hash, at) {
      for (let word = 0; word < 4; word++) {
        const low = hash[at + word]!;
        const high = hash[at + 7 - word]!;
        hash[at + word] = (high << 16) | (high >>> 16);
        hash[at + 7 - word] = (low << 16) | (low >>> 16);
      }
    },
  },
};

/** Whether {@link dihedralHash} can mirror and rotate hashes of this algorithm without their pictures. */
export function hasSymmetry(algorithm: string): boolean {
  return Object.hasOwn(SYMMETRIES, algorithm);
}

/**
 * The hash of the mirrored picture, from the bits of the hash alone. Exact for `blockhash/1`; for `pdq/1` 6 bits off on average, because
 * the median of the coefficients is not quite zero (measured on 257 frames of seven clips; 14 in one of twenty).
 * @param algorithm - The hasher's id.
 * @param hashes - Packed hashes; only read.
 * @param at - Index of the hash's first word.
 * @param out - Receives the mirrored hash; may be `hashes`.
 * @param outAt - Index of the first word to write.
 * @throws RangeError when the algorithm has no known symmetry.
 */
export function mirrorHash(algorithm: string, hashes: Uint32Array, at: number, out: Uint32Array, outAt: number): void {
  dihedralHash(algorithm, 'mirror', hashes, at, out, outAt);
}

/**
 * The hash of the picture after one of the eight symmetries, from the bits of the hash alone. For `pdq/1` transposing is exact and the
 * others are off as {@link mirrorHash} is. For `blockhash/1` mirroring and flipping are exact, but its medians are of rows: quarter turns
 * and transposing are 64 bits off on average and of little use.
 * @param algorithm - The hasher's id.
 * @param transform - The symmetry.
 * @param hashes - Packed hashes; only read.
 * @param at - Index of the hash's first word.
 * @param out - Receives the transformed hash; may be `hashes` at the same index.
 * @param outAt - Index of the first word to write.
 * @throws RangeError when the algorithm has no known symmetry.
 */
export function dihedralHash(
  algorithm: string,
  transform: Dihedral,
  hashes: Uint32Array,
  at: number,
  out: Uint32Array,
  outAt: number,
): void {
  const symmetry = SYMMETRIES[algorithm];
  if (symmetry === undefined) throw new RangeError(`algorithm must be one of ${Object.keys(SYMMETRIES).join(', ')}, got ${algorithm}`);
  const { transpose, mirror, flip } = STEPS[transform];
  for (let word = 0; word < 8; word++) out[outAt + word] = hashes[at + word]!;
  if (transpose) transposeBits(out, outAt);
  if (mirror) symmetry.mirror(out, outAt);
  if (flip) symmetry.flip(out, outAt);
}

/** Reverses the order of the bits in each half of a word. */
function reverseHalves(word: number): number {
  let bits = ((word >>> 1) & 0x55555555) | ((word & 0x55555555) << 1);
  bits = ((bits >>> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
  bits = ((bits >>> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4);
  return ((bits >>> 8) & 0x00ff00ff) | ((bits & 0x00ff00ff) << 8);
}

/** Swaps rows and columns of 16 × 16 bits in place. */
function transposeBits(hash: Uint32Array, at: number): void {
  for (let row = 1; row < 16; row++) {
    for (let column = 0; column < row; column++) {
      const one = 16 * row + column;
      const other = 16 * column + row;
      const differ = ((hash[at + (one >> 5)]! >>> (one & 31)) ^ (hash[at + (other >> 5)]! >>> (other & 31))) & 1;
      hash[at + (one >> 5)]! ^= differ << (one & 31);
      hash[at + (other >> 5)]! ^= differ << (other & 31);
    }
  }
}

import { type FrameHasher, hammingDistance, type LumaFrame, pdq } from '@streetdate/core/portable';
import { generatedPicture, seededRandom } from '../clips/pictures.ts';
import { median } from '../measure/figure.ts';
import { microBench } from '../measure/micro.ts';
import { CHANGES } from './changes.ts';

/** Options for {@link benchHashers}. */
export interface BenchHashersOptions {
  /** Pictures to hash: at least two, as different as films are. @defaultValue 60 generated pictures of 64 × 64 */
  readonly pictures?: readonly LumaFrame[];
  /** Least time spent on each hasher, milliseconds. @defaultValue 1000 */
  readonly timeMs?: number;
}

/** Cost and quality of one hasher on the given pictures. */
export interface HasherFigures {
  /** The hasher's id. */
  readonly algorithm: string;
  /** Bits in its hash. */
  readonly bits: number;
  /** Median time for one picture, microseconds. */
  readonly microseconds: number;
  /** That time divided by the time of `pdq/1` in the same run: below 1 is faster. */
  readonly timesPdq: number;
  /** Median share of bits that differ between two different pictures, 0 to 1; a good hasher is near 0.5. */
  readonly differentPictures: number;
  /** Median share of bits that differ between a picture and its changed copy, 0 to 1, by the name of the change. */
  readonly changedPictures: Readonly<Record<string, number>>;
}

/**
 * Compares hashers: speed as a ratio to `pdq/1` in the same run, and the distance of a changed picture compared with that of a different
 * one. For developers of their own {@link FrameHasher}. It is a quick check and does not replace the accuracy benchmark.
 * @param hashers - At least one. `pdq/1` is measured as well, for the ratio, whether it is among them or not.
 * @returns Figures in the order of `hashers`.
 * @throws TypeError when there is no hasher; RangeError for fewer than two pictures, or a hasher whose `bits` are not a multiple of 32.
 */
export async function benchHashers(hashers: readonly FrameHasher[], options: BenchHashersOptions = {}): Promise<HasherFigures[]> {
  const { pictures = Array.from({ length: 60 }, (_, at) => generatedPicture(at + 1)), timeMs = 1000 } = options;
  if (hashers.length === 0) throw new TypeError('hashers must hold at least one FrameHasher, got none');
  if (pictures.length < 2) throw new RangeError(`pictures must hold at least 2, got ${pictures.length}`);
  for (const { algorithm, bits } of hashers) {
    if (bits <= 0 || bits % 32 !== 0) throw new RangeError(`bits of ${algorithm} must be a positive multiple of 32, got ${bits}`);
  }
  const all = [pdq, ...hashers];
  const timed = await microBench(
    all.map((hasher, at) => ({ name: `${at} ${hasher.algorithm}`, items: pictures.length, run: () => hashAll(hasher, pictures) })),
    { timeMs },
  );
  return hashers.map((hasher, at) => ({
    algorithm: hasher.algorithm,
    bits: hasher.bits,
    microseconds: timed[at + 1]!.median,
    timesPdq: timed[at + 1]!.ratio,
    ...spread(hasher, pictures),
  }));
}

/** Hashes of all pictures, packed. */
function hashAll(hasher: FrameHasher, pictures: readonly LumaFrame[]): Uint32Array {
  const words = hasher.bits / 32;
  const hashes = new Uint32Array(words * pictures.length);
  for (const [at, picture] of pictures.entries()) hasher.hash(picture, hashes, at * words);
  return hashes;
}

function spread(hasher: FrameHasher, pictures: readonly LumaFrame[]): Pick<HasherFigures, 'differentPictures' | 'changedPictures'> {
  const words = hasher.bits / 32;
  const hashes = hashAll(hasher, pictures);
  const share = (others: Uint32Array, at: number, otherAt: number) =>
    hammingDistance(hashes, at * words, others, otherAt * words, words) / hasher.bits;
  const between: number[] = [];
  for (let at = 0; at < pictures.length; at++) {
    for (let other = at + 1; other < pictures.length; other++) between.push(share(hashes, at, other));
  }
  const changed = Object.entries(CHANGES).map(([name, change]) => {
    const random = seededRandom(1);
    const copies = hashAll(
      hasher,
      pictures.map((picture) => change(picture, random)),
    );
    return [name, median(pictures.map((_, at) => share(copies, at, at)))] as const;
  });
  return { differentPictures: median(between), changedPictures: Object.fromEntries(changed) };
}

import { type FrameHasher, type LumaFrame, pdq } from '@streetdate/core/portable';
import { generatedPicture, seededRandom } from '../clips/pictures.ts';
import { CHANGES } from './changes.ts';
import { hashPictures } from './hash-pictures.ts';
import { hasherFault, type NamedHasher } from './load-hasher.ts';
import { measureSpeed } from './speed.ts';
import { type Telling, tellApart } from './tell-apart.ts';

/** Options for {@link benchHashers}. */
export interface BenchHashersOptions {
  /** Pictures to hash: at least two, as different as films are. @defaultValue 60 generated pictures of 64 × 64 */
  readonly pictures?: readonly LumaFrame[];
  /** Least time spent on each hasher, milliseconds. @defaultValue 1000 */
  readonly timeMs?: number;
}

/** Cost and quality of one hasher on the given pictures. */
export interface HasherFigures extends Telling {
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
 * Compares hashers: speed as a ratio to `pdq/1` in the same run, and how well changed pictures are told from different ones and found among
 * them. For developers of their own {@link FrameHasher}. It is a quick check and does not replace the accuracy benchmark.
 * @param hashers - At least one. `pdq/1` is measured as well, for the ratio, whether it is among them or not.
 * @returns Figures in the order of `hashers`.
 * @throws TypeError when there is no hasher or one is none; RangeError for fewer than two pictures; StreetdateError `bad-model` when a hasher
 * throws, answers later, gives two hashes of one picture, or writes other words than its own.
 */
export async function benchHashers(hashers: readonly FrameHasher[], options: BenchHashersOptions = {}): Promise<HasherFigures[]> {
  const { pictures = Array.from({ length: 60 }, (_, at) => generatedPicture(at + 1)), timeMs = 1000 } = options;
  if (hashers.length === 0) throw new TypeError('hashers must hold at least one FrameHasher, got none');
  if (pictures.length < 2) throw new RangeError(`pictures must hold at least 2, got ${pictures.length}`);
  for (const [at, hasher] of hashers.entries()) {
    const fault = hasherFault(hasher);
    if (fault !== undefined) throw new TypeError(`hashers[${at}] must be a FrameHasher: ${fault}`);
  }
  const copies = Object.entries(CHANGES).map(([name, change]) => {
    const random = seededRandom(1);
    return { change: name, pictures: pictures.map((picture) => change(picture, random)) };
  });
  const told: Telling[] = [];
  const all = [pdq, ...hashers].map((hasher): NamedHasher => ({ name: hasher.algorithm, source: hasher.algorithm, hasher }));
  for (const named of all.slice(1)) {
    const library = await hashPictures(named, pictures);
    const hashed: Parameters<typeof tellApart>[2][number][] = [];
    for (const { change, pictures } of copies) hashed.push({ change, hashes: await hashPictures(named, pictures), isCounted: true });
    told.push(tellApart(named.hasher.bits, library, hashed));
  }
  const timed = await measureSpeed(all, pictures, { timeMs });
  return hashers.map(({ algorithm, bits }, at) => {
    const telling = told[at]!;
    return {
      ...{ algorithm, bits, microseconds: timed[at + 1]!.median, timesPdq: timed[at + 1]!.ratio },
      ...telling,
      differentPictures: telling.different.median,
      changedPictures: Object.fromEntries(telling.changes.map(({ change, equal }) => [change, equal.median])),
    };
  });
}

import { hammingDistance } from '@streetdate/core/portable';
import {
  areaUnder,
  chanceAmong,
  type DistanceCounts,
  equalErrorRate,
  foundAt,
  pairsIn,
  quantileOf,
  type RocPoint,
  rocOf,
} from '../measure/roc.ts';

/** Hashes of changed copies of library pictures. */
export interface HashedCopies {
  /** What was done to the pictures. */
  readonly change: string;
  /** Packed hashes: copy `k` is of picture `k` of the library. */
  readonly hashes: Uint32Array;
  /** Whether the copies count as equal pictures in the overall figures. */
  readonly isCounted: boolean;
}

/** Distances of many pairs, as shares of the hash, 0 to 1. */
export interface DistanceSpread {
  /** Half of the pairs are nearer. */
  readonly median: number;
  /** One pair in twenty is nearer. */
  readonly low: number;
  /** One pair in twenty is farther. */
  readonly high: number;
}

/** How the copies of one change are told apart and found. */
export interface ChangeFigures {
  /** What was done to the pictures. */
  readonly change: string;
  /** Whether the copies count in the overall figures. */
  readonly isCounted: boolean;
  /** Distance of a copy from its picture. */
  readonly equal: DistanceSpread;
  /** Share of the copies found where at most one different pair in a thousand is taken for equal, 0 to 1. */
  readonly foundAt1e3: number;
  /** Share of the copies whose picture is the nearest of the library, 0 to 1. */
  readonly rank1: number;
}

/** How well a hash tells equal pictures from different ones, and finds a picture in a small library. */
export interface Telling {
  /** Pairs of a picture and its copy, and pairs of a copy and another picture. */
  readonly pairs: { readonly equal: number; readonly different: number };
  /** Distance of equal pictures. */
  readonly equal: DistanceSpread;
  /** Distance of different pictures. A hash with independent bits has a median of 0.5. */
  readonly different: DistanceSpread;
  /** Area under the ROC curve: 1 is perfect, 0.5 is guessing. */
  readonly areaUnderCurve: number;
  /** Share of the copies found where at most one different pair in a thousand is taken for equal, 0 to 1. */
  readonly foundAt1e3: number;
  /** The same for one pair in ten thousand; undefined for fewer than ten thousand different pairs. */
  readonly foundAt1e4: number | undefined;
  /** Error rate where equal and different pairs are mistaken equally often, 0 (perfect) to 1; 0.5 is guessing. */
  readonly equalErrorRate: number;
  /** Share of the copies whose picture is the nearest of the library, 0 to 1. Ties count as if in random order. */
  readonly rank1: number;
  /** Share of the copies whose picture is among the ten nearest. */
  readonly rank10: number;
  /** What guessing reaches: the shares for one and for ten of the library's pictures. */
  readonly chance: { readonly rank1: number; readonly rank10: number };
  /** Each change for itself. Its false positives are those of all counted changes. */
  readonly changes: readonly ChangeFigures[];
  /** Points of the ROC curve. */
  readonly roc: readonly RocPoint[];
  /** Pairs at each distance in bits. */
  readonly counts: { readonly equal: DistanceCounts; readonly different: DistanceCounts };
}

/** What is counted over the copies of one change. */
interface Tally {
  readonly equal: DistanceCounts;
  readonly different: DistanceCounts;
  readonly rank1: number;
  readonly rank10: number;
}

/**
 * Compares every copy with every picture of the library: its own is the equal pair, all others are different ones.
 * @param library - Packed hashes of pictures that differ from each other.
 * @param copies - At least one counted change, of at least one picture.
 */
export function tellApart(bits: number, library: Uint32Array, copies: readonly HashedCopies[]): Telling {
  const size = library.length / (bits / 32);
  const tallies = copies.map(({ hashes }) => tally(bits, library, hashes));
  const counted = tallies.filter((_, at) => copies[at]!.isCounted);
  const equal = sumOf(counted.map((each) => each.equal));
  const different = sumOf(counted.map((each) => each.different));
  const roc = rocOf(equal, different);
  const pairs = { equal: pairsIn(equal), different: pairsIn(different) };
  const reach = roc.findLast(({ falsePositives }) => falsePositives <= 1e-3)!.threshold;
  const mean = (rank: 'rank1' | 'rank10') => counted.reduce((sum, each) => sum + each[rank], 0) / pairs.equal;
  return {
    pairs,
    equal: spreadOf(equal, bits),
    different: spreadOf(different, bits),
    areaUnderCurve: areaUnder(roc),
    foundAt1e3: foundAt(roc, 1e-3),
    foundAt1e4: pairs.different < 1e4 ? undefined : foundAt(roc, 1e-4),
    equalErrorRate: equalErrorRate(roc),
    rank1: mean('rank1'),
    rank10: mean('rank10'),
    chance: { rank1: 1 / size, rank10: Math.min(1, 10 / size) },
    changes: copies.map(({ change, isCounted }, at) => {
      const own = tallies[at]!;
      const number = pairsIn(own.equal);
      return {
        change,
        isCounted,
        equal: spreadOf(own.equal, bits),
        foundAt1e3: pairsIn(own.equal.subarray(0, reach + 1)) / number,
        rank1: own.rank1 / number,
      };
    }),
    roc,
    counts: { equal, different },
  };
}

function tally(bits: number, library: Uint32Array, hashes: Uint32Array): Tally {
  const words = bits / 32;
  const size = library.length / words;
  const equal = new Float64Array(bits + 1);
  const different = new Float64Array(bits + 1);
  const distances = new Uint16Array(size);
  let [rank1, rank10] = [0, 0];
  for (let copy = 0; copy < hashes.length / words; copy++) {
    for (let other = 0; other < size; other++) distances[other] = hammingDistance(hashes, copy * words, library, other * words, words);
    const own = distances[copy]!;
    let [nearer, tied] = [0, 0];
    for (const [other, distance] of distances.entries()) {
      if (distance < own) nearer++;
      if (distance === own) tied++;
      if (other !== copy) different[distance]!++;
    }
    equal[own]!++;
    rank1 += chanceAmong(1, nearer, tied);
    rank10 += chanceAmong(10, nearer, tied);
  }
  return { equal, different, rank1, rank10 };
}

function sumOf(all: readonly DistanceCounts[]): DistanceCounts {
  return all[0]!.map((_, distance) => all.reduce((sum, counts) => sum + counts[distance]!, 0));
}

function spreadOf(counts: DistanceCounts, bits: number): DistanceSpread {
  return { median: quantileOf(counts, 0.5) / bits, low: quantileOf(counts, 0.05) / bits, high: quantileOf(counts, 0.95) / bits };
}

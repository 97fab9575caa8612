import type { ReferenceIndex } from '@streetdate/index';
import { type DerivedKind, ReferenceFollower } from '@streetdate/index/internal';
import { detectShotCuts, type ShotCuts } from './detect-cuts.ts';

/** Number of intervals between cuts in a key. */
export const KEY_INTERVALS = 4;
/**
 * The places that begin at each cut: the consecutive cuts, and variants without one of the inner ones, because a query may have missed it.
 * Each lists the key's cuts as steps from the first.
 */
const PLACES: readonly (readonly number[])[] = Array.from({ length: KEY_INTERVALS }, (_, passed) =>
  Array.from({ length: KEY_INTERVALS + 1 }, (_, cut) => (passed > 0 && cut >= passed ? cut + 1 : cut)),
);
/** Width of a bin of intervals, seconds: the sampling interval of a query. */
const BIN_SECONDS = 0.25;
/** Longest interval in a key, in bins: a minute. */
const MOST_BINS = 256;
const NOTHING = -1;
/** Most entries read from a bucket. Very common intervals, as of slides on a timer, prove nothing. */
const BUCKET_LIMIT = 1024;

/** One reference's cuts. */
export interface IndexedCuts extends ShotCuts {
  readonly id: string;
}

/** Range of the time between two cuts, seconds. */
export interface IntervalRange {
  readonly least: number;
  readonly most: number;
}

/** Receives a place of a reference: the cuts of a key. */
export type VisitPlace = (reference: number, cuts: readonly number[]) => void;

/**
 * Finds references by the intervals between their cuts. It follows a {@link ReferenceIndex} and takes 52 bytes a cut; films have 400 to
 * 1,200 cuts an hour.
 */
export class ShotCutIndex {
  readonly #references: (IndexedCuts | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #follower = new ReferenceFollower();
  /** First entry of each bucket. Entry `PLACES.length * cut + place`, with cuts numbered through all references. */
  #heads = new Int32Array(1 << 12).fill(NOTHING);
  /** Entry after each entry. */
  #next = new Int32Array(0);
  /** Reference of each cut. */
  #owners = new Uint32Array(0);
  /** Number of each reference's first cut. */
  readonly #firstCuts: number[] = [];
  /** Intervals of all entries in each bin. */
  readonly #counts = new Float64Array(MOST_BINS);
  #entries = 0;
  #cuts = 0;

  /** Number of cuts of all indexed references. */
  cutCount = 0;

  /** Updates it to the current references. Takes no time if they are unchanged. */
  follow(index: ReferenceIndex): void {
    this.#follower.follow(index, {
      add: (id) => {
        const track = index.trackOf(id);
        if (track !== undefined) this.#add({ id, ...detectShotCuts(track, 'reference') });
      },
      remove: (id) => this.#remove(id),
    });
  }

  /** The cuts of a reference number from {@link visitLike}. */
  at(reference: number): IndexedCuts {
    return this.#references[reference]!;
  }

  /**
   * Calls back with each place of a reference whose cuts have such intervals. Very common intervals are visited only in part.
   * @param intervals - {@link KEY_INTERVALS} of them.
   * @returns Number of entries read.
   */
  visitLike(intervals: readonly IntervalRange[], visit: VisitPlace): number {
    return this.#visitBins(intervals, [], visit);
  }

  /** Approximate number of entries that {@link visitLike} would read; consecutive intervals are assumed independent. */
  estimate(intervals: readonly IntervalRange[]): number {
    let entries = this.#entries;
    let buckets = 1;
    for (const range of intervals) {
      const [from, to] = binsOf(range);
      let count = 0;
      for (let bin = from; bin <= to; bin++) count += this.#counts[bin]!;
      entries *= count / Math.max(1, KEY_INTERVALS * this.#entries);
      buckets *= Math.max(0, to - from + 1);
    }
    return buckets + entries;
  }

  /** Visits the buckets of all combinations of bins with a given beginning. */
  #visitBins(intervals: readonly IntervalRange[], bins: number[], visit: VisitPlace): number {
    const range = intervals[bins.length];
    if (range === undefined) return this.#visitBucket(bins, intervals, visit);
    const [from, to] = binsOf(range);
    let looked = 0;
    for (let bin = from; bin <= to; bin++) {
      bins.push(bin);
      looked += this.#visitBins(intervals, bins, visit);
      bins.pop();
    }
    return looked;
  }

  #visitBucket(bins: readonly number[], intervals: readonly IntervalRange[], visit: VisitPlace): number {
    let entry = this.#heads[this.#bucketOf(bins)]!;
    let looked = 1;
    for (; entry !== NOTHING && looked < BUCKET_LIMIT; looked++, entry = this.#next[entry]!) {
      const cut = Math.floor(entry / PLACES.length);
      const reference = this.#owners[cut]!;
      const film = this.#references[reference];
      if (film === undefined) continue;
      const first = cut - this.#firstCuts[reference]!;
      const steps = PLACES[entry % PLACES.length]!;
      let fits = true;
      for (let at = 0; at < KEY_INTERVALS && fits; at++) {
        const interval = film.times[first + steps[at + 1]!]! - film.times[first + steps[at]!]!;
        // Compares the bin too: a bucket holds entries of several bins, and each entry must be visited once.
        fits = interval >= intervals[at]!.least && interval <= intervals[at]!.most && Math.floor(interval / BIN_SECONDS) === bins[at];
      }
      if (!fits) continue;
      const cuts = steps.map((step) => first + step);
      visit(reference, cuts);
    }
    return looked;
  }

  #add(film: IndexedCuts): void {
    const number = this.#references.length;
    this.#references.push(film);
    this.#firstCuts.push(this.#cuts);
    this.#numbers.set(film.id, number);
    this.#cuts += film.times.length;
    this.cutCount += film.times.length;
    if (this.#reserve()) return;
    this.#chain(number);
  }

  /** Adds a reference's places to the chains. */
  #chain(number: number): void {
    const film = this.#references[number]!;
    const from = this.#firstCuts[number]!;
    const bins = new Array<number>(KEY_INTERVALS);
    for (let first = 0; first < film.times.length; first++) {
      this.#owners[from + first] = number;
      for (const [place, steps] of PLACES.entries()) {
        if (first + steps[KEY_INTERVALS]! >= film.times.length) continue;
        for (let at = 0; at < KEY_INTERVALS; at++) {
          bins[at] = Math.floor((film.times[first + steps[at + 1]!]! - film.times[first + steps[at]!]!) / BIN_SECONDS);
        }
        if (bins.some((bin) => bin >= MOST_BINS)) continue;
        for (const bin of bins) this.#counts[bin]!++;
        this.#entries++;
        const bucket = this.#bucketOf(bins);
        const entry = PLACES.length * (from + first) + place;
        this.#next[entry] = this.#heads[bucket]!;
        this.#heads[bucket] = entry;
      }
    }
  }

  /** Leaves a tombstone: its entries stay in the chains and are skipped. */
  #remove(id: string): void {
    const number = this.#numbers.get(id);
    if (number === undefined) return;
    this.cutCount -= this.at(number).times.length;
    this.#references[number] = undefined;
    this.#numbers.delete(id);
  }

  /** Makes room, with as many buckets as places. @returns Whether all chains were rebuilt. */
  #reserve(): boolean {
    if (this.#cuts <= this.#owners.length) return false;
    const capacity = Math.max(4096, this.#cuts, this.#owners.length * 2);
    this.#owners = new Uint32Array(capacity);
    this.#next = new Int32Array(PLACES.length * capacity);
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(PLACES.length * capacity))).fill(NOTHING);
    this.#counts.fill(0);
    this.#entries = 0;
    for (const [number, film] of this.#references.entries()) if (film !== undefined) this.#chain(number);
    return true;
  }

  /** Multiplicative hashing by the golden ratio: neighbouring bins go to distant buckets. Knuth, "The art of computer programming", 6.4. */
  #bucketOf(bins: readonly number[]): number {
    let key = 0;
    for (const bin of bins) key = Math.imul(key ^ bin, 0x9e3779b1) ^ (key >>> 15);
    return Math.imul(key, 0x9e3779b1) >>> (Math.clz32(this.#heads.length) + 1);
  }
}

/** First and last bin of a range. */
function binsOf({ least, most }: IntervalRange): readonly [from: number, to: number] {
  return [Math.max(0, Math.floor(least / BIN_SECONDS)), Math.min(MOST_BINS - 1, Math.floor(most / BIN_SECONDS))];
}

const SHOT_CUTS: DerivedKind<ShotCutIndex> = { name: 'shot cuts', create: () => new ShotCutIndex() };

/** The shot cuts of an index, which owns them, updated to its references. */
export function shotCutIndexOf(index: ReferenceIndex): ShotCutIndex {
  const cuts = index.derived.of(SHOT_CUTS);
  cuts.follow(index);
  return cuts;
}

import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { firstFrom } from '@streetdate/index/internal';
import { type FrameClock, NO_FRAME } from '../../align/frame-clock.ts';
import type { MotionVote } from '../../match.ts';
import {
  boundChance,
  type CircularShift,
  circularShifts,
  type NullShift,
  nullSpread,
  shiftedPlaces,
} from '../../statistics/null-samples.ts';
import { logCorrelationTail } from '../../statistics/p-values.ts';
import type { AlignedInterval } from './grid-motion.ts';

/** Largest error of an alignment that is searched, seconds. Pictures locate it within an eighth of a second. */
const SHIFTS = [0, -0.06, 0.06, -0.12, 0.12];
/** Fewest and most compared frames; longer intervals are subsampled evenly. */
const FRAMES = { least: 4, most: 32 } as const;
/** Other moments of the reference for null samples: least and greatest distance from the alignment, and spacing, in seconds. */
const AWAY = { least: 1.5, most: 60, step: 0.2 } as const;
/** Fewest frames by which the time-reversed query is shifted against the same interval. */
const SHIFTED_BY = 3;
/**
 * Most bits of a frame that change independently. The standard deviation among unrelated films is never assumed smaller than with so many
 * in each frame.
 */
export const INDEPENDENT_BITS = 8;

/**
 * Compares the changes of hash bits of query and reference on an alignment. Static content is the same in all moments of a scene and in
 * other takes, so it is removed: each bit counts by its difference from its own mean over the interval. Null samples are made as for luma:
 * the query against other moments of the reference, and time-reversed against the same ones. So a slow pan, which correlates anywhere,
 * proves little.
 * Measured on clips of three seconds of people before a fixed camera: 0.64 to 0.94 on the true alignment, at most 0.31 at some thousands of
 * other places.
 * @param track - The query's track of the active area, in the alignment's orientation.
 * @param mostChance - Decimal logarithm of the chance above which it proves nothing. Null samples take nearly all of the time and are left
 * out where it would be above even with the least spread. @defaultValue 0
 * @returns Undefined if the interval has too few different pictures, or if they prove nothing.
 */
export function valueHashChanges(
  track: HashTrack,
  clock: FrameClock,
  map: AlignedInterval,
  mostChance = 0,
): HashChangeEvidence | undefined {
  const frames = framesOf(track, map);
  if (frames.length < FRAMES.least) return undefined;
  const changes = new Changes(track, frames, clock.track);
  const times = frames.map((frame) => map.referenceStart + map.speed * (track.timesMs[frame]! / 1000 - map.queryStart));
  const correlationAt = (shift: number, turn?: Turn) => {
    const shown = times.map((time) => clock.frameAt(time + shift));
    return shown.includes(NO_FRAME) ? 0 : changes.correlate(shown, turn);
  };
  const [best] = SHIFTS.map((shift) => ({ shift, correlation: correlationAt(shift) })).toSorted(
    (one, other) => other.correlation - one.correlation,
  );
  const { shift, correlation } = best!;
  const independent = INDEPENDENT_BITS * frames.length;
  const chanceAmong = (observations: number) => Math.min(0, logCorrelationTail(correlation, observations) + Math.log10(SHIFTS.length));
  if (chanceAmong(independent) > mostChance) return undefined;
  const shiftedBy = (by: CircularShift) => correlationAt(shift, shiftedPlaces(frames.length, by));
  const nullSamples = {
    away: away().map((seconds) => ({ shift: { away: seconds }, correlation: correlationAt(seconds) })),
    shifted: circularShifts(frames.length, 1, SHIFTED_BY).map((by) => ({ shift: by, correlation: shiftedBy(by) })),
  };
  const logChance = boundChance(chanceAmong(1 / nullSpread(nullSamples, independent) ** 2));
  return {
    evidence: { seenIn: 'pictures', moments: frames.length, correlation, logChance },
    correlationOf: (by) => ('away' in by ? correlationAt(shift + by.away) : shiftedBy(by)),
  };
}

/** The result of {@link valueHashChanges}. */
export interface HashChangeEvidence {
  readonly evidence: MotionVote;
  /** The correlation of a null sample. */
  readonly correlationOf: (shift: NullShift) => number;
}

/** Shifts away from the alignment, seconds. */
function away(): number[] {
  const shifts = Array.from({ length: Math.floor((AWAY.most - AWAY.least) / AWAY.step) }, (_, at) => AWAY.least + at * AWAY.step);
  return shifts.flatMap((shift) => [-shift, shift]);
}

/** An even subsample of a track's frames in an interval. */
function framesOf({ timesMs }: HashTrack, { queryStart, queryEnd }: AlignedInterval): number[] {
  const first = firstFrom(timesMs, 1000 * queryStart);
  const shown = firstFrom(timesMs, 1000 * queryEnd) - first;
  const count = Math.min(FRAMES.most, shown);
  return Array.from({ length: Math.max(0, count) }, (_, at) => first + Math.floor((at * shown) / count));
}

/** The query frame that is paired with a reference position. */
type Turn = (place: number) => number;

/**
 * Changes of bits from frame to frame, as ±1 minus their means over the frames. No bits are unpacked: sums of products of two hashes follow
 * from their distances, so that hundreds of null samples take a millisecond.
 */
class Changes {
  readonly #own: HashTrack;
  readonly #frames: readonly number[];
  readonly #other: HashTrack;
  readonly #words: number;
  /** Mean of each bit over the query's frames. */
  readonly #means: Float64Array;
  readonly #ofOwn: number;
  /** Products of the reference's frames with those means. */
  readonly #withMeans = new Map<number, number>();
  /** The reference frames that were compared last, and the energy of their changes. */
  #last: { readonly shown: readonly number[]; readonly energy: number } | undefined;

  constructor(own: HashTrack, frames: readonly number[], other: HashTrack) {
    this.#own = own;
    this.#frames = frames;
    this.#other = other;
    this.#words = own.bits / 32;
    this.#means = new Float64Array(own.bits);
    for (const frame of frames) {
      for (let bit = 0; bit < own.bits; bit++) this.#means[bit]! += signOf(own.hashes, frame * this.#words, bit) / frames.length;
    }
    this.#ofOwn = frames.length * (own.bits - this.#means.reduce((sum, mean) => sum + mean ** 2, 0));
  }

  /** Correlation with the paired reference frames; 0 if one of them is still. */
  correlate(shown: readonly number[], turn: Turn = (place) => place): number {
    let [products, withMeans] = [0, 0];
    for (let place = 0; place < shown.length; place++) {
      products += this.#product(this.#own, this.#frames[turn(place)]!, shown[place]!);
      withMeans += this.#productWithMeans(shown[place]!);
    }
    const energy = this.#ofOwn * this.#energyOf(shown);
    // For a still series the sum of integers minus their means leaves only rounding errors.
    return energy < 1e-6 ? 0 : (products - withMeans) / Math.sqrt(energy);
  }

  /** Sum of the squared changes of some reference frames. A shifted query is compared with the same ones dozens of times. */
  #energyOf(shown: readonly number[]): number {
    if (this.#last === undefined || !shown.every((frame, place) => frame === this.#last?.shown[place])) {
      const [count, { bits }] = [shown.length, this.#own];
      let ofMeans = 0;
      for (let place = 0; place < count; place++) {
        ofMeans += bits / count;
        for (let before = 0; before < place; before++) ofMeans += (2 / count) * this.#product(this.#other, shown[before]!, shown[place]!);
      }
      this.#last = { shown, energy: count * bits - ofMeans };
    }
    return this.#last.energy;
  }

  /** Sum over all bits of the product of a frame of a track and one of the reference. */
  #product(track: HashTrack, frame: number, shown: number): number {
    const words = this.#words;
    return track.bits - 2 * hammingDistance(track.hashes, frame * words, this.#other.hashes, shown * words, words);
  }

  #productWithMeans(shown: number): number {
    let product = this.#withMeans.get(shown);
    if (product === undefined) {
      product = this.#means.reduce((sum, mean, bit) => sum + mean * signOf(this.#other.hashes, shown * this.#words, bit), 0);
      this.#withMeans.set(shown, product);
    }
    return product;
  }
}

/** A bit of a hash as ±1. */
function signOf(hashes: Uint32Array, from: number, bit: number): number {
  return (hashes[from + (bit >>> 5)]! >>> (bit & 31)) & 1 ? 1 : -1;
}

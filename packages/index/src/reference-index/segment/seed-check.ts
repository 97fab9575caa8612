import type { BandKernel } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';

/** How far before and after a seed other query frames are compared, milliseconds. */
const REACH_MS = 2000;
/** Lowest and highest speed of an alignment through a seed. A copy may have any speed between. */
const [SLOWEST, FASTEST] = [0.5, 2];
/** Farthest that a frame may be from its place at speed 1. Without a limit, far frames at other speeds would be compared with half the film. */
const MOST_DRIFT_MS = 500;
/** Allows for the sampling intervals of query and reference and for rounding. */
const TOLERANCE_MS = 130;
/** Seeds with fewer frames around them are kept without a check. */
const FEWEST_COMPARED = 4;
/** A frame that differs in a smaller share of bits supports the seed. Unrelated frames differ in 0.5, with a standard deviation of 0.035. */
const NEUTRAL_SHARE = 0.41;
/** A seed holds when its supporting frames together are this share of bits below {@link NEUTRAL_SHARE}. */
const HOLDS_FROM = 0.16;
/** Most reference frames compared to one side: more than four seconds at 25 frames a second. */
const MOST_FRAMES = 128;

/** The frames of a reference, as a seed check reads them. */
export interface SeedReference {
  /** The kernel of the table that holds their hashes. */
  readonly kernel: Pick<BandKernel, 'nearest'>;
  /** The first frame of the reference in that table. */
  readonly first: number;
  /** Time of each frame after the frame before it, milliseconds. */
  readonly gaps: Uint16Array | Uint32Array;
}

/**
 * Tests whether a look-alike pair, a seed, is more than chance. The query frames around it must have look-alikes around it in the
 * reference, about where an alignment at some speed puts them. The test takes a few dozen comparisons of neighbouring hashes; an
 * alignment proposed by chance costs thousands later. It keeps one in five hundred chance pairs of moving pictures. It kept all of
 * 1,500 pairs on true alignments at 75 and 90 of 256 bits.
 */
export class SeedCheck {
  readonly #query: HashTrack;
  /** Start times of the reference frames around a seed, relative to the seed, milliseconds. `#first` is the index of the first of them. */
  readonly #starts = new Int32Array(2 * MOST_FRAMES + 2);
  #first = 0;
  #count = 0;

  /** @param query - The whole track of the query, not only the frames that are searched. */
  constructor(query: HashTrack) {
    this.#query = query;
  }

  /**
   * Whether a pair is more than chance.
   * @param queryFrame - The query frame of the pair.
   * @param frame - The reference frame of the pair.
   */
  holds(queryFrame: number, frame: number, reference: SeedReference): boolean {
    const { timesMs, bits } = this.#query;
    this.#walk(frame, reference.gaps);
    const enough = HOLDS_FROM * bits;
    let compared = 0;
    let gain = 0;
    // Nearest frames first, alternating between both sides.
    for (let step = 1, open = true; open; step++) {
      open = false;
      for (const other of [queryFrame - step, queryFrame + step]) {
        if (other < 0 || other >= timesMs.length) continue;
        const apart = timesMs[other]! - timesMs[queryFrame]!;
        if (Math.abs(apart) > REACH_MS) continue;
        open = true;
        compared++;
        gain += Math.max(0, NEUTRAL_SHARE * bits - this.#nearest(other, apart, reference));
        if (gain >= enough) return true;
      }
    }
    return compared < FEWEST_COMPARED;
  }

  /** Computes the start times of the frames around a seed. */
  #walk(frame: number, gaps: Uint16Array | Uint32Array): void {
    const reach = REACH_MS + MOST_DRIFT_MS + TOLERANCE_MS;
    let first = frame;
    for (let before = 0; first > 0 && frame - first < MOST_FRAMES && before < reach; first--) before += gaps[first]!;
    const starts = this.#starts;
    let start = 0;
    for (let at = first; at < frame; at++) start -= gaps[at + 1]!;
    let count = 0;
    for (let at = first; at < gaps.length && at - frame < MOST_FRAMES; at++) {
      starts[count++] = start;
      if (start > reach) break;
      start += gaps[at + 1] ?? 0;
    }
    this.#first = first;
    this.#count = count;
  }

  /** The smallest distance of a query frame to the reference frames at the times where an alignment may put it. */
  #nearest(queryFrame: number, apart: number, { kernel, first }: SeedReference): number {
    const [one, other] = [apart * SLOWEST, apart * FASTEST];
    const from = Math.max(Math.min(one, other), apart - MOST_DRIFT_MS) - TOLERANCE_MS;
    const to = Math.min(Math.max(one, other), apart + MOST_DRIFT_MS) + TOLERANCE_MS;
    // A frame stays on the screen until the next one starts, so the last one before `from` counts too.
    const start = this.#first + Math.max(0, this.#startedBefore(from) - 1);
    const end = this.#first + this.#startedBefore(Math.floor(to) + 1);
    return kernel.nearest(this.#query.hashes, queryFrame, first + start, first + end);
  }

  /** Number of frames around the seed that start before a time. */
  #startedBefore(time: number): number {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

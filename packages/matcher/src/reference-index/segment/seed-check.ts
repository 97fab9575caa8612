import type { BandKernel, HashTrack } from '@streetdate/core/portable';

/** Seconds of query to both sides of a seed in which other frames are asked. */
const REACH_MS = 2000;
/** Slowest and fastest line through a seed: a copy may run at any speed between. */
const [SLOWEST, FASTEST] = [0.5, 2];
/** A frame is sought at most so far from where it is at the plain speed: far from the seed the other speeds would need half the film. */
const MOST_DRIFT_MS = 500;
/** Sampling intervals of query and reference, and rounding. */
const TOLERANCE_MS = 130;
/** Seeds with fewer frames around them are kept as they are. */
const FEWEST_ASKED = 4;
/** Share of bits under which a frame speaks for a line: unrelated ones lie near 0.5, with a deviation of 0.035. */
const NEUTRAL_SHARE = 0.41;
/** Share of bits, summed over the frames that speak for a line, from which on it holds. */
const HOLDS_FROM = 0.16;
/** Reference frames looked at to one side: four seconds at 25 a second, and more. */
const MOST_FRAMES = 128;

/** Where the frames of a reference lie. */
export interface SeedReference {
  /** The kernel on a table that has their hashes. */
  readonly kernel: Pick<BandKernel, 'nearest'>;
  /** The first of them in that table. */
  readonly first: number;
  /** Milliseconds to each frame from the one before. */
  readonly gaps: Uint16Array | Uint32Array;
}

/**
 * Says whether a look-alike pair is more than chance: whether the frames around it in the query have look-alikes around it in the reference, about where a line at some
 * speed has them. A few dozen comparisons of codes that lie side by side, where a line that is proposed by chance costs thousands later: of chance pairs of moving
 * pictures it keeps one in five hundred, and of 1,500 on lines 75 or 90 of 256 bits away it kept all.
 */
export class SeedCheck {
  readonly #query: HashTrack;
  /** When reference frames around a seed begin and end, from the seed on, ms; and which the first one is. */
  readonly #starts = new Int32Array(2 * MOST_FRAMES + 2);
  #first = 0;
  #count = 0;

  /** @param query - The query's track, with the frames that are not looked up as well. */
  constructor(query: HashTrack) {
    this.#query = query;
  }

  /**
   * @param queryFrame - The query's frame of the pair.
   * @param frame - The reference's.
   */
  holds(queryFrame: number, frame: number, reference: SeedReference): boolean {
    const { timesMs, bits } = this.#query;
    this.#walk(frame, reference.gaps);
    const enough = HOLDS_FROM * bits;
    let asked = 0;
    let gain = 0;
    // The nearest first, from both sides in turn.
    for (let step = 1, open = true; open; step++) {
      open = false;
      for (const other of [queryFrame - step, queryFrame + step]) {
        if (other < 0 || other >= timesMs.length) continue;
        const apart = timesMs[other]! - timesMs[queryFrame]!;
        if (Math.abs(apart) > REACH_MS) continue;
        open = true;
        asked++;
        gain += Math.max(0, NEUTRAL_SHARE * bits - this.#nearest(other, apart, reference));
        if (gain >= enough) return true;
      }
    }
    return asked < FEWEST_ASKED;
  }

  /** Finds out when the frames around a seed are on the screen. */
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

  /** The fewest bits in which a query frame differs from what is on the screen when a line may show it. */
  #nearest(queryFrame: number, apart: number, { kernel, first }: SeedReference): number {
    const [one, other] = [apart * SLOWEST, apart * FASTEST];
    const from = Math.max(Math.min(one, other), apart - MOST_DRIFT_MS) - TOLERANCE_MS;
    const to = Math.min(Math.max(one, other), apart + MOST_DRIFT_MS) + TOLERANCE_MS;
    // A frame is on the screen until the next one: of those that began before, the last still is.
    const start = this.#first + Math.max(0, this.#startedBefore(from) - 1);
    const end = this.#first + this.#startedBefore(Math.floor(to) + 1);
    return kernel.nearest(this.#query.hashes, queryFrame, first + start, first + end);
  }

  /** How many of the frames around the seed begin before a time. */
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

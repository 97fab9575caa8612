import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { TICK_MS } from '../bands/band-rows.ts';
import { WINDOW_TICKS } from './grids.ts';

/** An alignment proposed by the join: a window of a query and an offset into a reference. */
export interface ProposedAlignment {
  /** The number of the query's window. */
  readonly part: number;
  /** Least offset from query time to reference time, in ticks. */
  readonly shift: number;
  /** Width of the range of offsets, in ticks. */
  readonly width: number;
}

/** Share of differing bits between unrelated pictures, and its standard deviation. */
const UNRELATED_SHARE = 0.475;
const SPREAD_SHARE = 0.045;
/** Resolution of the evidence. */
const UNITS = 100;
/**
 * Least evidence of an alignment that holds, as a natural logarithm. Each moment adds the evidence of its distance against unrelated
 * pictures. Of 3,700 false alignments between generated films, 99 of 100 have less than 50. The others have up to 85, from pictures in both
 * films. Windows of copies have a median of 270 when 60 of 256 bits differ, and of 100 when 90 differ. Three moments with 40 differing bits
 * suffice.
 */
const HOLDS_FROM = 70;
/** Frames and offsets that are compared first: one in so many. */
const COARSE_STRIDE = 2;
/**
 * Least evidence of these for the others to be compared. Of 5,000 true alignments that hold, 1 in 200 of the weakest tenth is given up, and
 * none of the others. Checking takes half the time.
 */
const WORTH_COMPARING = 25;
/** Step between the tested offsets, ms. Frames of a lively shot tolerate half of it. */
const STEP_MS = 125;
/** Ratio between the tested speeds. An error of half a step moves the ends of a window by a tenth of a second. */
const SPEED_STEP = 1.04;
/** Tested speeds on each side of plain speed, from half to twice. */
const SPEED_STEPS = 18;
const WINDOW_MS = WINDOW_TICKS * TICK_MS;
/** Marks a pair that is not yet compared. */
const UNKNOWN = -(2 ** 15);
/** Marks a time without a reference frame. */
const NO_FRAME = -1;

/** A reference's track, with the moment of each of its frames. */
export interface MarkedTrack {
  readonly track: HashTrack;
  readonly moments: Int32Array;
}

/** Whether the reference matches the query's window on an alignment near the proposed one. */
export function holds(alignment: ProposedAlignment, query: HashTrack, reference: MarkedTrack): boolean {
  const offsets = new NearOffsets(alignment, query, reference);
  return offsets.best(COARSE_STRIDE) >= WORTH_COMPARING && offsets.best(1) >= HOLDS_FROM;
}

/**
 * Measures the evidence for a proposed alignment: the distances of its frames in the best run of the window. All query frames against one
 * moment of the reference count as one observation. This takes some thousand comparisons; searching the whole query in the whole reference
 * takes a thousand times as long. An alignment that holds is only worth that search; it is no match yet.
 * @param stride - Compares only one in so many frames of the query, at one in so many offsets. @defaultValue 1
 * @returns Evidence of the best run on the best alignment, as a natural logarithm, 0 or more.
 */
export function evidenceOf(alignment: ProposedAlignment, query: HashTrack, reference: MarkedTrack, stride = 1): number {
  return new NearOffsets(alignment, query, reference).best(stride);
}

/** The offsets and speeds near a proposed alignment. */
class NearOffsets {
  readonly #timesMs: Uint32Array;
  readonly #middle: number;
  readonly #first: number;
  readonly #least: number;
  readonly #most: number;
  readonly #steepest: number;
  readonly #evidence: WindowEvidence;

  constructor({ part, shift, width }: ProposedAlignment, query: HashTrack, reference: MarkedTrack) {
    const from = part * WINDOW_MS;
    const [start, end] = [firstFrom(query.timesMs, from), firstFrom(query.timesMs, from + WINDOW_MS)];
    this.#timesMs = query.timesMs.subarray(start, end);
    this.#middle = from + WINDOW_MS / 2;
    // Both times were rounded down to ticks.
    this.#least = (shift - 1) * TICK_MS;
    this.#most = (shift + width) * TICK_MS;
    // A larger speed change leaves the bin within half a window.
    this.#steepest = Math.min(1, (2 * width * TICK_MS) / WINDOW_MS);
    this.#first = from + this.#least - this.#steepest * WINDOW_MS;
    const shown = framesShown(reference.track, this.#first, from + WINDOW_MS + this.#most + this.#steepest * WINDOW_MS);
    this.#evidence = new WindowEvidence(query, start, reference, shown, end - start);
  }

  /** Evidence of the best run. @param stride - As in {@link evidenceOf}. */
  best(stride: number): number {
    const [middle, least, most] = [this.#middle, this.#least, this.#most];
    const cells = new Int32Array(this.#timesMs.length);
    let best = 0;
    for (let step = -SPEED_STEPS; step <= SPEED_STEPS; step++) {
      const speed = SPEED_STEP ** step;
      if (Math.abs(speed - 1) > this.#steepest) continue;
      const drift = (Math.abs(speed - 1) * WINDOW_MS) / 2;
      for (let at = 0; at < cells.length; at++)
        cells[at] = Math.round((middle + least - drift + speed * (this.#timesMs[at]! - middle) - this.#first) / STEP_MS);
      const shifts = Math.ceil((most - least + 2 * drift) / STEP_MS);
      for (let shift = 0; shift <= shifts; shift += stride) best = Math.max(best, this.#evidence.ofBestRun(cells, shift, stride));
    }
    return best / UNITS;
  }
}

/** Evidence of each query frame at each reference time of an interval. Pairs are compared on first use. */
class WindowEvidence {
  readonly #query: HashTrack;
  readonly #start: number;
  readonly #reference: HashTrack;
  readonly #shown: Int32Array;
  readonly #moments: Int32Array;
  readonly #evidence: Int16Array;

  /** @param start - The first of the window's `count` frames. */
  constructor(query: HashTrack, start: number, { track, moments }: MarkedTrack, shown: Int32Array, count: number) {
    this.#query = query;
    this.#start = start;
    this.#reference = track;
    this.#shown = shown;
    this.#moments = shown.map((frame) => (frame === NO_FRAME ? NO_FRAME : moments[frame]!));
    this.#evidence = new Int16Array(count * shown.length).fill(UNKNOWN);
  }

  /** Greatest sum over neighbouring moments on an alignment: each `stride`-th frame `at` against the time `cells[at] + shift`. Hot loop. */
  ofBestRun(cells: Int32Array, shift: number, stride: number): number {
    const moments = this.#moments;
    const evidence = this.#evidence;
    const times = moments.length;
    let best = 0;
    let run = 0;
    let sum = 0;
    let count = 0;
    let last = NO_FRAME;
    for (let at = 0; at < cells.length; at += stride) {
      const cell = cells[at]! + shift;
      const moment = moments[cell]!;
      if (moment !== last) {
        if (count > 0) run = Math.max(0, run + sum / count);
        if (run > best) best = run;
        sum = 0;
        count = 0;
        last = moment;
      }
      if (moment === NO_FRAME) continue;
      const known = evidence[at * times + cell]!;
      sum += known === UNKNOWN ? this.#compare(at, cell) : known;
      count++;
    }
    return count > 0 ? Math.max(best, run + sum / count) : best;
  }

  #compare(at: number, cell: number): number {
    const { bits, hashes } = this.#query;
    const words = bits / 32;
    const distance = hammingDistance(hashes, (this.#start + at) * words, this.#reference.hashes, this.#shown[cell]! * words, words);
    const deviations = (UNRELATED_SHARE - distance / bits) / SPREAD_SHARE;
    const evidence = Math.round(UNITS * ((deviations * Math.abs(deviations)) / 2 - 1));
    this.#evidence[at * this.#shown.length + cell] = evidence;
    return evidence;
  }
}

/** The displayed frame at every {@link STEP_MS}, or {@link NO_FRAME}. */
function framesShown({ timesMs, spansMs }: HashTrack, firstMs: number, lastMs: number): Int32Array {
  const shown = new Int32Array(Math.ceil((lastMs - firstMs) / STEP_MS) + 3);
  let frame = firstFrom(timesMs, firstMs) - 1;
  for (let cell = 0; cell < shown.length; cell++) {
    const time = firstMs + cell * STEP_MS;
    while (frame + 1 < timesMs.length && timesMs[frame + 1]! <= time) frame++;
    shown[cell] = frame >= 0 && time < timesMs[frame]! + spansMs[frame]! + STEP_MS ? frame : NO_FRAME;
  }
  return shown;
}

/** The first frame at or after a time; the number of frames if there is none. */
function firstFrom(timesMs: Uint32Array, time: number): number {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesMs[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

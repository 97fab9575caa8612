import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { TICK_MS } from '../bands/band-rows.ts';
import { WINDOW_TICKS } from './grids.ts';

/** A line that the join proposes: where a window of a query may show a reference. */
export interface ProposedLine {
  /** The window of the query. */
  readonly part: number;
  /** Ticks from the query's time to the reference's, at the least. */
  readonly shift: number;
  /** Ticks that it may be more than that. */
  readonly width: number;
}

/** Share of the bits in which unrelated pictures differ, and how far single ones are from that. */
const UNRELATED_SHARE = 0.475;
const SPREAD_SHARE = 0.045;
/** What gains are counted in. */
const UNITS = 100;
/**
 * Evidence from which on a line holds, in powers of e: each moment adds what its nearness is worth among unrelated pictures. Of 3,700 chance lines between generated films
 * 99 of 100 have less than 50, and the others, of pictures that both films show, up to 85; windows of copies have 270 (the middle one) where 60 of 256 bits are
 * turned, and 100 where 90 are. Three moments that differ in 40 bits are enough.
 */
const HOLDS_FROM = 70;
/** Step in which lines are tried, ms: half of it is what frames of a lively shot bear. */
const STEP_MS = 125;
/** Step between the speeds that are tried: off by half of it, a line is a tenth of a second off at the ends of a window. */
const SPEED_STEP = 1.04;
/** Speeds to both sides of the plain one, to half and to twice it. */
const SPEED_STEPS = 18;
const WINDOW_MS = WINDOW_TICKS * TICK_MS;
/** Stands for what was not compared yet. */
const UNKNOWN = -(2 ** 15);
/** A time at which a reference shows nothing. */
const NO_FRAME = -1;

/** A reference's track, with the moment of each of its frames. */
export interface MarkedTrack {
  readonly track: HashTrack;
  readonly moments: Int32Array;
}

/** Whether the reference shows something of the query's window on a line near the proposed one. */
export function holds(line: ProposedLine, query: HashTrack, reference: MarkedTrack): boolean {
  return evidenceOf(line, query, reference) >= HOLDS_FROM;
}

/**
 * Says whether a proposed line is more than chance, by what a line is made of: the distance of its pictures, in the best run of the window. Frames of the query beside one
 * moment of the reference are one observation. Some thousand comparisons, where the search of a whole query in a whole reference takes a thousand times as long;
 * what holds is not found yet, only worth that search.
 * @returns How rarely unrelated pictures are as near as those of the best run on the best line: a natural logarithm, 0 or more.
 */
export function evidenceOf({ part, shift, width }: ProposedLine, query: HashTrack, reference: MarkedTrack): number {
  const { timesMs } = query;
  const from = part * WINDOW_MS;
  const middle = from + WINDOW_MS / 2;
  const [start, end] = [firstFrom(timesMs, from), firstFrom(timesMs, from + WINDOW_MS)];
  // Both times were rounded down to ticks.
  const [least, most] = [(shift - 1) * TICK_MS, (shift + width) * TICK_MS];
  // A line that is steeper than this leaves its bin before half of the window is over.
  const steepest = Math.min(1, (2 * width * TICK_MS) / WINDOW_MS);
  const first = from + least - steepest * WINDOW_MS;
  const shown = framesShown(reference.track, first, from + WINDOW_MS + most + steepest * WINDOW_MS);
  const evidence = new WindowEvidence(query, start, reference, shown, end - start);
  const cells = new Int32Array(end - start);
  let best = 0;
  for (let step = -SPEED_STEPS; step <= SPEED_STEPS; step++) {
    const speed = SPEED_STEP ** step;
    if (Math.abs(speed - 1) > steepest) continue;
    const drift = (Math.abs(speed - 1) * WINDOW_MS) / 2;
    for (let at = 0; at < cells.length; at++)
      cells[at] = Math.round((middle + least - drift + speed * (timesMs[start + at]! - middle) - first) / STEP_MS);
    const shifts = Math.ceil((most - least + 2 * drift) / STEP_MS);
    for (let shift = 0; shift <= shifts; shift++) best = Math.max(best, evidence.ofBestRun(cells, shift));
  }
  return best / UNITS;
}

/** What each frame of a window says for each time of a stretch, compared when it is first asked for. */
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

  /** The most that neighbouring moments say together on a line: frame `at` beside the time `cells[at] + shift`. Hot loop. */
  ofBestRun(cells: Int32Array, shift: number): number {
    const moments = this.#moments;
    const evidence = this.#evidence;
    const times = moments.length;
    let best = 0;
    let run = 0;
    let sum = 0;
    let count = 0;
    let last = NO_FRAME;
    for (let at = 0; at < cells.length; at++) {
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

/** The frame that is on the screen at every {@link STEP_MS}, or {@link NO_FRAME}. */
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

/** The first frame at a time or after it; as many as there are when none is. */
function firstFrom(timesMs: Uint32Array, time: number): number {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesMs[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { HashTrack } from '@streetdate/core/portable';
import { firstFrom } from '@streetdate/index/internal';
import { rankedValue } from '../statistics/ranked-value.ts';

/** A time without a frame in the track: before its first, after its last, or in a gap. */
export const NO_FRAME = -1;

/** Tolerance added to a frame's span, because rounding to milliseconds and uneven frame times leave small holes. */
const SLACK_MS = 60;

/** Resolution of the tables, milliseconds. */
const STEP_MS = 20;
/** Steps of a table, as a power of two: 20 s. */
const TABLE_BITS = 10;
const TABLE_STEPS = 1 << TABLE_BITS;

/**
 * Finds the frame of a track nearest to a time. A sample stands for half a sampling interval on both sides; a still picture stands for its
 * whole span. It is called millions of times, so it looks into tables of 20 ms steps. Each covers 20 s and is made when it is first asked:
 * in a large library most alignments ask for a few seconds of a long film.
 */
export class FrameClock {
  readonly track: HashTrack;
  /** End of the last frame, seconds. */
  readonly end: number;
  readonly #half: number;
  readonly #steps: number;
  readonly #tables: (Int32Array | undefined)[];

  constructor(track: HashTrack) {
    this.track = track;
    const { timesMs, spansMs } = track;
    const frames = timesMs.length;
    const endMs = frames === 0 ? 0 : timesMs[frames - 1]! + spansMs[frames - 1]!;
    this.end = endMs / 1000;
    this.#half = halfInterval(spansMs);
    this.#steps = Math.floor((endMs + SLACK_MS) / STEP_MS) + 1;
    this.#tables = new Array<Int32Array | undefined>(Math.ceil(this.#steps / TABLE_STEPS)).fill(undefined);
  }

  /** The frame nearest to `time` (seconds), or {@link NO_FRAME}. */
  frameAt(time: number): number {
    const step = Math.floor((time * 1000) / STEP_MS);
    if (step < 0 || step >= this.#steps) return NO_FRAME;
    const table = this.#tables[step >>> TABLE_BITS] ?? this.#makeTable(step >>> TABLE_BITS);
    return table[step & (TABLE_STEPS - 1)]!;
  }

  #makeTable(number: number): Int32Array {
    const table = new Int32Array(TABLE_STEPS).fill(NO_FRAME);
    const { timesMs } = this.track;
    const [from, to] = [number * TABLE_STEPS, (number + 1) * TABLE_STEPS];
    let frame = firstFrom(timesMs, from * STEP_MS);
    while (frame > 0 && this.#lastStepOf(frame - 1) >= from) frame--;
    for (; frame < timesMs.length; frame++) {
      // A step belongs to the frame nearest to its middle. The next frame also overwrites the steps that it covers.
      const first = Math.max(0, Math.ceil((timesMs[frame]! - this.#half - STEP_MS / 2) / STEP_MS));
      if (first >= to) break;
      table.fill(frame, Math.max(0, first - from), Math.max(0, this.#lastStepOf(frame) + 1 - from));
    }
    this.#tables[number] = table;
    return table;
  }

  #lastStepOf(frame: number): number {
    const { timesMs, spansMs } = this.track;
    return Math.floor((timesMs[frame]! + spansMs[frame]! - this.#half + SLACK_MS - STEP_MS / 2) / STEP_MS);
  }
}

/** Longest span that counts as a sampling interval, milliseconds. */
const LONGEST_SAMPLING_MS = 250;

/** Half the sampling interval, milliseconds, from the shortest spans: these are single samples. At most an eighth of a second. */
export function halfInterval(spansMs: Uint32Array): number {
  if (spansMs.length === 0) return 0;
  const counts = new Uint32Array(LONGEST_SAMPLING_MS + 1);
  for (const span of spansMs) counts[Math.min(LONGEST_SAMPLING_MS, span)]!++;
  return rankedValue(counts, Math.floor(spansMs.length / 10)) / 2;
}

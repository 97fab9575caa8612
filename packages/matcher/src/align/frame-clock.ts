import type { HashTrack } from '@streetdate/core/portable';

/** A time without a frame in the track: before its first, after its last, or in a gap. */
export const NO_FRAME = -1;

/** Tolerance added to a frame's span, because rounding to milliseconds and uneven frame times leave small holes. */
const SLACK_MS = 60;

/** Resolution of the table, milliseconds. */
const STEP_MS = 20;

/**
 * Finds the frame of a track nearest to a time. A sample stands for half a sampling interval on both sides; a still picture stands for its
 * whole span. It is called millions of times, so it is a table of 20 ms steps without a search.
 */
export class FrameClock {
  readonly track: HashTrack;
  /** End of the last frame, seconds. */
  readonly end: number;
  readonly #steps: Int32Array;

  constructor(track: HashTrack) {
    this.track = track;
    const { timesMs, spansMs } = track;
    const frames = timesMs.length;
    const endMs = frames === 0 ? 0 : timesMs[frames - 1]! + spansMs[frames - 1]!;
    this.end = endMs / 1000;
    this.#steps = new Int32Array(Math.floor((endMs + SLACK_MS) / STEP_MS) + 1).fill(NO_FRAME);
    const half = halfInterval(spansMs);
    for (let frame = 0; frame < frames; frame++) {
      // A step belongs to the frame nearest to its middle. The next frame also overwrites the steps that it covers.
      const first = Math.max(0, Math.ceil((timesMs[frame]! - half - STEP_MS / 2) / STEP_MS));
      const last = Math.floor((timesMs[frame]! + spansMs[frame]! - half + SLACK_MS - STEP_MS / 2) / STEP_MS);
      this.#steps.fill(frame, first, Math.min(this.#steps.length, last + 1));
    }
  }

  /** The frame nearest to `time` (seconds), or {@link NO_FRAME}. */
  frameAt(time: number): number {
    const step = Math.floor((time * 1000) / STEP_MS);
    return step < 0 || step >= this.#steps.length ? NO_FRAME : this.#steps[step]!;
  }
}

/** Half the sampling interval, milliseconds, from the shortest spans: these are single samples. At most an eighth of a second. */
export function halfInterval(spansMs: Uint32Array): number {
  if (spansMs.length === 0) return 0;
  const sorted = spansMs.slice().sort();
  return Math.min(125, sorted[Math.floor(sorted.length / 10)]! / 2);
}

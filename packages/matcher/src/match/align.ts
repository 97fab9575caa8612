import type { HashTrack } from '@streetdate/core/portable';
import type { FrameClock } from './frame-clock.ts';
import { bestRun, type Line, measureLine, NOT_COMPARED } from './line.ts';
import { FASTEST, ISSUED_SPEEDS, SLOWEST } from './speeds.ts';

/** A line with the query frames that it explains. */
export interface AlignedRun {
  /** The line. */
  readonly line: Line;
  /** First query frame on it. */
  readonly start: number;
  /** Query frame after the last one on it. */
  readonly end: number;
  /** Distances in bits from `start` to `end`; {@link NOT_COMPARED} where there was nothing to compare. */
  readonly distances: Uint16Array;
}

/**
 * Share of bits at which a frame speaks neither for nor against the line: unrelated frames lie near 0.48 and rarely under 0.41,
 * so that a run of frames from another film loses 0.07 a frame and ends the segment.
 */
const NEUTRAL_SHARE = 0.41;
/** Share of differing bits between unrelated pictures. */
const UNRELATED_SHARE = 0.475;
/** Frames that a segment may be without before it ends, seconds: black between two scenes, a frozen player. */
const LONGEST_GAP = 12;
/** A segment ends where frames speak against it by this many bits more than for it. */
const DROP_FRAMES = 8;

/** A proposed line, solved on the block that proposed it. */
export interface SettledLine {
  /** The line. */
  readonly line: Line;
  /** First query frame of the stretch that shows the reference. */
  readonly start: number;
  /** Query frame after the stretch. */
  readonly end: number;
}

/**
 * Solves a proposed line on the block that proposed it.
 * @param query - The query's track.
 * @param clock - The reference.
 * @param proposed - The line to begin with: right within about 0.4 s over the block.
 * @param start - First query frame of the block.
 * @param end - Query frame after the block.
 * @param scratch - At least as many entries as the query has frames.
 * @returns Undefined when the block shows nothing of the reference on a line near the proposed one.
 */
export function settleLine(
  query: HashTrack,
  clock: FrameClock,
  proposed: Line,
  start: number,
  end: number,
  scratch: Uint16Array,
): SettledLine | undefined {
  const cut = NEUTRAL_SHARE * query.bits;
  const line = solveLine(query, clock, proposed, start, end, cut, { offset: 0.4, speed: 0.02 }, scratch);
  measureLine(query, clock, line, start, end, scratch);
  const run = bestRun(scratch, start, end, cut);
  return run.gain <= 0 ? undefined : { line, start: run.start, end: run.end };
}

/**
 * Follows a settled line through the query in both directions. The speed is known as exactly as the stretch is long, so the stretch
 * grows up to threefold and the line is solved again, until it grows no more.
 * @param scratch - At least as many entries as the query has frames.
 * @returns The run with sharp ends; undefined when nothing of it is left.
 */
export function followLine(query: HashTrack, clock: FrameClock, settled: SettledLine, scratch: Uint16Array): AlignedRun | undefined {
  const cut = NEUTRAL_SHARE * query.bits;
  let { line, start, end } = settled;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const grown = extend(query, clock, line, start, end, cut, scratch);
    // A line that is right within a sampling interval at the ends of a stretch is off by three at the ends of one three times as long.
    const reach = { offset: 0.15, speed: 0.5 / Math.max(0.5, secondsOf(query, grown.start, grown.end)) };
    line = solveLine(query, clock, line, grown.start, grown.end, cut, reach, scratch);
    const unchanged = grown.start === start && grown.end === end;
    ({ start, end } = grown);
    if (unchanged) break;
  }
  line = snapSpeed(query, clock, line, start, end, cut, scratch);
  return trim(query, clock, line, start, end, cut, scratch);
}

const MAX_ROUNDS = 24;

/** Seconds of query from one frame to another. */
function secondsOf(query: HashTrack, start: number, end: number): number {
  return end <= start ? 0 : (query.timesMs[end - 1]! - query.timesMs[start]!) / 1000;
}

interface Reach {
  readonly offset: number;
  readonly speed: number;
}

/**
 * Finds the line with the highest gain near `line`, turning it about the middle of the stretch. Coarse to fine; the last step is
 * a quarter of the first ones' reach / 4, that is 25 ms where the reach is 0.4 s.
 */
function solveLine(
  query: HashTrack,
  clock: FrameClock,
  line: Line,
  start: number,
  end: number,
  cut: number,
  reach: Reach,
  scratch: Uint16Array,
): Line {
  const sampled = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
  const middle = (query.timesMs[start]! + query.timesMs[Math.max(start, end - 1)]!) / 2000;
  let atMiddle = line.offset + line.speed * middle;
  let speed = line.speed;
  let best = -Infinity;
  let offsetStep = reach.offset / 4;
  let speedStep = reach.speed / 4;
  for (let round = 0; round < 3; round++) {
    const [fromMiddle, fromSpeed] = [atMiddle, speed];
    for (let turn = -4; turn <= 4; turn++) {
      const trySpeed = Math.min(FASTEST * 1.02, Math.max(SLOWEST / 1.02, fromSpeed + turn * speedStep));
      for (let shift = -4; shift <= 4; shift++) {
        const tryMiddle = fromMiddle + shift * offsetStep;
        const candidate = { offset: tryMiddle - trySpeed * middle, speed: trySpeed };
        const gain = gainOf(query, clock, candidate, start, end, cut, sampled, scratch);
        // Equal gains (a still picture) keep the line that is nearest to where the search began.
        if (gain > best + 1e-9 || (gain > best - 1e-9 && shift === 0 && turn === 0)) {
          best = gain;
          atMiddle = tryMiddle;
          speed = trySpeed;
        }
      }
    }
    offsetStep /= 4;
    speedStep /= 4;
  }
  return { offset: atMiddle - speed * middle, speed };
}

/** Frames that are compared for one line while it is solved; of longer stretches an even selection. */
const MOST_SOLVED = 240;

function gainOf(
  query: HashTrack,
  clock: FrameClock,
  line: Line,
  start: number,
  end: number,
  cut: number,
  stride: number,
  scratch: Uint16Array,
): number {
  if (stride === 1) {
    measureLine(query, clock, line, start, end, scratch);
    return bestRun(scratch, start, end, cut).gain;
  }
  let gain = 0;
  for (let frame = start; frame < end; frame += stride) {
    measureLine(query, clock, line, frame, frame + 1, scratch);
    if (scratch[frame] !== NOT_COMPARED) gain += cut - scratch[frame]!;
  }
  return gain;
}

/** Grows a stretch to at most three times its length for as long as the frames speak for the line. */
function extend(
  query: HashTrack,
  clock: FrameClock,
  line: Line,
  start: number,
  end: number,
  cut: number,
  scratch: Uint16Array,
): { readonly start: number; readonly end: number } {
  const frames = query.timesMs.length;
  const reach = Math.max(16, end - start);
  const first = Math.max(0, start - reach);
  const last = Math.min(frames, end + reach);
  measureLine(query, clock, line, first, last, scratch);
  const walk = (from: number, stop: number, step: 1 | -1): number => {
    let kept = from;
    let sum = 0;
    let best = 0;
    let lastTime = query.timesMs[Math.min(frames - 1, Math.max(0, from - step))]!;
    for (let frame = from; frame !== stop; frame += step) {
      const distance = scratch[frame]!;
      const time = query.timesMs[frame]!;
      if (Math.abs(time - lastTime) > LONGEST_GAP * 1000) break;
      if (distance === NOT_COMPARED) continue;
      lastTime = time;
      sum += cut - distance;
      if (sum > best) {
        best = sum;
        kept = frame + step;
      } else if (sum < best - DROP_FRAMES * (UNRELATED_SHARE - NEUTRAL_SHARE) * query.bits) {
        break;
      }
    }
    return kept;
  };
  return { start: walk(start - 1, first - 1, -1) + 1, end: walk(end, last, 1) };
}

/**
 * Takes a speed at which films are issued, the plainest first, where the stretch cannot tell it from the solved one: long stretches
 * know their speed within a thousandth, a still shot of a few seconds bears any.
 */
function snapSpeed(query: HashTrack, clock: FrameClock, line: Line, start: number, end: number, cut: number, scratch: Uint16Array): Line {
  const middle = (query.timesMs[start]! + query.timesMs[Math.max(start, end - 1)]!) / 2000;
  const seconds = Math.max(0.5, secondsOf(query, start, end));
  const stride = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
  const solved = gainOf(query, clock, line, start, end, cut, stride, scratch);
  let best: { line: Line; gain: number } | undefined;
  for (const speed of ISSUED_SPEEDS) {
    const drift = Math.abs(speed - line.speed) * seconds;
    if (drift > MOST_DRIFT) continue;
    const turned = { offset: line.offset + (line.speed - speed) * middle, speed };
    const moved = solveLine(query, clock, turned, start, end, cut, { offset: Math.max(0.1, drift / 2), speed: 0 }, scratch);
    const gain = gainOf(query, clock, moved, start, end, cut, stride, scratch);
    if (gain < solved * AS_GOOD_AS) continue;
    // Two speeds whose ends differ by less than a sampling interval cannot be told apart: the plainer one, seen first, stays.
    const distinct = best === undefined || Math.abs(speed - best.line.speed) * seconds > 0.15;
    if (best === undefined || (distinct && gain > best.gain)) best = { line: moved, gain };
  }
  return best?.line ?? line;
}

/** Share of the best gain at which an issued speed is taken rather than a speed that nothing is issued at. */
const AS_GOOD_AS = 0.97;
/** Seconds by which the ends of a stretch may move when its speed is snapped, where its pictures do not object. */
const MOST_DRIFT = 4;

/**
 * Sets the ends where the frames change from this line to something else: the cut lies half-way between the run's own mean and
 * unrelated pictures, so that a clear copy ends sharply and a poor one is not torn.
 */
function trim(
  query: HashTrack,
  clock: FrameClock,
  line: Line,
  start: number,
  end: number,
  cut: number,
  scratch: Uint16Array,
): AlignedRun | undefined {
  measureLine(query, clock, line, start, end, scratch);
  const whole = bestRun(scratch, start, end, cut);
  let sum = 0;
  let compared = 0;
  for (let frame = whole.start; frame < whole.end; frame++) {
    if (scratch[frame] === NOT_COMPARED) continue;
    sum += scratch[frame]!;
    compared++;
  }
  if (compared === 0) return undefined;
  const halfway = (sum / compared + UNRELATED_SHARE * query.bits) / 2;
  const run = bestRun(scratch, whole.start, whole.end, Math.min(cut, halfway));
  if (run.gain <= 0) return undefined;
  return { line, start: run.start, end: run.end, distances: scratch.slice(run.start, run.end) };
}

import type { HashTrack, TimeSpan } from '@streetdate/core/portable';
import type { FrameClock } from './frame-clock.ts';
import { bestRun, DROP_SHARE, type Line, LONGEST_GAP, NEUTRAL_SHARE, NOT_COMPARED, UNRELATED_SHARE } from './line.ts';
import { LineMeter } from './line-meter.ts';
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

/** A proposed line, solved on the block that proposed it. */
export interface SettledLine {
  /** The line. */
  readonly line: Line;
  /** First query frame of the stretch that shows the reference. */
  readonly start: number;
  /** Query frame after the stretch. */
  readonly end: number;
}

/** Times that a stretch may grow: threefold each, from one frame to any film. */
const MAX_ROUNDS = 24;

/** How far around a line another one is sought. */
interface Reach {
  /** Seconds to both sides at the middle of the stretch. */
  readonly offset: number;
  /** Speeds to both sides. */
  readonly speed: number;
}

/** Frames that are compared for one line while it is solved; of longer stretches an even selection. */
const MOST_SOLVED = 240;

/** Share of the best gain at which an issued speed is taken rather than a speed that nothing is issued at. */
const AS_GOOD_AS = 0.97;
/** Seconds by which the ends of a stretch may move when its speed is snapped, where its pictures do not object. */
const MOST_DRIFT = 4;

/** Share of the bits by which two levels of distances are apart where they are no noise. */
const LEVELS_APART = 0.1;

/** Solves lines between one query and one reference, and follows them. */
export class LineFollower {
  readonly #query: HashTrack;
  readonly #clock: FrameClock;
  /** Bits at which a frame speaks neither for nor against a line. */
  readonly #cut: number;
  readonly #meter: LineMeter;
  readonly #longestGapMs: number;
  /** What the meter measured last. */
  readonly #distances: Uint16Array;

  /**
   * @param query - The query's track.
   * @param clock - The reference.
   * @param meter - Measures lines of this query. Followers may share it, one after the other.
   * @param longestGap - Seconds that a stretch may be without frames before it ends.
   */
  constructor(query: HashTrack, clock: FrameClock, meter: LineMeter = new LineMeter(query), longestGap = LONGEST_GAP) {
    this.#longestGapMs = longestGap * 1000;
    this.#query = query;
    this.#clock = clock;
    this.#cut = NEUTRAL_SHARE * query.bits;
    this.#meter = meter;
    this.#distances = meter.distances;
  }

  /**
   * Solves a proposed line on the block that proposed it.
   * @param proposed - The line to begin with: right within about 0.4 s over the block.
   * @param start - First query frame of the block.
   * @param end - Query frame after the block.
   * @returns Undefined when the block shows nothing of the reference on a line near the proposed one.
   */
  settle(proposed: Line, start: number, end: number): SettledLine | undefined {
    const line = this.#solve(proposed, start, end, { offset: 0.4, speed: 0.02 });
    this.#measure(line, start, end);
    const run = bestRun(this.#distances, start, end, this.#cut);
    return run.gain <= 0 ? undefined : { line, start: run.start, end: run.end };
  }

  /**
   * Follows a settled line through the query in both directions. The speed is known as exactly as the stretch is long, so the stretch
   * grows up to threefold and the line is solved again, until it grows no more.
   * @returns The run with sharp ends; undefined when nothing of it is left.
   */
  follow(settled: SettledLine): AlignedRun | undefined {
    let { line, start, end } = settled;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const grown = this.#extend(line, start, end);
      // A line that is right within a sampling interval at the ends of a stretch is off by three at the ends of one three times as long.
      const reach = { offset: 0.15, speed: 0.5 / Math.max(0.5, this.#secondsOf(grown.start, grown.end)) };
      line = this.#solve(line, grown.start, grown.end, reach);
      const unchanged = grown.start === start && grown.end === end;
      ({ start, end } = grown);
      if (unchanged) break;
    }
    line = this.#snapSpeed(line, start, end);
    return this.#trim(line, start, end);
  }

  /**
   * Follows a line that something else has found, as it is: pictures that stand still would bear it anywhere.
   * @param near - Where it was found, seconds of the query.
   * @returns The run around it with sharp ends, also towards pictures that are somewhat like the reference's; undefined where the pictures are not alike.
   */
  hold(line: Line, near: TimeSpan): AlignedRun | undefined {
    const { timesMs, spansMs } = this.#query;
    const shown = [...timesMs.keys()].filter((at) => timesMs[at]! < 1000 * near.end && timesMs[at]! + spansMs[at]! > 1000 * near.start);
    if (shown.length === 0) return undefined;
    let [start, end] = [shown[0]!, shown.at(-1)! + 1];
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const grown = this.#extend(line, start, end);
      if (grown.start === start && grown.end === end) break;
      ({ start, end } = grown);
    }
    const run = this.#trim(line, start, end);
    return run && this.#trimToLevel(run);
  }

  /** Seconds of query from one frame to another. */
  #secondsOf(start: number, end: number): number {
    return end <= start ? 0 : (this.#query.timesMs[end - 1]! - this.#query.timesMs[start]!) / 1000;
  }

  /**
   * Finds the line with the highest gain near `line`, turning it about the middle of the stretch. Coarse to fine; the last step is
   * a quarter of the first ones' reach / 4, that is 25 ms where the reach is 0.4 s.
   */
  #solve(line: Line, start: number, end: number, reach: Reach): Line {
    const sampled = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
    const middle = (this.#query.timesMs[start]! + this.#query.timesMs[Math.max(start, end - 1)]!) / 2000;
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
          const gain = this.#gainOf(candidate, start, end, sampled);
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

  #gainOf(line: Line, start: number, end: number, stride: number): number {
    if (stride === 1) {
      this.#measure(line, start, end);
      return bestRun(this.#distances, start, end, this.#cut).gain;
    }
    let gain = 0;
    for (let frame = start; frame < end; frame += stride) {
      this.#measure(line, frame, frame + 1);
      if (this.#distances[frame] !== NOT_COMPARED) gain += this.#cut - this.#distances[frame]!;
    }
    return gain;
  }

  /** Grows a stretch to at most three times its length for as long as the frames speak for the line. */
  #extend(line: Line, start: number, end: number): { readonly start: number; readonly end: number } {
    const frames = this.#query.timesMs.length;
    const reach = Math.max(16, end - start);
    const first = Math.max(0, start - reach);
    const last = Math.min(frames, end + reach);
    this.#measure(line, first, last);
    const walk = (from: number, stop: number, step: 1 | -1): number => {
      let kept = from;
      let sum = 0;
      let best = 0;
      let lastTime = this.#query.timesMs[Math.min(frames - 1, Math.max(0, from - step))]!;
      for (let frame = from; frame !== stop; frame += step) {
        const distance = this.#distances[frame]!;
        const time = this.#query.timesMs[frame]!;
        if (Math.abs(time - lastTime) > this.#longestGapMs) break;
        if (distance === NOT_COMPARED) continue;
        lastTime = time;
        sum += this.#cut - distance;
        if (sum > best) {
          best = sum;
          kept = frame + step;
        } else if (sum < best - DROP_SHARE * this.#query.bits) {
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
  #snapSpeed(line: Line, start: number, end: number): Line {
    const middle = (this.#query.timesMs[start]! + this.#query.timesMs[Math.max(start, end - 1)]!) / 2000;
    const seconds = Math.max(0.5, this.#secondsOf(start, end));
    const stride = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
    const solved = this.#gainOf(line, start, end, stride);
    let best: { line: Line; gain: number } | undefined;
    for (const speed of ISSUED_SPEEDS) {
      const drift = Math.abs(speed - line.speed) * seconds;
      if (drift > MOST_DRIFT) continue;
      const turned = { offset: line.offset + (line.speed - speed) * middle, speed };
      const moved = this.#solve(turned, start, end, { offset: Math.max(0.1, drift / 2), speed: 0 });
      const gain = this.#gainOf(moved, start, end, stride);
      if (gain < solved * AS_GOOD_AS) continue;
      // Two speeds whose ends differ by less than a sampling interval cannot be told apart: the plainer one, seen first, stays.
      const distinct = best === undefined || Math.abs(speed - best.line.speed) * seconds > 0.15;
      if (best === undefined || (distinct && gain > best.gain)) best = { line: moved, gain };
    }
    return best?.line ?? line;
  }

  /**
   * Sets the ends where the frames change from this line to something else: the cut lies half-way between the run's own mean and
   * unrelated pictures, so that a clear copy ends sharply and a poor one is not torn.
   */
  #trim(line: Line, start: number, end: number): AlignedRun | undefined {
    this.#measure(line, start, end);
    const whole = bestRun(this.#distances, start, end, this.#cut);
    let sum = 0;
    let compared = 0;
    for (let frame = whole.start; frame < whole.end; frame++) {
      if (this.#distances[frame] === NOT_COMPARED) continue;
      sum += this.#distances[frame]!;
      compared++;
    }
    if (compared === 0) return undefined;
    const halfway = (sum / compared + UNRELATED_SHARE * this.#query.bits) / 2;
    const run = bestRun(this.#distances, whole.start, whole.end, Math.min(this.#cut, halfway));
    if (run.gain <= 0) return undefined;
    return { line, start: run.start, end: run.end, distances: this.#distances.slice(run.start, run.end) };
  }

  /**
   * Cuts off what is on another level: before one camera or in one room everybody is somewhat like everybody. The levels are the two classes of distances whose means are farthest
   * apart for their sizes (Otsu, "A threshold selection method from gray-level histograms", 1979).
   */
  #trimToLevel(run: AlignedRun): AlignedRun {
    const sorted = run.distances.filter((distance) => distance !== NOT_COMPARED).sort();
    const total = sorted.reduce((sum, distance) => sum + distance, 0);
    let best = { between: 0, apart: 0, cut: 0 };
    for (let count = 1, below = 0; count < sorted.length; count++) {
      below += sorted[count - 1]!;
      const [low, high] = [below / count, (total - below) / (sorted.length - count)];
      const between = count * (sorted.length - count) * (high - low) ** 2;
      if (between > best.between) best = { between, apart: high - low, cut: (low + high) / 2 };
    }
    if (best.apart < LEVELS_APART * this.#query.bits) return run;
    const kept = bestRun(run.distances, 0, run.distances.length, best.cut);
    return { ...run, start: run.start + kept.start, end: run.start + kept.end, distances: run.distances.slice(kept.start, kept.end) };
  }

  #measure(line: Line, start: number, end: number): void {
    this.#meter.measure(this.#clock, line, start, end);
  }
}

import type { HashTrack, TimeSpan } from '@streetdate/core/portable';
import { DistanceCache } from './distance-cache.ts';
import { bestRun, DROP_SHARE, LONGEST_GAP, NEUTRAL_SHARE, NOT_COMPARED, UNRELATED_SHARE } from './distances.ts';
import type { FrameClock } from './frame-clock.ts';
import { FASTEST, ISSUED_SPEEDS, SLOWEST } from './speeds.ts';
import type { TimeMap } from './time-map.ts';

/** An alignment with the query frames that it explains. */
export interface AlignedRun {
  /** The alignment. */
  readonly map: TimeMap;
  /** First query frame on it. */
  readonly start: number;
  /** Query frame after the last one on it. */
  readonly end: number;
  /** Distances in bits from `start` to `end`; {@link NOT_COMPARED} where there was nothing to compare. */
  readonly distances: Uint16Array;
}

/** A proposed alignment, solved on the block that proposed it. */
export interface RefinedAlignment {
  /** The alignment. */
  readonly map: TimeMap;
  /** First query frame of the interval that shows the reference. */
  readonly start: number;
  /** Query frame after the interval. */
  readonly end: number;
}

/** Times that an interval may grow: threefold each, from one frame to any film. */
const MAX_ROUNDS = 24;

/** How far around an alignment another one is sought. */
interface Reach {
  /** Seconds to both sides at the middle of the interval. */
  readonly offset: number;
  /** Speeds to both sides. */
  readonly speed: number;
}

/** Frames that are compared for one alignment while it is solved; of longer intervals an even selection. */
const MOST_SOLVED = 240;

/** Share of the best gain at which an issued speed is taken rather than a speed that nothing is issued at. */
const AS_GOOD_AS = 0.97;
/** Seconds by which the ends of an interval may move when its speed is snapped, where its pictures do not object. */
const MOST_DRIFT = 4;

/** Share of the bits by which two levels of distances are apart where they are no noise. */
const LEVELS_APART = 0.1;

/** Solves alignments between one query and one reference, and follows them. */
export class AlignmentExtender {
  readonly #query: HashTrack;
  readonly #clock: FrameClock;
  /** Bits at which a frame speaks neither for nor against an alignment. */
  readonly #cut: number;
  readonly #meter: DistanceCache;
  readonly #longestGapMs: number;
  /** What the meter measured last. */
  readonly #distances: Uint16Array;

  /**
   * @param query - The query's track.
   * @param clock - The reference.
   * @param meter - Measures alignments of this query. Followers may share it, one after the other.
   * @param longestGap - Seconds that an interval may be without frames before it ends.
   */
  constructor(query: HashTrack, clock: FrameClock, meter: DistanceCache = new DistanceCache(query), longestGap = LONGEST_GAP) {
    this.#longestGapMs = longestGap * 1000;
    this.#query = query;
    this.#clock = clock;
    this.#cut = NEUTRAL_SHARE * query.bits;
    this.#meter = meter;
    this.#distances = meter.distances;
  }

  /**
   * Solves a proposed alignment on the block that proposed it.
   * @param proposed - The alignment to begin with: right within about 0.4 s over the block.
   * @param start - First query frame of the block.
   * @param end - Query frame after the block.
   * @returns Undefined when the block shows nothing of the reference on an alignment near the proposed one.
   */
  refine(proposed: TimeMap, start: number, end: number): RefinedAlignment | undefined {
    const map = this.#solve(proposed, start, end, { offset: 0.4, speed: 0.02 });
    this.#measure(map, start, end);
    const run = bestRun(this.#distances, start, end, this.#cut);
    return run.gain <= 0 ? undefined : { map, start: run.start, end: run.end };
  }

  /**
   * Follows a settled alignment through the query in both directions. The speed is known as exactly as the interval is long, so the interval
   * grows up to threefold and the alignment is solved again, until it grows no more.
   * @returns The run with sharp ends; undefined when nothing of it is left.
   */
  extend(refined: RefinedAlignment): AlignedRun | undefined {
    let { map, start, end } = refined;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const grown = this.#extend(map, start, end);
      // An alignment that is right within a sampling interval at the ends of an interval is off by three at the ends of one three times as long.
      const reach = { offset: 0.15, speed: 0.5 / Math.max(0.5, this.#secondsOf(grown.start, grown.end)) };
      map = this.#solve(map, grown.start, grown.end, reach);
      const unchanged = grown.start === start && grown.end === end;
      ({ start, end } = grown);
      if (unchanged) break;
    }
    map = this.#snapSpeed(map, start, end);
    return this.#trim(map, start, end);
  }

  /**
   * Follows an alignment that something else has found, as it is: pictures that stand still would bear it anywhere.
   * @param near - Where it was found, seconds of the query.
   * @returns The run around it with sharp ends, also towards pictures that are somewhat like the reference's; undefined where the pictures are not alike.
   */
  extendFixed(map: TimeMap, near: TimeSpan): AlignedRun | undefined {
    const { timesMs, spansMs } = this.#query;
    const shown = [...timesMs.keys()].filter((at) => timesMs[at]! < 1000 * near.end && timesMs[at]! + spansMs[at]! > 1000 * near.start);
    if (shown.length === 0) return undefined;
    let [start, end] = [shown[0]!, shown.at(-1)! + 1];
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const grown = this.#extend(map, start, end);
      if (grown.start === start && grown.end === end) break;
      ({ start, end } = grown);
    }
    const run = this.#trim(map, start, end);
    return run && this.#trimToLevel(run);
  }

  /** Seconds of query from one frame to another. */
  #secondsOf(start: number, end: number): number {
    return end <= start ? 0 : (this.#query.timesMs[end - 1]! - this.#query.timesMs[start]!) / 1000;
  }

  /**
   * Finds the alignment with the highest gain near `alignment`, turning it about the middle of the interval. Coarse to fine; the last step is
   * a quarter of the first ones' reach / 4, that is 25 ms where the reach is 0.4 s.
   */
  #solve(map: TimeMap, start: number, end: number, reach: Reach): TimeMap {
    const sampled = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
    const middle = (this.#query.timesMs[start]! + this.#query.timesMs[Math.max(start, end - 1)]!) / 2000;
    let atMiddle = map.offset + map.speed * middle;
    let speed = map.speed;
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
          // Equal gains (a still picture) keep the alignment that is nearest to where the search began.
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

  #gainOf(map: TimeMap, start: number, end: number, stride: number): number {
    if (stride === 1) {
      this.#measure(map, start, end);
      return bestRun(this.#distances, start, end, this.#cut).gain;
    }
    let gain = 0;
    for (let frame = start; frame < end; frame += stride) {
      this.#measure(map, frame, frame + 1);
      if (this.#distances[frame] !== NOT_COMPARED) gain += this.#cut - this.#distances[frame]!;
    }
    return gain;
  }

  /** Grows an interval to at most three times its length for as long as the frames speak for the alignment. */
  #extend(map: TimeMap, start: number, end: number): { readonly start: number; readonly end: number } {
    const frames = this.#query.timesMs.length;
    const reach = Math.max(16, end - start);
    const first = Math.max(0, start - reach);
    const last = Math.min(frames, end + reach);
    this.#measure(map, first, last);
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
   * Takes a speed at which films are issued, the plainest first, where the interval cannot tell it from the solved one: long intervals
   * know their speed within a thousandth, a still shot of a few seconds bears any.
   */
  #snapSpeed(map: TimeMap, start: number, end: number): TimeMap {
    const middle = (this.#query.timesMs[start]! + this.#query.timesMs[Math.max(start, end - 1)]!) / 2000;
    const seconds = Math.max(0.5, this.#secondsOf(start, end));
    const stride = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
    const solved = this.#gainOf(map, start, end, stride);
    let best: { map: TimeMap; gain: number } | undefined;
    for (const speed of ISSUED_SPEEDS) {
      const drift = Math.abs(speed - map.speed) * seconds;
      if (drift > MOST_DRIFT) continue;
      const turned = { offset: map.offset + (map.speed - speed) * middle, speed };
      const moved = this.#solve(turned, start, end, { offset: Math.max(0.1, drift / 2), speed: 0 });
      const gain = this.#gainOf(moved, start, end, stride);
      if (gain < solved * AS_GOOD_AS) continue;
      // Two speeds whose ends differ by less than a sampling interval cannot be told apart: the plainer one, seen first, stays.
      const distinct = best === undefined || Math.abs(speed - best.map.speed) * seconds > 0.15;
      if (best === undefined || (distinct && gain > best.gain)) best = { map: moved, gain };
    }
    return best?.map ?? map;
  }

  /**
   * Sets the ends where the frames change from this alignment to something else: the cut lies half-way between the run's own mean and
   * unrelated pictures, so that a clear copy ends sharply and a poor one is not torn.
   */
  #trim(map: TimeMap, start: number, end: number): AlignedRun | undefined {
    this.#measure(map, start, end);
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
    return { map, start: run.start, end: run.end, distances: this.#distances.slice(run.start, run.end) };
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

  #measure(map: TimeMap, start: number, end: number): void {
    this.#meter.measure(this.#clock, map, start, end);
  }
}

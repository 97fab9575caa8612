import type { HashTrack, TimeSpan } from '@streetdate/core/portable';
import { firstFrom } from '@streetdate/index/internal';
import { DistanceCache } from './distance-cache.ts';
import { bestRun, DROP_SHARE, LEVELS_APART, LONGEST_GAP, NEUTRAL_SHARE, NOT_COMPARED, UNRELATED_SHARE } from './distances.ts';
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
  /** Distances in bits from `start` to `end`; {@link NOT_COMPARED} if there is no reference frame. */
  readonly distances: Uint16Array;
  /** A track of the reference under a crop that stays, where the compared one moves: a crop that moves makes no new pictures. */
  readonly fixedCrop?: FrameClock;
}

/** A proposed alignment, refined on the block that proposed it. */
export interface RefinedAlignment {
  /** The alignment. */
  readonly map: TimeMap;
  /** First query frame of the interval that matches the reference. */
  readonly start: number;
  /** Query frame after the interval. */
  readonly end: number;
}

/** Most rounds of growth. Each round grows an interval up to threefold, from one frame to any film. */
const MAX_ROUNDS = 24;

/** Most times that a speed snaps to a standard one, each after a growth. */
const MAX_SNAPS = 3;

/** Search range around an alignment. */
interface Reach {
  /** Offset range, seconds to both sides at the middle of the interval. */
  readonly offset: number;
  /** Speed range to both sides. */
  readonly speed: number;
}

/** Most frames compared for one alignment during refinement. Longer intervals are subsampled evenly. */
const MOST_SOLVED = 240;

/** Seconds that a change of speed must move the ends of an interval to be tried. Frames are told apart in steps of 20 ms. */
const LEAST_TURN = 0.01;

/**
 * Deviations from which pictures reject a plainer speed for another standard one, and standard speeds for any other one: likelihood ratios
 * of 1.6 and of 3 (`benchmarks/results/2026-12-01-speeds.md`).
 */
const REJECTED_FROM = { issued: 1, any: 1.5 } as const;
/** Least standard deviation of the distance of one picture, as a share of bits: that of a clean copy. */
const LEAST_SPREAD = 0.02;
/** Seconds by which the ends of an interval may move when its speed snaps to a standard one, unless its pictures contradict. */
const MOST_DRIFT = 4;

/** Refines alignments between one query and one reference, and extends them. */
export class AlignmentExtender {
  readonly #query: HashTrack;
  readonly #clock: FrameClock;
  /** Distance in bits at which a frame counts neither for nor against an alignment. */
  readonly #cut: number;
  readonly #meter: DistanceCache;
  readonly #longestGapMs: number;
  /** The last measurement of the meter. */
  readonly #distances: Uint16Array;

  /**
   * @param query - The query's track.
   * @param clock - The reference.
   * @param meter - Measures alignments of this query. Extenders may share it, one after the other.
   * @param longestGap - Seconds without frames after which an interval ends.
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
   * Refines a proposed alignment on the block that proposed it.
   * @param proposed - The initial alignment, right within about 0.4 s over the block.
   * @param start - First query frame of the block.
   * @param end - Query frame after the block.
   * @returns Undefined if the block matches the reference on no alignment near the proposed one.
   */
  refine(proposed: TimeMap, start: number, end: number): RefinedAlignment | undefined {
    const map = this.#solve(proposed, start, end, { offset: 0.4, speed: 0.02 });
    this.#measure(map, start, end);
    const run = bestRun(this.#distances, start, end, this.#cut);
    return run.gain <= 0 ? undefined : { map, start: run.start, end: run.end };
  }

  /**
   * Extends a refined alignment through the query in both directions. The precision of the speed grows with the interval's length. So the
   * interval grows up to threefold, the alignment is refined again, and so on until it stops growing. Then the speed snaps to a standard one.
   * @returns The run with exact ends; undefined if nothing is left of it.
   */
  extend(refined: RefinedAlignment): AlignedRun | undefined {
    let found = this.#growAndSolve(refined);
    for (let snaps = 1; ; snaps++) {
      const map = this.#snapSpeed(found.map, found.start, found.end);
      // A wrong speed fits a short interval. Once it is right, the frames beside the interval may be on the alignment, too.
      const { start, end } = this.#extend(map, found.start, found.end);
      if (snaps === MAX_SNAPS || (start === found.start && end === found.end)) return this.#trim(map, start, end);
      found = this.#growAndSolve({ map, start, end });
    }
  }

  /** Grows an interval and refines its alignment in turn. */
  #growAndSolve({ map, start, end }: RefinedAlignment): RefinedAlignment {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const grown = this.#extend(map, start, end);
      // An error of one sampling interval at the ends becomes three at the ends of an interval three times as long.
      const reach = { offset: 0.15, speed: 0.5 / Math.max(0.5, this.#secondsOf(grown.start, grown.end)) };
      map = this.#solve(map, grown.start, grown.end, reach);
      const unchanged = grown.start === start && grown.end === end;
      ({ start, end } = grown);
      if (unchanged) break;
    }
    return { map, start, end };
  }

  /**
   * Extends an alignment found by other means without refining it: still pictures would fit anywhere.
   * @param near - A query time on the alignment, seconds.
   * @returns The run around it. Its ends are exact even between similar pictures. Undefined if the pictures are not alike.
   */
  extendFixed(map: TimeMap, near: TimeSpan): AlignedRun | undefined {
    const { timesMs, spansMs } = this.#query;
    let [start, end] = [firstFrom(timesMs, 1000 * near.start), firstFrom(timesMs, 1000 * near.end)];
    while (start > 0 && timesMs[start - 1]! + spansMs[start - 1]! > 1000 * near.start) start--;
    if (start >= end) return undefined;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const grown = this.#extend(map, start, end);
      if (grown.start === start && grown.end === end) break;
      ({ start, end } = grown);
    }
    const run = this.#trim(map, start, end);
    return run && this.#trimToLevel(run);
  }

  /** Query seconds from one frame to another. */
  #secondsOf(start: number, end: number): number {
    return end <= start ? 0 : (this.#query.timesMs[end - 1]! - this.#query.timesMs[start]!) / 1000;
  }

  /**
   * Finds the alignment with the highest gain near `alignment`, by rotating it about the middle of the interval. Coarse to fine; the last
   * step is 25 ms for a range of 0.4 s.
   */
  #solve(map: TimeMap, start: number, end: number, reach: Reach): TimeMap {
    const sampled = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
    const middle = (this.#query.timesMs[start]! + this.#query.timesMs[Math.max(start, end - 1)]!) / 2000;
    let atMiddle = map.offset + map.speed * middle;
    let speed = map.speed;
    let best = -Infinity;
    let offsetStep = reach.offset / 4;
    let speedStep = reach.speed / 4;
    const radius = this.#secondsOf(start, end) / 2;
    for (let round = 0; round < 3; round++) {
      const [fromMiddle, fromSpeed] = [atMiddle, speed];
      const turns = speedStep * radius < LEAST_TURN ? 0 : 4;
      for (let turn = -turns; turn <= turns; turn++) {
        const trySpeed = Math.min(FASTEST * 1.02, Math.max(SLOWEST / 1.02, fromSpeed + turn * speedStep));
        for (let shift = -4; shift <= 4; shift++) {
          const tryMiddle = fromMiddle + shift * offsetStep;
          const candidate = { offset: tryMiddle - trySpeed * middle, speed: trySpeed };
          const gain = this.#gainOf(candidate, start, end, sampled);
          // Of equal gains (a still picture) the alignment nearest to the initial one wins.
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

  /** Grows an interval to at most three times its length while the frames support the alignment. */
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
   * Snaps to a standard speed, the plainest first, unless the pictures reject it. Noisy pictures fit some other speed a little better by
   * chance, and a still shot of a few seconds fits any speed. Long intervals determine their speed within a thousandth.
   */
  #snapSpeed(map: TimeMap, start: number, end: number): TimeMap {
    const middle = (this.#query.timesMs[start]! + this.#query.timesMs[Math.max(start, end - 1)]!) / 2000;
    const seconds = Math.max(0.5, this.#secondsOf(start, end));
    let plainest: { readonly map: TimeMap; readonly support: Int16Array } | undefined;
    for (const speed of ISSUED_SPEEDS) {
      const drift = Math.abs(speed - map.speed) * seconds;
      if (drift > MOST_DRIFT) continue;
      const turned = { offset: map.offset + (map.speed - speed) * middle, speed };
      const moved = this.#solve(turned, start, end, { offset: Math.max(0.1, drift / 2), speed: 0 });
      const support = this.#supportOf(moved, start, end);
      if (plainest === undefined || this.#rejects(support, plainest.support, REJECTED_FROM.issued)) plainest = { map: moved, support };
    }
    if (plainest === undefined) return map;
    return this.#rejects(this.#supportOf(map, start, end), plainest.support, REJECTED_FROM.any) ? map : plainest.map;
  }

  /** By how many bits each picture supports an alignment, 0 where it does not. Of a long interval an even selection of pictures. */
  #supportOf(map: TimeMap, start: number, end: number): Int16Array {
    const stride = Math.max(1, Math.floor((end - start) / MOST_SOLVED));
    const support = new Int16Array(Math.ceil((end - start) / stride));
    for (let at = 0; at < support.length; at++) {
      const frame = start + at * stride;
      this.#measure(map, frame, frame + 1);
      // Nothing is as far away as what is not compared.
      support[at] = Math.max(0, this.#cut - this.#distances[frame]!);
    }
    return support;
  }

  /**
   * Whether pictures reject an alignment for another one. On the better one they differ from picture to picture by noise. Two distances with
   * such noise differ by the root of two of it, so the mean of their differences is so many deviations from chance.
   */
  #rejects(better: Int16Array, support: Int16Array, deviations: number): boolean {
    const pictures = better.length;
    const mean = better.reduce((sum, bits) => sum + bits, 0) / pictures;
    const nearer = mean - support.reduce((sum, bits) => sum + bits, 0) / pictures;
    const variance = better.reduce((sum, bits) => sum + (bits - mean) ** 2, 0) / pictures;
    const spread = Math.max(Math.sqrt(variance), LEAST_SPREAD * this.#query.bits);
    return nearer * Math.sqrt(pictures / 2) >= deviations * spread;
  }

  /**
   * Sets the ends where the frames change from this alignment to something else. The threshold is half-way between the run's own mean and
   * unrelated pictures, so that a clear copy ends exactly and a poor one is not torn.
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
   * Cuts off parts on another distance level: scenes with one camera or in one room resemble each other. The levels are the two classes of
   * distances with the largest between-class variance (Otsu, "A threshold selection method from gray-level histograms", 1979).
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

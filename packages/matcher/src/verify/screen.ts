import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { firstAfter, lastUpTo } from '@streetdate/index/internal';
import { type BestRun, bestRun, DROP_SHARE, LONGEST_GAP, NEUTRAL_SHARE, NOT_COMPARED, UNRELATED_SHARE } from '../align/distances.ts';
import type { RefinedAlignment } from '../align/extend.ts';
import { NO_FRAME } from '../align/frame-clock.ts';
import type { TimeMap } from '../align/time-map.ts';
import { fewestFalseMatches } from '../evidence/hash-bits.ts';
import { SHORTEST_SHOT } from '../evidence/independent-frames.ts';

/** Tested shifts of a proposed alignment, seconds: as far as it may be wrong, in steps of which pictures tolerate half. */
const SHIFTS: readonly number[] = [0, -0.2, 0.2, -0.4, 0.4];
/** Shifts that are extended. */
const EXTENDED_SHIFTS = 2;
/** Share of bits by which refinement may improve an alignment over the best shift. */
const SOLVED_GAIN = 0.04;
/**
 * Share of bits from which two neighbouring query frames belong to different shots. Scoring counts a cut at this share, if unrelated
 * pictures differ in 0.4 of the bits.
 */
const LEAST_CUT = 0.24;
/** Tolerance by which frames begin earlier and last longer, milliseconds. */
const SLACK_MS = 60;

/** A shift of an alignment, and the frames of the block that support it. */
interface ShiftedSeed {
  readonly map: TimeMap;
  readonly seed: BestRun;
}

interface FrameRun {
  readonly start: number;
  readonly end: number;
}

/**
 * Separates promising alignments from those proposed by chance, which are nearly all in a large library. It takes a hundredth of the time
 * of refining, extending and scoring. An alignment passes if an interval around its best frames, after any refinement, could be evidence in
 * a library of this size. Rejected ones would have failed anyway, unless their speed snaps to another one.
 */
export class AlignmentScreen {
  readonly #query: HashTrack;
  readonly #logHours: number;
  /** Bits up to which a frame supports an alignment, after any refinement. */
  readonly #cut: number;
  /** The last measurement. */
  readonly #distances: Uint16Array;
  /** Number of cuts before each frame of the query, inclusive. */
  readonly #cuts: Uint32Array;
  /** The last reference frame: the next one is near. */
  #shown = 0;

  /** @param libraryHours - Hours of film searched. */
  constructor(query: HashTrack, libraryHours: number) {
    this.#query = query;
    this.#logHours = Math.log10(libraryHours);
    this.#cut = (NEUTRAL_SHARE + SOLVED_GAIN) * query.bits;
    this.#distances = new Uint16Array(query.timesMs.length);
    this.#cuts = countCuts(query);
  }

  /**
   * Whether a proposed alignment is worth refining. Of the shifts that are no evidence in the block itself, only the best are extended.
   * @param start - First query frame of the block that proposed it.
   * @param end - Query frame after the block.
   */
  passes(reference: HashTrack, map: TimeMap, start: number, end: number): boolean {
    const seeds: ShiftedSeed[] = [];
    for (const shift of SHIFTS) {
      const shifted = { ...map, offset: map.offset + shift };
      const seed = this.#seedOf(reference, shifted, start, end);
      if (seed.gain <= 0) continue;
      if (this.#isEvidence(seed)) return true;
      seeds.push({ map: shifted, seed });
    }
    seeds.sort((one, other) => other.seed.gain - one.seed.gain);
    return seeds.slice(0, EXTENDED_SHIFTS).some((each) => this.#growsToEvidence(reference, each.map, each.seed));
  }

  /** Whether an alignment refined on its block is worth extending. */
  passesRefined(reference: HashTrack, { map, start, end }: RefinedAlignment): boolean {
    const seed = this.#seedOf(reference, map, start, end);
    return seed.gain > 0 && (this.#isEvidence(seed) || this.#growsToEvidence(reference, map, seed));
  }

  /** The frames of a block that support an alignment most. */
  #seedOf(reference: HashTrack, map: TimeMap, start: number, end: number): BestRun {
    // The last frame that has begun, or the first.
    this.#shown = Math.max(0, firstAfter(reference.timesMs, msOn(map, this.#query.timesMs[start]!)) - 1);
    for (let frame = start; frame < end; frame++) this.#measure(reference, map, frame);
    return bestRun(this.#distances, start, end, this.#cut);
  }

  #growsToEvidence(reference: HashTrack, map: TimeMap, seed: BestRun): boolean {
    const grown = {
      start: this.#walk(reference, map, seed.start - 1, -1) + 1,
      end: this.#walk(reference, map, seed.end, 1),
    };
    for (let frame = seed.start; frame < seed.end; frame++) this.#measure(reference, map, frame);
    return this.#isEvidence(grown) || this.#isEvidence(this.#trimmed(grown));
  }

  /** Extends an interval while the frames support the alignment, as extension does. @returns The first frame that is not on it. */
  #walk(reference: HashTrack, map: TimeMap, from: number, step: 1 | -1): number {
    const { timesMs, bits } = this.#query;
    const cut = this.#cut;
    let kept = from;
    let sum = 0;
    let best = 0;
    let lastMs = timesMs[from] ?? 0;
    for (let frame = from; frame >= 0 && frame < timesMs.length; frame += step) {
      if (Math.abs(timesMs[frame]! - lastMs) > LONGEST_GAP * 1000) break;
      const distance = this.#measure(reference, map, frame);
      if (distance === NOT_COMPARED) continue;
      lastMs = timesMs[frame]!;
      sum += cut - distance;
      if (sum > best) {
        best = sum;
        kept = frame + step;
      } else if (sum < best - DROP_SHARE * bits) break;
    }
    return kept;
  }

  /** The rest of an interval after thresholding half-way between its own mean and unrelated pictures, as at the end of extension. */
  #trimmed({ start, end }: FrameRun): FrameRun {
    const halfway = (this.#meanOf(start, end).distance + UNRELATED_SHARE * this.#query.bits) / 2;
    return bestRun(this.#distances, start, end, Math.min(this.#cut, halfway));
  }

  #isEvidence({ start, end }: FrameRun): boolean {
    const { timesMs, bits } = this.#query;
    const { distance, frames } = this.#meanOf(start, end);
    if (frames === 0) return false;
    const shots = Math.min(1 + this.#cuts[end - 1]! - this.#cuts[start]!, 1 + (timesMs[end - 1]! - timesMs[start]!) / 1000 / SHORTEST_SHOT);
    return fewestFalseMatches({ meanDistance: Math.max(0, distance / bits - SOLVED_GAIN), frames, shots }) + this.#logHours < 0;
  }

  #meanOf(start: number, end: number): { readonly distance: number; readonly frames: number } {
    let sum = 0;
    let frames = 0;
    for (let frame = start; frame < end; frame++) {
      if (this.#distances[frame] === NOT_COMPARED) continue;
      sum += this.#distances[frame]!;
      frames++;
    }
    return { distance: sum / frames, frames };
  }

  /**
   * Distance of a query frame to its reference frame. It needs no {@link FrameClock}, whose table takes longer to build than most
   * alignments take to screen.
   */
  #measure(reference: HashTrack, map: TimeMap, frame: number): number {
    const { timesMs, hashes, bits } = this.#query;
    const words = bits / 32;
    const shown = this.#frameAt(reference, msOn(map, timesMs[frame]!));
    const distance = shown === NO_FRAME ? NOT_COMPARED : hammingDistance(hashes, frame * words, reference.hashes, shown * words, words);
    this.#distances[frame] = distance;
    return distance;
  }

  #frameAt({ timesMs, spansMs }: HashTrack, ms: number): number {
    const shown = lastUpTo(timesMs, ms + SLACK_MS, this.#shown);
    this.#shown = shown;
    return ms < timesMs[shown]! - SLACK_MS || ms > timesMs[shown]! + spansMs[shown]! + SLACK_MS ? NO_FRAME : shown;
  }
}

function msOn({ offset, speed }: TimeMap, queryMs: number): number {
  return offset * 1000 + speed * queryMs;
}

function countCuts({ hashes, bits, timesMs }: HashTrack): Uint32Array {
  const words = bits / 32;
  const cuts = new Uint32Array(timesMs.length);
  for (let frame = 1; frame < cuts.length; frame++) {
    const isCut = hammingDistance(hashes, (frame - 1) * words, hashes, frame * words, words) >= LEAST_CUT * bits;
    cuts[frame] = cuts[frame - 1]! + (isCut ? 1 : 0);
  }
  return cuts;
}

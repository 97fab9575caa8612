import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { bestRun, DROP_SHARE, LONGEST_GAP, NEUTRAL_SHARE, NOT_COMPARED, UNRELATED_SHARE } from '../align/distances.ts';
import type { RefinedAlignment } from '../align/extend.ts';
import { NO_FRAME } from '../align/frame-clock.ts';
import type { TimeMap } from '../align/time-map.ts';
import { fewestFalseMatches } from '../evidence/hash-bits.ts';
import { SHORTEST_SHOT } from '../evidence/independent-frames.ts';
import { firstAfter } from '../sorted-times.ts';

/** Tested shifts of a proposed alignment, seconds: as far as it may be wrong, in steps of which pictures tolerate half. */
const SHIFTS: readonly number[] = [0, -0.2, 0.2, -0.4, 0.4];
/** Share of bits by which refinement may improve an alignment over the best shift. */
const SOLVED_GAIN = 0.04;
/**
 * Share of bits from which two neighbouring query frames belong to different shots. Scoring counts a cut at this share, if unrelated
 * pictures differ in 0.4 of the bits.
 */
const LEAST_CUT = 0.24;
/** Tolerance by which frames begin earlier and last longer, milliseconds. */
const SLACK_MS = 60;

interface FrameRun {
  readonly start: number;
  readonly end: number;
}

/**
 * Separates promising alignments from those proposed by chance, which are nearly all in a large library. It takes a hundredth of the time
 * of refining, extending and scoring. An alignment passes if an interval around its best frames, after any refinement, could be evidence in
 * a library of this size. Rejected ones would have failed anyway.
 */
export class AlignmentScreen {
  readonly #query: HashTrack;
  readonly #logHours: number;
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
    this.#distances = new Uint16Array(query.timesMs.length);
    this.#cuts = countCuts(query);
  }

  /**
   * Whether a proposed alignment is worth refining.
   * @param start - First query frame of the block that proposed it.
   * @param end - Query frame after the block.
   */
  passes(reference: HashTrack, map: TimeMap, start: number, end: number): boolean {
    return SHIFTS.some((shift) => this.#holds(reference, { ...map, offset: map.offset + shift }, start, end));
  }

  /** Whether an alignment refined on its block is worth extending. */
  passesRefined(reference: HashTrack, { map, start, end }: RefinedAlignment): boolean {
    return this.#holds(reference, map, start, end);
  }

  #holds(reference: HashTrack, map: TimeMap, start: number, end: number): boolean {
    const { timesMs, bits } = this.#query;
    const cut = (NEUTRAL_SHARE + SOLVED_GAIN) * bits;
    // The last frame that has begun, or the first.
    this.#shown = Math.max(0, firstAfter(reference.timesMs, msOn(map, timesMs[start]!)) - 1);
    for (let frame = start; frame < end; frame++) this.#measure(reference, map, frame);
    const seed = bestRun(this.#distances, start, end, cut);
    if (seed.gain <= 0) return false;
    if (this.#isEvidence(seed)) return true;
    const grown = {
      start: this.#walk(reference, map, seed.start - 1, -1, cut) + 1,
      end: this.#walk(reference, map, seed.end, 1, cut),
    };
    return this.#isEvidence(grown) || this.#isEvidence(this.#trimmed(grown, cut));
  }

  /** Extends an interval while the frames support the alignment, as extension does. @returns The first frame that is not on it. */
  #walk(reference: HashTrack, map: TimeMap, from: number, step: 1 | -1, cut: number): number {
    const { timesMs, bits } = this.#query;
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
  #trimmed({ start, end }: FrameRun, cut: number): FrameRun {
    const halfway = (this.#meanOf(start, end).distance + UNRELATED_SHARE * this.#query.bits) / 2;
    return bestRun(this.#distances, start, end, Math.min(cut, halfway));
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
    let shown = this.#shown;
    while (shown > 0 && timesMs[shown]! - SLACK_MS > ms) shown--;
    while (shown + 1 < timesMs.length && timesMs[shown + 1]! - SLACK_MS <= ms) shown++;
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

import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { firstAfter } from '../timeline/first-from.ts';
import { fewestFalseMatches } from './evidence.ts';
import { NO_FRAME } from './frame-clock.ts';
import { bestRun, DROP_SHARE, type Line, LONGEST_GAP, NEUTRAL_SHARE, NOT_COMPARED, UNRELATED_SHARE } from './line.ts';
import type { SettledLine } from './line-follower.ts';
import { SHORTEST_SHOT } from './moments.ts';

/** Seconds by which a proposed line is shifted: as far as it may be wrong, in steps of which pictures bear half. */
const SHIFTS: readonly number[] = [0, -0.2, 0.2, -0.4, 0.4];
/** Share of bits by which a line may come nearer once it is solved than at the best shift. */
const SOLVED_GAIN = 0.04;
/** Share of bits from which on two neighbouring frames of the query are of two shots: what weighing takes for a cut where unrelated pictures differ in 0.4 of them. */
const LEAST_CUT = 0.24;
/** Frames are taken to begin a little earlier than they do, and to hold a little longer, milliseconds. */
const SLACK_MS = 60;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Tells lines that may show something from those that chance proposes, which in a large library are nearly all, in a hundredth of the time
 * that it takes to solve, follow and weigh one. A line passes when a stretch around its best frames, however it may be solved, would be evidence
 * in a library of this size: what is kept out would have come to nothing.
 */
export class LineScreen {
  readonly #query: HashTrack;
  readonly #logHours: number;
  /** What was measured last. */
  readonly #distances: Uint16Array;
  /** Cuts before each frame of the query, it included. */
  readonly #cuts: Uint32Array;
  /** The reference frame that was looked at last: the next one is near. */
  #shown = 0;

  /** @param libraryHours - Hours of film searched. */
  constructor(query: HashTrack, libraryHours: number) {
    this.#query = query;
    this.#logHours = Math.log10(libraryHours);
    this.#distances = new Uint16Array(query.timesMs.length);
    this.#cuts = countCuts(query);
  }

  /**
   * Whether a proposed line is worth solving.
   * @param start - First query frame of the block that proposed it.
   * @param end - Query frame after the block.
   */
  passes(reference: HashTrack, line: Line, start: number, end: number): boolean {
    return SHIFTS.some((shift) => this.#holds(reference, { ...line, offset: line.offset + shift }, start, end));
  }

  /** Whether a line that was solved on its block is worth following. */
  passesSettled(reference: HashTrack, { line, start, end }: SettledLine): boolean {
    return this.#holds(reference, line, start, end);
  }

  #holds(reference: HashTrack, line: Line, start: number, end: number): boolean {
    const { timesMs, bits } = this.#query;
    const cut = (NEUTRAL_SHARE + SOLVED_GAIN) * bits;
    // The last frame that has begun, or the first.
    this.#shown = Math.max(0, firstAfter(reference.timesMs, msOn(line, timesMs[start]!)) - 1);
    for (let frame = start; frame < end; frame++) this.#measure(reference, line, frame);
    const seed = bestRun(this.#distances, start, end, cut);
    if (seed.gain <= 0) return false;
    if (this.#isEvidence(seed)) return true;
    const grown = {
      start: this.#walk(reference, line, seed.start - 1, -1, cut) + 1,
      end: this.#walk(reference, line, seed.end, 1, cut),
    };
    return this.#isEvidence(grown) || this.#isEvidence(this.#trimmed(grown, cut));
  }

  /** Goes on from a stretch for as long as the frames speak for the line, as following it does. @returns The first frame that is not on it. */
  #walk(reference: HashTrack, line: Line, from: number, step: 1 | -1, cut: number): number {
    const { timesMs, bits } = this.#query;
    let kept = from;
    let sum = 0;
    let best = 0;
    let lastMs = timesMs[from] ?? 0;
    for (let frame = from; frame >= 0 && frame < timesMs.length; frame += step) {
      if (Math.abs(timesMs[frame]! - lastMs) > LONGEST_GAP * 1000) break;
      const distance = this.#measure(reference, line, frame);
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

  /** What is left of a stretch when it is cut half-way between its own mean and unrelated pictures, as following does at the end. */
  #trimmed({ start, end }: Stretch, cut: number): Stretch {
    const halfway = (this.#meanOf(start, end).distance + UNRELATED_SHARE * this.#query.bits) / 2;
    return bestRun(this.#distances, start, end, Math.min(cut, halfway));
  }

  #isEvidence({ start, end }: Stretch): boolean {
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

  /** Distance of a query frame to what the line puts beside it. Needs no {@link FrameClock}, whose table takes longer to make than most lines to screen. */
  #measure(reference: HashTrack, line: Line, frame: number): number {
    const { timesMs, hashes, bits } = this.#query;
    const words = bits / 32;
    const shown = this.#frameAt(reference, msOn(line, timesMs[frame]!));
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

function msOn({ offset, speed }: Line, queryMs: number): number {
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

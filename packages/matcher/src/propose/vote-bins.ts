import type { HashTrack } from '@streetdate/core/portable';
import type { Candidates } from '@streetdate/index';
import { VOTED_BACKWARDS, VOTED_SPEEDS } from '../align/speeds.ts';
import type { TimeMap } from '../align/time-map.ts';

/** An alignment that look-alike frames of one query block vote for. */
export interface VotedAlignment {
  /** The reference's number in its index. */
  readonly reference: number;
  /** The alignment. */
  readonly map: TimeMap;
  /** First query frame of the block. */
  readonly start: number;
  /** Query frame after the block's last one. */
  readonly end: number;
  /** Sum of the votes: one for an equal frame, less for each differing bit. */
  readonly votes: number;
  /** Whether one frame of the block votes for it, and no other. */
  readonly alone: boolean;
}

/**
 * Length of a block in query seconds. In longer blocks chance votes drown a clip of a few seconds; shorter ones cannot determine the speed.
 */
export const BLOCK_SECONDS = 8;
/** Width of a bin of reference time, seconds: the sampling intervals of reference and query, and half a step of speed. */
const BIN_SECONDS = 0.25;
/** A still picture votes for every moment of its display time, up to this many bins. */
const HOLD_BINS = 40;
/** Alignments kept for one reference in one block. */
const ALIGNMENTS_KEPT = 3;

/** A bin of reference time at a speed, with its votes. */
interface Peak {
  readonly bin: number;
  readonly votes: number;
  readonly speed: number;
  readonly alone: boolean;
}

/** Up to so many pairs of a block, the speeds at which two frames can agree are computed first: at others nothing is counted. */
const MOST_PAIRED = 8;

/** Bins before a reference's start: a block's middle may be before it. */
const MARGIN = Math.ceil((BLOCK_SECONDS * 2) / BIN_SECONDS);

/** Counts votes for one reference after the other. Its arrays are reused, because most references of a large library have a pair or two. */
export class VoteBins {
  #track!: HashTrack;
  #bins = 0;
  #sums = new Float32Array(0);
  /** Bins with votes, so that the cost depends on the votes and not on the reference's length. */
  #touched = new Int32Array(0);
  #touchedCount = 0;
  /** The last query frame that voted in a bin (-1: none), and its vote. */
  #lastFrame = new Int32Array(0);
  #lastVote = new Float32Array(0);
  /** Whether several query frames voted in a bin. */
  #several = new Uint8Array(0);
  /**
   * For each pair of a block: its query frame, the number of bins of its reference frame, its vote, the query seconds from the block's
   * middle, and the reference seconds.
   */
  #queryFrames = new Uint32Array(0);
  #held = new Uint8Array(0);
  #votes = new Float64Array(0);
  #queryTimes = new Float64Array(0);
  #shown = new Float64Array(0);

  reset(track: HashTrack): void {
    this.#track = track;
    const last = track.timesMs.length - 1;
    const seconds = last < 0 ? 0 : (track.timesMs[last]! + track.spansMs[last]!) / 1000;
    this.#bins = Math.ceil(seconds / BIN_SECONDS) + 2 * MARGIN + HOLD_BINS;
    if (this.#bins <= this.#sums.length) return;
    this.#sums = new Float32Array(this.#bins);
    this.#touched = new Int32Array(this.#bins);
    this.#lastFrame = new Int32Array(this.#bins).fill(-1);
    this.#lastVote = new Float32Array(this.#bins);
    this.#several = new Uint8Array(this.#bins);
  }

  /** @param backwards - Whether to count votes for films played backwards, instead of those played forwards. */
  count(
    query: HashTrack,
    candidates: Candidates,
    pairs: Uint32Array,
    reference: number,
    start: number,
    end: number,
    maxDistance: number,
    backwards = false,
  ): VotedAlignment[] {
    const middle = (query.timesMs[start]! + query.timesMs[end - 1]!) / 2000;
    const peaks: Peak[] = [];
    this.#gather(query, candidates, pairs, middle, maxDistance);
    const [slowest, fastest] = this.#speedsTogether(pairs.length);
    for (const speed of backwards ? VOTED_BACKWARDS : VOTED_SPEEDS) {
      // At any other speed each frame votes alone, and a frame alone is proposed at the plain speed only.
      if (speed !== 1 && (speed < slowest || speed > fastest)) continue;
      for (let at = 0; at < pairs.length; at++) this.#vote(at, speed);
      this.#keepPeaks(peaks, speed);
      this.#clear();
    }
    return peaks.map(({ bin, votes, speed, alone }) => {
      const atMiddle = (bin - MARGIN + 1) * BIN_SECONDS;
      return { reference, map: { offset: atMiddle - speed * middle, speed }, start, end, votes, alone };
    });
  }

  /** The pairs of a block as parallel arrays: they vote once for each speed. */
  #gather(query: HashTrack, candidates: Candidates, pairs: Uint32Array, middle: number, maxDistance: number): void {
    if (pairs.length > this.#queryFrames.length) {
      this.#queryFrames = new Uint32Array(2 * pairs.length);
      this.#held = new Uint8Array(2 * pairs.length);
      this.#votes = new Float64Array(2 * pairs.length);
      this.#queryTimes = new Float64Array(2 * pairs.length);
      this.#shown = new Float64Array(2 * pairs.length);
    }
    const { timesMs, spansMs } = this.#track;
    for (let at = 0; at < pairs.length; at++) {
      const pair = pairs[at]!;
      const queryFrame = candidates.queryFrames[pair]!;
      const referenceFrame = candidates.referenceFrames[pair]!;
      this.#queryFrames[at] = queryFrame;
      this.#held[at] = Math.min(HOLD_BINS, Math.floor(spansMs[referenceFrame]! / 1000 / BIN_SECONDS));
      this.#votes[at] = 1 - candidates.distances[pair]! / (maxDistance + 1);
      this.#queryTimes[at] = query.timesMs[queryFrame]! / 1000 - middle;
      this.#shown[at] = timesMs[referenceFrame]! / 1000;
    }
  }

  /** The slowest and the fastest speed at which two query frames of a block may vote together; an empty range if there are none. */
  #speedsTogether(pairs: number): readonly [slowest: number, fastest: number] {
    let [slowest, fastest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    if (pairs > MOST_PAIRED) return [fastest, slowest];
    for (let one = 0; one < pairs; one++) {
      for (let other = one + 1; other < pairs; other++) {
        const apart = this.#queryTimes[other]! - this.#queryTimes[one]!;
        if (apart <= 0) continue;
        const shown = this.#shown[other]! - this.#shown[one]!;
        // They vote in one bin or in neighbouring ones, and for each bin of a still picture.
        const off = (2 + Math.max(this.#held[one]!, this.#held[other]!)) * BIN_SECONDS;
        slowest = Math.min(slowest, (shown - off) / apart);
        fastest = Math.max(fastest, (shown + off) / apart);
      }
    }
    return [slowest, fastest];
  }

  #vote(at: number, speed: number): void {
    const queryFrame = this.#queryFrames[at]!;
    const vote = this.#votes[at]!;
    const first = Math.floor((this.#shown[at]! - speed * this.#queryTimes[at]!) / BIN_SECONDS) + MARGIN;
    const end = Math.min(first + this.#held[at]! + 1, this.#bins);
    for (let bin = Math.max(0, first); bin < end; bin++) {
      if (this.#lastFrame[bin] !== queryFrame) {
        const isFirst = this.#lastFrame[bin] === -1;
        if (isFirst) this.#touched[this.#touchedCount++] = bin;
        this.#several[bin] = isFirst ? 0 : 1;
        this.#lastFrame[bin] = queryFrame;
        this.#lastVote[bin] = vote;
        this.#sums[bin]! += vote;
      } else if (vote > this.#lastVote[bin]!) {
        this.#sums[bin]! += vote - this.#lastVote[bin]!;
        this.#lastVote[bin] = vote;
      }
    }
  }

  /** Keeps the best alignments over all speeds so far. Two neighbouring bins are added, because an alignment may run along their border. */
  #keepPeaks(peaks: Peak[], speed: number): void {
    const sums = this.#sums;
    for (let at = 0; at < this.#touchedCount; at++) {
      const bin = this.#touched[at]!;
      const votes = sums[bin]! + (bin + 1 < this.#bins ? sums[bin + 1]! : 0);
      const weakest = peaks.length < ALIGNMENTS_KEPT ? 0 : peaks[peaks.length - 1]!.votes;
      if (votes <= weakest) continue;
      const alone = !this.#hasSeveral(bin);
      if (alone && speed !== 1) continue;
      // The same alignment at a neighbouring bin or speed counts once, with the better vote.
      const same = peaks.findIndex((peak) => Math.abs(peak.bin - bin) <= 2);
      if (same >= 0) {
        if (peaks[same]!.votes >= votes) continue;
        peaks.splice(same, 1);
      } else if (peaks.length >= ALIGNMENTS_KEPT) {
        peaks.pop();
      }
      peaks.push({ bin, votes, speed, alone });
      peaks.sort((one, other) => other.votes - one.votes);
    }
  }

  /** Whether several query frames voted in a bin or the next one. */
  #hasSeveral(bin: number): boolean {
    if (this.#several[bin] === 1) return true;
    const [own, next] = [this.#lastFrame[bin]!, bin + 1 < this.#bins ? this.#lastFrame[bin + 1]! : -1];
    return next !== -1 && (next !== own || this.#several[bin + 1] === 1);
  }

  #clear(): void {
    for (let at = 0; at < this.#touchedCount; at++) {
      this.#sums[this.#touched[at]!] = 0;
      this.#lastFrame[this.#touched[at]!] = -1;
    }
    this.#touchedCount = 0;
  }
}

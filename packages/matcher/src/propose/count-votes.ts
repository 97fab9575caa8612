import type { HashTrack } from '@streetdate/core/portable';
import { VOTED_SPEEDS } from '../align/speeds.ts';
import type { TimeMap } from '../align/time-map.ts';
import type { Candidates } from '../reference-index/reference-index.ts';

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
const BLOCK_SECONDS = 8;
/** Width of a bin of reference time, seconds: the sampling intervals of reference and query, and half a step of speed. */
const BIN_SECONDS = 0.25;
/** A still picture votes for every moment of its display time, up to this many bins. */
const HOLD_BINS = 40;
/** Alignments kept for one reference in one block. */
const LINES_KEPT = 3;
/**
 * Alignments of frames alone that are kept of one block, over all references, nearest first: one a frame of a block that is looked up in full.
 * In 300 hours a block has 170 by chance, and their number grows with the library.
 */
const MOST_ALONE = 32;
/**
 * Alignments of several frames that are kept of one block, most votes first. Among 50 million frames a block has 800 by chance, and a copy's
 * has more votes than any of them.
 */
const MOST_TOGETHER = 128;

/**
 * Turns look-alike pairs into alignments. Within each block of query time, every pair votes for (offset, speed) of its reference. Each
 * query frame votes once a bin, so that a still picture counts once. Blocks overlap by half. A frame alone cannot tell the speed, and is
 * proposed at the plain one: in a large library nearly all are alone, by chance. This is a Hough transform over the speeds 0.5
 * to 2, after Douze, Jégou, Schmid, "An image-based approach to video copy detection with spatio-temporal post-filtering", 2010.
 * @param mostAlone - Alignments of frames alone that are kept of one block.
 * @returns Proposals, most votes first.
 */
export function countVotes(
  query: HashTrack,
  candidates: Candidates,
  trackOf: (reference: number) => HashTrack,
  maxDistance: number,
  mostAlone = MOST_ALONE,
): VotedAlignment[] {
  const proposals: VotedAlignment[] = [];
  const byReference = groupByReference(candidates);
  const frames = query.timesMs.length;
  const bins = new VoteBins();
  for (const [reference, pairs] of byReference) {
    bins.reset(trackOf(reference));
    // The only frame that votes in the block before; undefined when several do.
    let alone: number | undefined;
    for (const { start, end, from, to } of blocksOf(query, candidates, pairs, frames)) {
      const [first, last] = [candidates.queryFrames[pairs[from]!]!, candidates.queryFrames[pairs[to - 1]!]!];
      // The overlapping block before has proposed the same. Verification follows an alignment out of its block.
      if (first === last && first === alone) continue;
      alone = first === last ? first : undefined;
      proposals.push(...bins.count(query, candidates, pairs.subarray(from, to), reference, start, end, maxDistance));
    }
  }
  const sorted = proposals.sort((one, other) => other.votes - one.votes);
  const [aloneOf, togetherOf] = [new Map<number, number>(), new Map<number, number>()];
  return sorted.filter(({ start, alone }) => {
    const counts = alone ? aloneOf : togetherOf;
    const count = counts.get(start) ?? 0;
    counts.set(start, count + 1);
    return count < (alone ? mostAlone : MOST_TOGETHER);
  });
}

/** Candidate indexes of each reference, in order of query frame. */
function groupByReference(candidates: Candidates): Map<number, Uint32Array> {
  const counts = new Map<number, number>();
  for (let at = 0; at < candidates.count; at++) {
    const reference = candidates.references[at]!;
    counts.set(reference, (counts.get(reference) ?? 0) + 1);
  }
  const groups = new Map<number, Uint32Array>();
  const filled = new Map<number, number>();
  for (const [reference, count] of counts) groups.set(reference, new Uint32Array(count));
  for (let at = 0; at < candidates.count; at++) {
    const reference = candidates.references[at]!;
    const fill = filled.get(reference) ?? 0;
    groups.get(reference)![fill] = at;
    filled.set(reference, fill + 1);
  }
  for (const group of groups.values()) group.sort((one, other) => candidates.queryFrames[one]! - candidates.queryFrames[other]!);
  return groups;
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** Divides the query into half-overlapping blocks and assigns a reference's pairs to them; empty blocks are left out. */
function* blocksOf(query: HashTrack, candidates: Candidates, pairs: Uint32Array, frames: number): Generator<Block> {
  const timeOf = (frame: number) => query.timesMs[frame]! / 1000;
  let start = 0;
  let from = 0;
  let to = 0;
  while (start < frames) {
    let end = start;
    while (end < frames && timeOf(end) < timeOf(start) + BLOCK_SECONDS) end++;
    let next = start;
    while (next < end && timeOf(next) < timeOf(start) + BLOCK_SECONDS / 2) next++;
    while (from < pairs.length && candidates.queryFrames[pairs[from]!]! < start) from++;
    to = Math.max(to, from);
    while (to < pairs.length && candidates.queryFrames[pairs[to]!]! < end) to++;
    if (to > from) yield { start, end, from, to };
    if (end >= frames) return;
    start = next;
  }
}

/** A bin of reference time at a speed, with its votes. */
interface Peak {
  readonly bin: number;
  readonly votes: number;
  readonly speed: number;
  readonly alone: boolean;
}

/** Bins before a reference's start: a block's middle may be before it. */
const MARGIN = Math.ceil((BLOCK_SECONDS * 2) / BIN_SECONDS);

/** Counts votes for one reference after the other. Its arrays are reused, because most references of a large library have a pair or two. */
class VoteBins {
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

  count(
    query: HashTrack,
    candidates: Candidates,
    pairs: Uint32Array,
    reference: number,
    start: number,
    end: number,
    maxDistance: number,
  ): VotedAlignment[] {
    const middle = (query.timesMs[start]! + query.timesMs[end - 1]!) / 2000;
    const peaks: Peak[] = [];
    this.#gather(query, candidates, pairs, middle, maxDistance);
    for (const speed of VOTED_SPEEDS) {
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
      const weakest = peaks.length < LINES_KEPT ? 0 : peaks[peaks.length - 1]!.votes;
      if (votes <= weakest) continue;
      const alone = !this.#hasSeveral(bin);
      if (alone && speed !== 1) continue;
      // The same alignment at a neighbouring bin or speed counts once, with the better vote.
      const same = peaks.findIndex((peak) => Math.abs(peak.bin - bin) <= 2);
      if (same >= 0) {
        if (peaks[same]!.votes >= votes) continue;
        peaks.splice(same, 1);
      } else if (peaks.length >= LINES_KEPT) {
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

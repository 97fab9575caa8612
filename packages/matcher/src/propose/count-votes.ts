import type { HashTrack } from '@streetdate/core/portable';
import type { Candidates } from '@streetdate/index';
import { BLOCK_SECONDS, VoteBins, type VotedAlignment } from './vote-bins.ts';

/**
 * Alignments of frames alone that are kept of one block, over all references, nearest first: one a frame of a block that is looked up in full.
 * In 300 hours a block has 170 by chance, and their number grows with the library.
 */
const MOST_ALONE = 32;
/**
 * Alignments of several frames that are kept of one block, most votes first. Among 50 million frames a block has 800 by chance, and a copy's
 * has more votes than any of them.
 */
const MOST_TOGETHER = 64;

/**
 * Turns look-alike pairs into alignments. Within each block of query time, every pair votes for (offset, speed) of its reference. Each
 * query frame votes once a bin, so that a still picture counts once. Blocks overlap by half. A frame alone cannot tell the speed, and is
 * proposed at the plain one: in a large library nearly all are alone, by chance. This is a Hough transform over the speeds 0.5
 * to 2, after Douze, Jégou, Schmid, "An image-based approach to video copy detection with spatio-temporal post-filtering", 2010.
 * @param mostAlone - Alignments of frames alone that are kept of one block.
 * @param backwards - Whether to count votes for films played backwards, instead of those played forwards: pairs of which query time and
 * reference time have one sum, instead of one difference. A frame alone does not tell the direction, and proposes none.
 * @returns Proposals, most votes first.
 */
export function countVotes(
  query: HashTrack,
  candidates: Candidates,
  trackOf: (reference: number) => HashTrack,
  maxDistance: number,
  mostAlone = MOST_ALONE,
  backwards = false,
): VotedAlignment[] {
  const proposals: VotedAlignment[] = [];
  const byReference = groupByReference(candidates);
  const blocks = blocksOf(query);
  const bins = new VoteBins();
  for (const [reference, pairs] of byReference) {
    bins.reset(trackOf(reference));
    // The only frame that votes in the block before; undefined when several do.
    let alone: number | undefined;
    for (const { start, end, from, to } of pairsInBlocks(blocks, candidates, pairs)) {
      const [first, last] = [candidates.queryFrames[pairs[from]!]!, candidates.queryFrames[pairs[to - 1]!]!];
      // The overlapping block before has proposed the same. Verification follows an alignment out of its block.
      if (first === last && first === alone) continue;
      alone = first === last ? first : undefined;
      proposals.push(...bins.count(query, candidates, pairs.subarray(from, to), reference, start, end, maxDistance, backwards));
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

/** A block of query frames: the first, and the one after the last. */
interface Block {
  readonly start: number;
  readonly end: number;
}

/** Divides the query into half-overlapping blocks. */
function blocksOf({ timesMs }: HashTrack): Block[] {
  const frames = timesMs.length;
  const firstFromSecond = (from: number, second: number) => {
    let frame = from;
    while (frame < frames && timesMs[frame]! / 1000 < second) frame++;
    return frame;
  };
  const blocks: Block[] = [];
  for (let start = 0; start < frames; ) {
    const begins = timesMs[start]! / 1000;
    const next = firstFromSecond(start, begins + BLOCK_SECONDS / 2);
    const end = firstFromSecond(next, begins + BLOCK_SECONDS);
    blocks.push({ start, end });
    if (end >= frames) break;
    start = next;
  }
  return blocks;
}

/** Assigns a reference's pairs, in order of query frame, to the blocks; blocks without any are left out. */
function* pairsInBlocks(
  blocks: readonly Block[],
  { queryFrames }: Candidates,
  pairs: Uint32Array,
): Generator<Block & { readonly from: number; readonly to: number }> {
  let [from, to] = [0, 0];
  for (const { start, end } of blocks) {
    while (from < pairs.length && queryFrames[pairs[from]!]! < start) from++;
    if (from === pairs.length) return;
    to = Math.max(to, from);
    while (to < pairs.length && queryFrames[pairs[to]!]! < end) to++;
    if (to > from) yield { start, end, from, to };
  }
}

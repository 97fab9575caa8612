import { type Fingerprint, findTrack, MIDDLE_HALF, type Thumbnails } from '@streetdate/core/portable';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { COARSE_ALGORITHM } from './coarse-bits.ts';
import { AXIS_CUTS, areaOfCutOut, CUT_OUT_GRID, mirrorCutOut } from './cut-out.ts';
import { CutOutHasher } from './cut-out-geometry.ts';
import { CoarseReference, type CutOutProposal, costOfProposals, proposeCutOuts } from './cut-out-proposals.ts';
import { FrameClock } from './frame-clock.ts';
import { LineFollower } from './line-follower.ts';
import type { Segment } from './match.ts';
import { describeRun } from './segments.ts';

/** Longest block of thumbnails that is compared as a whole, seconds: at an issued speed it drifts by a quarter of a second to both sides. */
const BLOCK_SECONDS = 12;
/** Thumbnails that a block must have. */
const FEWEST_PICTURES = 4;
/** Proposals of a block that are solved without one of them being found. */
const MOST_FAILURES = 4;

/** Limits of {@link searchCutOuts}. */
export interface CutOutLimits {
  /** References that are searched however long it takes. */
  readonly hot: ReadonlySet<string>;
  /** Comparisons of two frames that may be spent on all references; they are searched when the whole query fits in. */
  readonly maxComparisons: number;
  /** Whether a time of the query, seconds, is explained already: it is asked again as segments are found. */
  readonly isExplained: (time: number) => boolean;
  /** Takes a segment as it is found. */
  readonly onFound: (referenceId: string, segment: Segment) => void;
}

/**
 * Searches what a query shows a part of: a copy with its edges cut off, anywhere and unevenly. Every part that has the reference's middle half
 * in it is tried, in blocks of some seconds, by the low frequencies of the query's thumbnails; what comes near is solved to a two-hundredth of
 * the picture, and then weighed like any other line.
 */
export function searchCutOuts(query: Fingerprint, index: ReferenceIndex, limits: CutOutLimits): void {
  const { thumbnails } = query;
  if (thumbnails === undefined || index.algorithm !== COARSE_ALGORITHM) return;
  const blocks = blocksOf(thumbnails, limits.isExplained);
  const references = chooseReferences(index, blocks.length, limits);
  if (references.length === 0) return;
  const hasher = new CutOutHasher(thumbnails, index.algorithm);
  const clocks = new Map<string, FrameClock>();
  for (const block of blocks) {
    const left = block.filter((thumbnail) => !limits.isExplained(thumbnails.timesMs[thumbnail]! / 1000));
    if (left.length < FEWEST_PICTURES) continue;
    let failures = 0;
    for (const proposal of proposeCutOuts(thumbnails, left, references)) {
      const segment = follow(query, hasher, proposal, left, clockOf(index, clocks, proposal.referenceId), index);
      if (segment === undefined && ++failures === MOST_FAILURES) break;
      if (segment === undefined) continue;
      limits.onFound(proposal.referenceId, segment);
      if (left.every((thumbnail) => limits.isExplained(thumbnails.timesMs[thumbnail]! / 1000))) break;
    }
  }
}

/** Solves a proposal and follows it through the query. */
function follow(
  query: Fingerprint,
  hasher: CutOutHasher,
  { cutOut, mirrored, offset }: CutOutProposal,
  block: readonly number[],
  clock: FrameClock,
  index: ReferenceIndex,
): Segment | undefined {
  const { across, down } = CUT_OUT_GRID[cutOut]!;
  const upright = { across: AXIS_CUTS[across]!, down: AXIS_CUTS[down]! };
  const proposed = mirrored ? mirrorCutOut(upright) : upright;
  const solved = hasher.solve(proposed, mirrored, clock, offset, block);
  if (solved === undefined) return undefined;
  const track = hasher.track(solved.cutOut, mirrored);
  const follower = new LineFollower(track, clock);
  const settled = follower.settle({ offset: solved.offset, speed: 1 }, block[0]!, block[block.length - 1]! + 1);
  const run = settled && follower.follow(settled);
  if (run === undefined) return undefined;
  const hours = Math.max(1, index.duration / 3600);
  const segment = describeRun(query, track, clock, run, { mirrored, rotation: 0 }, hours);
  return segment.score > 0 ? { ...segment, cutOut: areaOfCutOut(solved.cutOut) } : undefined;
}

/** Unexplained thumbnails in blocks of some seconds. A block ends where thumbnails are missing. */
function blocksOf({ timesMs }: Thumbnails, isExplained: (time: number) => boolean): number[][] {
  const blocks: number[][] = [];
  let block: number[] = [];
  for (const [thumbnail, timeMs] of timesMs.entries()) {
    if (isExplained(timeMs / 1000)) continue;
    if (block.length > 0 && timeMs - timesMs[block[0]!]! > BLOCK_SECONDS * 1000) {
      blocks.push(block);
      block = [];
    }
    block.push(thumbnail);
  }
  return [...blocks, block].filter(({ length }) => length >= FEWEST_PICTURES);
}

/** All references that have a middle half where that can be afforded, and else the hot ones. */
function chooseReferences(index: ReferenceIndex, blocks: number, { hot, maxComparisons }: CutOutLimits): CoarseReference[] {
  if (blocks === 0) return [];
  const all = [...index.ids()];
  // Known from the length alone, before any reference is read.
  const steps = index.duration / 0.4;
  const chosen = blocks * costOfProposals(steps) <= maxComparisons ? all : all.filter((id) => hot.has(id));
  return chosen.flatMap((id) => {
    const reference = index.get(id);
    const track = reference && findTrack(reference, index.algorithm, MIDDLE_HALF);
    return track === undefined ? [] : [new CoarseReference(id, track)];
  });
}

function clockOf(index: ReferenceIndex, clocks: Map<string, FrameClock>, id: string): FrameClock {
  let clock = clocks.get(id);
  if (clock === undefined) {
    clock = new FrameClock(findTrack(index.get(id)!, index.algorithm, MIDDLE_HALF)!);
    clocks.set(id, clock);
  }
  return clock;
}

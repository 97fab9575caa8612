import { MIDDLE_HALF } from '@streetdate/core/internal';
import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import { extendBlock } from '../../align/extend-over-gaps.ts';
import { FrameClock } from '../../align/frame-clock.ts';
import { shapeOf } from '../../align/picture-shape.ts';
import { blocksOf, FEWEST_PICTURES, spreadOver, type ThumbnailSearchLimits } from '../../align/thumbnail-blocks.ts';
import { COARSE_ALGORITHM } from '../../geometry/coarse-bits.ts';
import type { Segment } from '../../match.ts';
import type { ReferenceIndex } from '../../reference-index/reference-index.ts';
import { describeRun } from '../../verify/segment.ts';
import { areaOfCrop } from './crop-grid.ts';
import { CropHasher } from './crop-hasher.ts';
import { CoarseReference, type CropProposal, costOfProposals, proposeCrops } from './crop-proposals.ts';

/** Proposals of a block that are solved without one of them being found. */
const MOST_FAILURES = 4;

/**
 * Searches what a query shows a part of: a copy with its edges cut off, anywhere and unevenly. Every part that has the reference's middle half
 * in it is tried, in blocks of some seconds, by the low frequencies of the query's thumbnails, upright and then turned by up to 15°; what comes near is solved to a
 * two-hundredth of the picture, and then weighed like any other alignment.
 */
export function searchCrops(query: Fingerprint, index: ReferenceIndex, limits: ThumbnailSearchLimits): void {
  const { thumbnails } = query;
  if (thumbnails === undefined || index.algorithm !== COARSE_ALGORITHM) return;
  const { blocks, references } = choose(index, blocksOf(thumbnails, limits.isExplained), limits);
  if (references.length === 0) return;
  const shape = shapeOf(query);
  const hasher = new CropHasher(thumbnails, index.algorithm, shape);
  const clocks = new Map<string, FrameClock>();
  const unexplained = (block: readonly number[]) => block.filter((thumbnail) => !limits.isExplained(thumbnails.timesMs[thumbnail]! / 1000));
  // Turned pictures are fewer than upright ones, and what is turned as a whole is so in every block.
  for (const [block, turned] of [false, true].flatMap((turned) => blocks.map((block) => [block, turned] as const))) {
    const left = unexplained(block);
    if (left.length < FEWEST_PICTURES) continue;
    let failures = 0;
    for (const proposal of proposeCrops(thumbnails, left, references, turned ? shape : undefined)) {
      const clock = clockOf(index, clocks, proposal.referenceId);
      const segment = followProposal(query, hasher, proposal, left, clock, {
        hours: Math.max(1, index.duration / 3600),
        shape,
        rotation: 0,
      });
      if (segment === undefined && ++failures === MOST_FAILURES) break;
      if (segment === undefined) continue;
      limits.onFound(proposal.referenceId, segment);
      if (unexplained(left).length === 0) break;
    }
  }
}

/**
 * Solves a proposal and follows it through the query.
 * @param hasher - Of the query's thumbnails, turned back by `rotation`.
 * @param block - The thumbnails that it was made for.
 * @param hours - Hours of film searched; `shape` is the width of the picture that is hashed by its height.
 * @returns Undefined where it leads nowhere.
 */
export function followProposal(
  query: Fingerprint,
  hasher: CropHasher,
  { crop, mirrored, offset }: CropProposal,
  block: readonly number[],
  clock: FrameClock,
  { hours, shape, rotation }: { readonly hours: number; readonly shape: number; readonly rotation: Segment['rotation'] },
): Segment | undefined {
  const solved = hasher.solve(crop, mirrored, clock, offset, block);
  if (solved === undefined) return undefined;
  const track = hasher.track(solved.crop, mirrored);
  const run = extendBlock(track, clock, solved.offset, block);
  if (run === undefined) return undefined;
  const segment = describeRun(query, track, clock, run, { mirrored, rotation }, hours);
  if (segment.score <= 0) return undefined;
  const { tilt } = solved.crop;
  return { ...segment, cutOut: areaOfCrop(solved.crop, shape), ...(tilt !== 0 && { tilt: mirrored ? -tilt : tilt }) };
}

/**
 * Which blocks are searched in which references: all of them in all where that can be afforded, and else in those that are sought, on which no work
 * is spared. Where there are none, as many blocks as can be afforded, evenly over the query: a film that is cut out as a whole shows it in each.
 */
function choose(
  index: ReferenceIndex,
  blocks: readonly number[][],
  { sought: asked, maxComparisons }: ThumbnailSearchLimits,
): { readonly blocks: readonly number[][]; readonly references: readonly CoarseReference[] } {
  const ids = [...index.ids()];
  const affordable = Math.floor(maxComparisons / costOfProposals(index.duration));
  const everything = blocks.length <= affordable;
  const named = everything || blocks.length === 0 ? new Set<string>() : asked();
  const sought = ids.filter((id) => named.has(id));
  const chosen = everything || sought.length === 0 ? ids : sought;
  if (blocks.length === 0 || (chosen === ids && affordable < 1)) return { blocks, references: [] };
  return {
    blocks: everything || sought.length > 0 ? blocks : spreadOver(blocks, affordable),
    references: chosen.flatMap((id) => {
      const reference = index.get(id);
      const track = reference && findTrack(reference, index.algorithm, MIDDLE_HALF);
      return track === undefined ? [] : [new CoarseReference(id, track)];
    }),
  };
}

function clockOf(index: ReferenceIndex, clocks: Map<string, FrameClock>, id: string): FrameClock {
  let clock = clocks.get(id);
  if (clock === undefined) {
    clock = new FrameClock(findTrack(index.get(id)!, index.algorithm, MIDDLE_HALF)!);
    clocks.set(id, clock);
  }
  return clock;
}

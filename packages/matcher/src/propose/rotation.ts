import { MIDDLE_HALF } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type Thumbnails } from '@streetdate/core/portable';
import { FrameClock } from '../align/frame-clock.ts';
import { shapeOf } from '../align/picture-shape.ts';
import type { ThumbnailSearchLimits } from '../align/thumbnail-blocks.ts';
import { COARSE_ALGORITHM } from '../geometry/coarse-bits.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { followProposal } from './crop/crop.ts';
import { CropHasher } from './crop/crop-hasher.ts';
import { CoarseReference, proposeCrops } from './crop/crop-proposals.ts';
import type { TimelineCandidate } from './timeline-candidates.ts';

/** Quarter turns that are tried, degrees clockwise. */
const ROTATIONS = [90, 180, 270] as const;
/** Length of the block of thumbnails that is tried, seconds, and how many it must have. */
const BLOCK = { seconds: 12, fewest: 8 } as const;
/** Seconds by which a proposal may be off the alignment that the timeline gives. */
const NEAR_LINE = 2;
/** Proposals of a turn that are solved, nearest first. */
const MOST_SOLVED = 3;

/**
 * Searches references that go by the query's timeline for copies that were turned by a quarter or two and had a part cut out. No library is searched
 * for these, as they are few and cost three times what upright ones do; but the timeline says which moments lie beside each other, so one block of pictures is enough.
 */
export function searchRotated(
  query: Fingerprint,
  index: ReferenceIndex,
  findings: readonly TimelineCandidate[],
  limits: Pick<ThumbnailSearchLimits, 'isExplained' | 'onFound'>,
): void {
  const { thumbnails } = query;
  if (thumbnails === undefined || index.algorithm !== COARSE_ALGORITHM) return;
  const hours = ROTATIONS.length * Math.max(1, index.duration / 3600);
  for (const finding of findings) {
    const reference = index.get(finding.referenceId);
    const track = reference && findTrack(reference, index.algorithm, MIDDLE_HALF);
    const block = blockOf(thumbnails, finding, limits.isExplained);
    if (track === undefined || block.length < BLOCK.fewest) continue;
    const [coarse, clock] = [new CoarseReference(finding.referenceId, track), new FrameClock(track)];
    for (const rotation of ROTATIONS) {
      const upright = rotateBack(thumbnails, rotation);
      const shape = rotation === 180 ? shapeOf(query) : 1 / shapeOf(query);
      const hasher = new CropHasher(upright, index.algorithm, shape);
      const segment = proposeCrops(upright, block, [coarse])
        .filter(({ offset }) => Math.abs(offset - offsetAt(finding, thumbnails.timesMs[block[0]!]! / 1000)) <= NEAR_LINE)
        .slice(0, MOST_SOLVED)
        .map((proposal) => followProposal(query, hasher, proposal, block, clock, { hours, shape, rotation }))
        .find((followed) => followed !== undefined);
      if (segment === undefined) continue;
      limits.onFound(finding.referenceId, segment);
      break;
    }
  }
}

/** Reference time less query time on the alignment of the timeline, at a time of the query. */
function offsetAt({ offset, speed }: TimelineCandidate, time: number): number {
  return offset + (speed - 1) * time;
}

/** Thumbnails that nothing explains yet, in the middle of the interval that was found. */
function blockOf({ timesMs }: Thumbnails, { queryStart, queryEnd }: TimelineCandidate, isExplained: (time: number) => boolean): number[] {
  const left = [...timesMs.keys()].filter((at) => {
    const time = timesMs[at]! / 1000;
    return time >= queryStart && time < queryEnd && !isExplained(time);
  });
  const middle = timesMs[left[left.length >> 1] ?? 0]! / 1000;
  return left.filter((at) => Math.abs(timesMs[at]! / 1000 - middle) <= BLOCK.seconds / 2);
}

/** The same thumbnails, turned counter-clockwise: squares, whatever the shape of the picture is. */
function rotateBack({ side, timesMs, pixels }: Thumbnails, rotation: (typeof ROTATIONS)[number]): Thumbnails {
  const last = side - 1;
  const placeOf = (x: number, y: number) => {
    if (rotation === 90) return x * side + last - y;
    return rotation === 180 ? (last - y) * side + last - x : (last - x) * side + y;
  };
  const places = Uint32Array.from({ length: side * side }, (_, at) => placeOf(at % side, Math.floor(at / side)));
  const turned = new Uint8Array(pixels.length);
  for (let from = 0; from < pixels.length; from += places.length) {
    for (let at = 0; at < places.length; at++) turned[from + at] = pixels[from + places[at]!]!;
  }
  return { side, timesMs, pixels: turned };
}

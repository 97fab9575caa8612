import { MIDDLE_HALF } from '@streetdate/core/internal';
import { findTrack, type Thumbnails } from '@streetdate/core/portable';
import { FrameClock } from '../align/frame-clock.ts';
import { shapeOf } from '../align/picture-shape.ts';
import { COARSE_ALGORITHM } from '../geometry/coarse-bits.ts';
import type { Segment } from '../match.ts';
import { CROP_TRIALS, cropAlignment } from './crop/crop.ts';
import { CropHasher } from './crop/crop-hasher.ts';
import { CoarseReference, proposeCrops } from './crop/crop-proposals.ts';
import type { Proposer } from './proposer.ts';
import type { TimelineCandidate } from './timeline-candidates.ts';

/** Quarter turns that are tried, degrees clockwise. */
const ROTATIONS = [90, 180, 270] as const;
/** Length of the block of thumbnails that is tried, seconds, and how many it must have. */
const BLOCK = { seconds: 12, fewest: 8 } as const;
/** Seconds by which a proposal may be off the alignment that the timeline gives. */
const NEAR_ALIGNMENT = 2;
/** Proposals of a turn that are solved, nearest first. */
const MOST_SOLVED = 3;

/**
 * Proposes alignments of copies that were rotated by quarter turns and cropped as well. They cost three times what upright crops do, so only
 * references whose timeline matches are compared. Their timeline gives the time map, so one block of thumbnails is enough.
 */
export const rotation: Proposer = {
  name: 'rotation',
  purpose: 'Finds crops that were rotated by quarter turns, in references whose timeline matches.',
  requires: 'a film with thumbnails',
  needs: ({ kind, thumbnails }, { algorithm }) => kind !== 'still' && thumbnails !== undefined && algorithm === COARSE_ALGORITHM,
  cost: () => 0,
  trials: () => CROP_TRIALS,
  *propose(search) {
    const { query, index, isExplained } = search;
    const { thumbnails } = query;
    if (thumbnails === undefined || search.unexplainedFrames(search.track).length === 0) return;
    const libraryHours = ROTATIONS.length * search.hours;
    for (const candidate of search.timelines()) {
      const reference = index.get(candidate.referenceId);
      const track = reference && findTrack(reference, index.algorithm, MIDDLE_HALF);
      const block = blockOf(thumbnails, candidate, isExplained);
      if (track === undefined || block.length < BLOCK.fewest) continue;
      const [coarse, clock] = [new CoarseReference(candidate.referenceId, track), new FrameClock(track)];
      for (const rotation of ROTATIONS) {
        const upright = rotateBack(thumbnails, rotation);
        const shape = rotation === 180 ? shapeOf(query) : 1 / shapeOf(query);
        const geometry = { hasher: new CropHasher(upright, index.algorithm, shape), shape, rotation, libraryHours };
        const expected = offsetAt(candidate, thumbnails.timesMs[block[0]!]! / 1000);
        const proposals = proposeCrops(upright, block, [coarse]).filter(({ offset }) => Math.abs(offset - expected) <= NEAR_ALIGNMENT);
        let segment: Segment | undefined;
        for (const proposal of proposals.slice(0, MOST_SOLVED)) {
          segment = yield cropAlignment(query, upright, proposal, block, clock, geometry);
          if (segment !== undefined) break;
        }
        if (segment !== undefined) break;
      }
    }
  },
};

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

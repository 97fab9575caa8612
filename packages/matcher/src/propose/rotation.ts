import { MIDDLE_HALF } from '@streetdate/core/internal';
import { findTrack, type Thumbnails } from '@streetdate/core/portable';
import { FrameClock } from '../align/frame-clock.ts';
import { shapeOf } from '../align/picture-shape.ts';
import { COARSE_ALGORITHM } from '../geometry/coarse-bits.ts';
import type { Segment } from '../match.ts';
import { CROP_TRIALS, cropAlignment } from './crop/crop.ts';
import { CropHasher } from './crop/crop-hasher.ts';
import { proposeCrops } from './crop/crop-proposals.ts';
import { middleHalves } from './crop/middle-halves.ts';
import type { Proposer } from './proposer.ts';
import type { TimelineCandidate } from './timeline-candidates.ts';

/** Tested quarter turns, degrees clockwise. */
const ROTATIONS = [90, 180, 270] as const;
/** Length of the tested block of thumbnails, seconds, and its fewest thumbnails. */
const BLOCK = { seconds: 12, fewest: 8 } as const;
/** Largest difference between a proposal and the timeline's alignment, seconds. */
const NEAR_ALIGNMENT = 2;
/** Most proposals of a turn that are refined, nearest first. */
const MOST_SOLVED = 3;

/**
 * Proposes alignments of copies that were rotated by quarter turns and also cropped. They cost three times as much as upright crops, so
 * only references with a matching timeline are compared. The timeline gives the time map, so one block of thumbnails is enough.
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
      const [coarse, clock] = [middleHalves(index, [candidate.referenceId]), new FrameClock(track)];
      for (const rotation of ROTATIONS) {
        const upright = rotateBack(thumbnails, rotation);
        const shape = rotation === 180 ? shapeOf(query) : 1 / shapeOf(query);
        const geometry = { hasher: new CropHasher(upright, index.algorithm, shape), shape, rotation, libraryHours };
        const expected = offsetAt(candidate, thumbnails.timesMs[block[0]!]! / 1000);
        const proposals = proposeCrops(upright, block, coarse).filter(({ offset }) => Math.abs(offset - expected) <= NEAR_ALIGNMENT);
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

/** Reference time minus query time on the timeline's alignment, at a query time. */
function offsetAt({ offset, speed }: TimelineCandidate, time: number): number {
  return offset + (speed - 1) * time;
}

/** Unexplained thumbnails in the middle of the timeline's interval. */
function blockOf({ timesMs }: Thumbnails, { queryStart, queryEnd }: TimelineCandidate, isExplained: (time: number) => boolean): number[] {
  const left = [...timesMs.keys()].filter((at) => {
    const time = timesMs[at]! / 1000;
    return time >= queryStart && time < queryEnd && !isExplained(time);
  });
  const middle = timesMs[left[left.length >> 1] ?? 0]! / 1000;
  return left.filter((at) => Math.abs(timesMs[at]! / 1000 - middle) <= BLOCK.seconds / 2);
}

/** The same thumbnails, rotated counter-clockwise. They are square, whatever the picture's aspect ratio. */
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

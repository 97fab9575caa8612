import { MIDDLE_HALF } from '@streetdate/core/internal';
import { findTrack, type PictureArea } from '@streetdate/core/portable';
import type { PictureAlignment } from '../../align/alignment.ts';
import { FrameClock } from '../../align/frame-clock.ts';
import { shapeOf } from '../../align/picture-shape.ts';
import { CROP_VIEW } from '../../align/views.ts';
import { COARSE_ALGORITHM } from '../../geometry/coarse-bits.ts';
import type { Segment } from '../../match.ts';
import { describeRun, type SearchSize } from '../../verify/segment.ts';
import { CROP_TRIALS } from '../crop/crop.ts';
import { areaOfCrop, type Crop } from '../crop/crop-grid.ts';
import { CropHasher } from '../crop/crop-hasher.ts';
import type { PlaceAlignment, Proposer, SearchContext } from '../proposer.ts';
import { CropFollower, type CropPath, type FollowedPicture } from './crop-follower.ts';

/** Hypotheses at each place and speed: the crops of the grid, and so many paths that a crop may take from each. */
const MOVING_TRIALS = 1000 * CROP_TRIALS;
/** Fewest pictures that are reported as followed. */
const FEWEST_FOLLOWED = 3;
/**
 * Hours of film that are searched beside a found segment. An hour has 28,800 places and orientations at 3 speeds, and an interval has 32
 * starts. All are known there.
 */
const NO_CHOICE_HOURS = 1 / (28_800 * 3 * 32);
/**
 * Intervals of the query whose places are tried, evenly over it: hashing one under each shift takes 30 ms. Places with a crop are few, and
 * all tried.
 */
const MOST_INTERVALS = 4;
/** Pictures by which a place is tried before it is followed. */
const PICTURES_OF_PLACE = 6;
/** Tested shifts of a place's alignment, seconds. Places have steps of 0.4 s. */
const SHIFTS = [0, -0.1, 0.1, -0.2, 0.2] as const;
/** Largest mean share of differing bits of a place that is followed. Of 99 unrelated pairs of films none was below 0.40. */
const WORTH_FOLLOWING = 0.38;
/** Places that are followed in vain before the rest is left. */
const MOST_FAILURES = 3;
/** Seconds to other moments of the reference, where the pictures of a place are fitted as well. */
const ELSEWHERE = [-21, -13, -8, -5.5, -4, -3, 3, 4, 5.5, 8, 13, 21] as const;
/** Fewest of them that the reference must show. A shorter one cannot tell. */
const FEWEST_ELSEWHERE = 2;
/** Pictures that are fitted there. */
const PICTURES_ELSEWHERE = 8;
/**
 * Share of bits by which a place is nearer than all of them. In a static scene every moment fits under some crop, also those of another
 * take: there places led by -0.15 to 0.04, right and wrong ones, and only motion tells. Elsewhere copies led by 0.23 to 0.35.
 */
const LEAST_LEAD = 0.15;
/** The crop that is tried where the whole picture resembles a place: a shaking copy loses its edges. */
const WITHOUT_EDGES: Crop = { across: { from: 0.06, share: 0.88 }, down: { from: 0.06, share: 0.88 }, tilt: 0 };

/**
 * Follows crops that move from picture to picture: zooms, pans, a shaking camera.
 *
 * - From places that resemble the query, where a crop that stays does not fit.
 * - From found segments into what lies before and after them. Reference, place and speed are known, so few pictures prove it.
 */
export const movingCrop: Proposer = {
  name: 'moving-crop',
  purpose: 'Finds slow zooms, pans and shaking pictures, whose crop moves, and follows found segments into them.',
  requires: 'a film with thumbnails',
  needs: ({ kind, thumbnails }, { algorithm }) => kind !== 'still' && thumbnails !== undefined && algorithm === COARSE_ALGORITHM,
  cost: () => 0,
  trials: () => MOVING_TRIALS,
  *propose(search) {
    const { query, index } = search;
    const { thumbnails } = query;
    if (thumbnails === undefined) return;
    const follower = new CropFollower(new CropHasher(thumbnails, index.algorithm, shapeOf(query)), thumbnails.timesMs);
    const clocks = new Map<string, FrameClock | undefined>();
    const filmsOf = (referenceId: string): Films | undefined => {
      if (!clocks.has(referenceId)) {
        const reference = index.get(referenceId);
        const middle = reference && findTrack(reference, index.algorithm, MIDDLE_HALF);
        clocks.set(referenceId, middle && new FrameClock(middle));
      }
      const clock = clocks.get(referenceId);
      return clock && { search, follower, clock, referenceId };
    };
    const places = placesToTry(search).flatMap((place) => {
      const films = filmsOf(place.referenceId);
      return (films && fittingPlace(films, place)) ?? [];
    });
    let failures = 0;
    for (const place of places.sort((one, other) => one.distance - other.distance)) {
      if (failures === MOST_FAILURES) break;
      if (search.isExplained(place.middle)) continue;
      const segment = yield placeAlignment(place);
      if (segment === undefined) failures++;
    }
    for (const [referenceId, segments] of search.segments) {
      const films = filmsOf(referenceId);
      if (films !== undefined) yield* besideAlignments(films, segments);
    }
  },
};

/** The query, and the middle half of one reference. */
interface Films {
  readonly search: SearchContext;
  readonly follower: CropFollower;
  readonly clock: FrameClock;
  readonly referenceId: string;
}

/** The places of some intervals of the query that nothing explains, evenly over it. */
function placesToTry({ places, isExplained }: SearchContext): readonly PlaceAlignment[] {
  const open = places.filter(({ queryStart, queryEnd }) => !isExplained((queryStart + queryEnd) / 2));
  const whole = open.filter(({ crop }) => crop === undefined);
  const starts = [...new Set(whole.map(({ queryStart }) => queryStart))].sort((one, other) => one - other);
  const stride = Math.max(1, starts.length / MOST_INTERVALS);
  const chosen = new Set(starts.filter((_, at) => Math.floor(at / stride) !== Math.floor((at - 1) / stride)));
  return open.filter(({ queryStart, crop }) => crop !== undefined || chosen.has(queryStart));
}

/** A place whose pictures fit under crops that move. */
interface FittingPlace {
  readonly films: Films;
  readonly path: CropPath;
  readonly crop: Crop;
  /** Thumbnails that were compared. */
  readonly pictures: readonly number[];
  /** Middle of its interval, seconds of the query. */
  readonly middle: number;
  /** Mean share of differing bits, 0 to 1. */
  readonly distance: number;
}

/** The shift of a place's alignment at which some of its pictures fit best; undefined if they do not. */
function fittingPlace(films: Films, place: PlaceAlignment): FittingPlace | undefined {
  const { offset, mirrored, crop = WITHOUT_EDGES, queryStart, queryEnd } = place;
  const timesMs = timesOf(films);
  const block = thumbnailsFrom(films, queryStart).filter((at) => timesMs[at]! < 1000 * queryEnd);
  const stride = Math.floor(block.length / PICTURES_OF_PLACE);
  if (stride === 0) return undefined;
  const pictures = block.filter((_, at) => at % stride === 0).slice(0, PICTURES_OF_PLACE);
  const middle = timesMs[block[block.length >> 1]!]! / 1000;
  return bestShift(
    { films, path: { clock: films.clock, map: { offset, speed: 1 }, mirrored }, crop, pictures, middle, distance: 1 },
    'few',
  );
}

/** A place with its alignment shifted to where its pictures fit best; undefined if they do not. */
function bestShift(place: FittingPlace, shifts: 'few' | 'many'): FittingPlace | undefined {
  const { films, path, crop, pictures } = place;
  let best: FittingPlace | undefined;
  for (const shift of SHIFTS) {
    const shifted = { ...path, map: { ...path.map, offset: path.map.offset + shift } };
    const distance = films.follower.meanDistance(shifted, crop, pictures, shifts);
    if (distance <= (best?.distance ?? WORTH_FOLLOWING)) best = { ...place, path: shifted, distance };
  }
  return best;
}

/** Follows the crop of a place from the middle of its interval in both directions. */
function placeAlignment(place: FittingPlace): PictureAlignment {
  const { films, crop, middle } = place;
  const [before, after] = [thumbnailsBefore(films, middle), thumbnailsFrom(films, middle)];
  const verify = (_: PictureAlignment, trials: number): Segment | undefined => {
    const path = bestShift(place, 'many')?.path;
    if (path === undefined) return undefined;
    const followed = [before, after].flatMap((outward) => films.follower.follow(path, crop, outward));
    if (!isDistinct(films, path, followed)) return undefined;
    return segmentOf(films, path, followed, { libraryHours: films.search.hours, trials });
  };
  return alignmentOf(films, place.path, [...before, ...after], verify);
}

/** Whether followed pictures are nearer to their moments than to others of the reference, fitted in the same way. */
function isDistinct({ follower, clock }: Films, path: CropPath, followed: readonly FollowedPicture[]): boolean {
  const stride = Math.max(1, Math.ceil(followed.length / PICTURES_ELSEWHERE));
  const chosen = followed.filter((_, at) => at % stride === 0);
  const distance = chosen.reduce((sum, picture) => sum + picture.distance, 0) / chosen.length / clock.track.bits;
  const elsewhere = ELSEWHERE.flatMap((shift) => follower.distanceElsewhere(path, chosen, shift) ?? []);
  return elsewhere.length >= FEWEST_ELSEWHERE && Math.min(...elsewhere) >= distance + LEAST_LEAD;
}

/** Seconds between two alignments that lead to the same pictures. */
const SAME_PATH = 0.3;

/** Follows the crops of found segments outwards, the strongest first. Segments that explain nothing are no ground to follow from. */
function* besideAlignments(films: Films, segments: readonly Segment[]): Generator<PictureAlignment, void, Segment | undefined> {
  const followed = new Set<string>();
  for (const segment of [...segments].sort((one, other) => other.score - one.score)) {
    const { queryStart, queryEnd, referenceStart, referenceEnd } = segment;
    if (!films.search.isExplained((queryStart + queryEnd) / 2)) continue;
    for (const [outward, offset] of [
      [thumbnailsBefore(films, queryStart), referenceStart - queryStart],
      [thumbnailsFrom(films, queryEnd), referenceEnd - queryEnd],
    ] as const) {
      const path = `${outward[0]} ${Math.round(offset / SAME_PATH)}`;
      if (followed.has(path)) continue;
      followed.add(path);
      const alignment = besideAlignment(films, segment, outward);
      if (alignment !== undefined) yield alignment;
    }
  }
}

/** Follows the crop of a found segment outwards; undefined if there is nothing to follow. */
function besideAlignment(films: Films, segment: Segment, outward: readonly number[]): PictureAlignment | undefined {
  const crop = cropOf(segment);
  if (crop === undefined || outward.length < FEWEST_FOLLOWED) return undefined;
  const { speed, mirrored, queryStart, referenceStart } = segment;
  const path = { clock: films.clock, map: { speed, offset: referenceStart - speed * queryStart }, mirrored };
  const verify = (): Segment | undefined => {
    const followed = segmentOf(films, path, films.follower.follow(path, crop, outward), { libraryHours: NO_CHOICE_HOURS, trials: 1 });
    // It holds only if the segment does, so it proves no more than that.
    return followed && { ...followed, score: Math.min(followed.score, segment.score) };
  };
  return alignmentOf(films, path, outward, verify);
}

function alignmentOf(
  films: Films,
  { map, mirrored }: CropPath,
  pictures: readonly number[],
  verify: NonNullable<PictureAlignment['verifier']>['verify'],
): PictureAlignment {
  const times = pictures.map((thumbnail) => timesOf(films)[thumbnail]! / 1000);
  return {
    kind: 'picture',
    referenceId: films.referenceId,
    map,
    queryStart: Math.min(...times),
    queryEnd: Math.max(...times) + 0.001,
    orientation: { mirrored, rotation: 0 },
    verifier: { verify },
  };
}

/** Scores followed pictures; undefined if they are too few, or no better than chance. */
function segmentOf(
  { search: { query }, follower, clock }: Films,
  { map, mirrored }: CropPath,
  followed: readonly FollowedPicture[],
  size: SearchSize,
): Segment | undefined {
  if (followed.length < FEWEST_FOLLOWED) return undefined;
  const pictures = [...followed].sort((one, other) => one.thumbnail - other.thumbnail);
  const run = { map, start: 0, end: pictures.length, distances: Uint16Array.from(pictures, ({ distance }) => distance) };
  const segment = describeRun(query, follower.track(pictures, mirrored), clock, run, { mirrored, rotation: 0 }, size);
  const areaOf = ({ crop }: FollowedPicture): PictureArea => areaOfCrop(crop, shapeOf(query));
  return segment.score <= 0 ? undefined : { ...segment, cutOut: areaOf(pictures[0]!), cutOutAtEnd: areaOf(pictures.at(-1)!) };
}

/** The crop that a segment shows of its reference; undefined for tilted, rotated and inverted pictures, and for pictures in the picture. */
function cropOf({ queryView, referenceView, cutOut, tilt = 0, rotation, inverted, foundBy }: Segment): Crop | undefined {
  const isWhole = queryView === 'active' || queryView === CROP_VIEW;
  if (!isWhole || tilt !== 0 || rotation !== 0 || inverted || foundBy === 'sound') return undefined;
  if (cutOut !== undefined) {
    const { left, top, right, bottom } = cutOut;
    return { across: { from: left, share: right - left }, down: { from: top, share: bottom - top }, tilt: 0 };
  }
  const share = referenceView === 'active' ? 1 : Number(/^middle-(0\.\d+)$/.exec(referenceView)?.[1] ?? Number.NaN);
  if (Number.isNaN(share)) return undefined;
  const axis = { from: (1 - share) / 2, share };
  return { across: axis, down: axis, tilt: 0 };
}

function timesOf({ search }: Films): Uint32Array {
  return search.query.thumbnails?.timesMs ?? new Uint32Array();
}

/** Unexplained thumbnails before a query time, seconds, nearest first. */
function thumbnailsBefore(films: Films, time: number): number[] {
  const timesMs = timesOf(films);
  return upToExplained(films, [...timesMs.keys()].filter((at) => timesMs[at]! / 1000 < time).reverse());
}

/** Unexplained thumbnails from a query time on, seconds, nearest first. */
function thumbnailsFrom(films: Films, time: number): number[] {
  const timesMs = timesOf(films);
  return upToExplained(
    films,
    [...timesMs.keys()].filter((at) => timesMs[at]! / 1000 >= time),
  );
}

function upToExplained(films: Films, outward: readonly number[]): number[] {
  const timesMs = timesOf(films);
  const end = outward.findIndex((at) => films.search.isExplained(timesMs[at]! / 1000));
  return end === -1 ? [...outward] : outward.slice(0, end);
}

import type { PictureArea } from '@streetdate/core/portable';
import type { PictureAlignment } from '../../align/alignment.ts';
import type { FrameClock } from '../../align/frame-clock.ts';
import { shapeOf } from '../../align/picture-shape.ts';
import type { Segment } from '../../match.ts';
import { describeRun, type SearchSize } from '../../verify/segment.ts';
import { areaOfCrop } from '../crop/crop-grid.ts';
import type { SearchContext } from '../proposer.ts';
import type { CropFollower } from './crop-follower.ts';
import type { CropPath, FollowedPicture, Follower } from './follower.ts';
import type { RegisteredFollower } from './registered-follower.ts';

/** Fewest pictures that are reported as followed. */
export const FEWEST_FOLLOWED = 3;

/** The query, and the middle half of one reference. */
export interface Films {
  readonly search: SearchContext;
  /** Compares places, and follows what shows the middle half. */
  readonly follower: CropFollower;
  /** Follows by the reference's thumbnails; undefined if it keeps none. */
  readonly registered: RegisteredFollower | undefined;
  /** Both. */
  readonly followers: readonly Follower[];
  readonly clock: FrameClock;
  /** Aspect ratios of both pictures. */
  readonly shapes: { readonly query: number; readonly reference: number };
  readonly referenceId: string;
}

/** The alignment of some thumbnails on a path. */
export function alignmentOf(
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
export function segmentOf(...followed: Parameters<typeof describeFollowed>): Segment | undefined {
  const segment = describeFollowed(...followed);
  return segment !== undefined && segment.score > 0 ? segment : undefined;
}

/** Scores followed pictures, also if they are no better than chance; undefined if they are too few. */
export function describeFollowed(
  { search: { query } }: Films,
  follower: Follower,
  path: CropPath,
  followed: readonly FollowedPicture[],
  size: SearchSize,
): Segment | undefined {
  if (followed.length < FEWEST_FOLLOWED) return undefined;
  const pictures = [...followed].sort((one, other) => one.thumbnail - other.thumbnail);
  const { track, clock, fixedCrop, interval } = follower.tracksOf(path, pictures);
  const distances = Uint16Array.from(pictures, ({ distance }) => distance);
  const run = { map: path.map, start: 0, end: pictures.length, distances, ...(fixedCrop && { fixedCrop }) };
  const segment = describeRun(query, track, clock, run, { mirrored: path.mirrored, rotation: 0 }, size);
  const ends = interval === undefined ? undefined : endsAround(segment, query.duration, { interval, end: (fixedCrop ?? clock).end });
  const areaOf = ({ crop }: FollowedPicture): PictureArea => areaOfCrop(crop, shapeOf(query));
  return { ...segment, ...ends, cutOut: areaOf(pictures[0]!), cutOutAtEnd: areaOf(pictures.at(-1)!) };
}

/**
 * The ends of a segment whose pictures can be compared at some times only: half-way to the next such time, and the query's own end where no
 * such time is left before it.
 * @param duration - Of the query, seconds.
 * @param reference - Seconds between such times, and when the reference ends, seconds.
 */
function endsAround(
  { frameTimes, referenceStart, queryStart, speed }: Segment,
  duration: number,
  { interval, end }: { readonly interval: number; readonly end: number },
): Pick<Segment, 'queryStart' | 'queryEnd' | 'referenceStart' | 'referenceEnd'> {
  const offset = referenceStart - speed * queryStart;
  const [first, last] = [frameTimes[0]!, frameTimes.at(-1)!];
  const start = Math.max(first < interval ? 0 : first - interval / 2, -offset / speed);
  const until = Math.min(last + interval > duration ? duration : last + interval / 2, (end - offset) / speed);
  return { queryStart: start, queryEnd: until, referenceStart: offset + speed * start, referenceEnd: offset + speed * until };
}

/** The segment with the highest score; undefined for none. */
export function strongestOf(segments: readonly (Segment | undefined)[]): Segment | undefined {
  return segments.reduce((best, each) => (best === undefined || (each !== undefined && each.score > best.score) ? each : best), undefined);
}

/** Times of the query's thumbnails, milliseconds. */
export function timesOf({ search }: Films): Uint32Array {
  return search.query.thumbnails?.timesMs ?? new Uint32Array();
}

/** Unexplained thumbnails before a query time, seconds, nearest first. */
export function thumbnailsBefore(films: Films, time: number): number[] {
  const timesMs = timesOf(films);
  return upToExplained(films, [...timesMs.keys()].filter((at) => timesMs[at]! / 1000 < time).reverse());
}

/** Unexplained thumbnails from a query time on, seconds, nearest first. */
export function thumbnailsFrom(films: Films, time: number): number[] {
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

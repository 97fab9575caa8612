import type { PictureAlignment } from '../../align/alignment.ts';
import type { Segment } from '../../match.ts';
import type { SearchSize } from '../../verify/segment.ts';
import type { Crop } from '../crop/crop-grid.ts';
import type { SearchContext } from '../proposer.ts';
import { isDistinct } from './elsewhere.ts';
import { type Films, segmentOf, thumbnailsBefore, thumbnailsFrom, timesOf } from './followed-pictures.ts';
import { AGREES, type CropPath, type FollowedPicture, type Follower } from './follower.ts';

/** A place where crops may be followed from. */
export interface Place {
  readonly films: Films;
  readonly path: CropPath;
  /** The crop of its pictures, about. */
  readonly crop: Crop;
  /** The thumbnails of its interval, in order of time. */
  readonly block: readonly number[];
  /** Middle of its interval, seconds of the query. */
  readonly middle: number;
}

/** A place that some pictures resemble. */
export interface FoundPlace extends Place {
  /** Mean share of differing bits, 0 to 1. */
  readonly distance: number;
}

/** Milliseconds within which a followed picture reaches an end: a reference has one picture a second. */
const AT_END_MS = 1500;
/** Places that are followed in vain before the rest is left. */
const MOST_FAILURES = 3;

/** Follows crops from some places, the nearest first, as long as nothing explains their intervals. */
export function* followNearest(
  search: SearchContext,
  places: readonly FoundPlace[],
  alignmentOf: (place: FoundPlace) => PictureAlignment,
): Generator<PictureAlignment, void, Segment | undefined> {
  let failures = 0;
  for (const place of places.toSorted((one, other) => one.distance - other.distance)) {
    if (failures === MOST_FAILURES) break;
    if (search.isExplained(place.middle)) continue;
    if ((yield alignmentOf(place)) === undefined) failures++;
  }
}

/** Pictures that were followed on a path. */
export interface FollowedPath<Picture extends FollowedPicture = FollowedPicture> {
  readonly path: CropPath;
  readonly pictures: readonly Picture[];
}

/** The thumbnails before and after the middle of a place that nothing explains, nearest first. */
export function outwardFrom({ films, middle }: Place): readonly (readonly number[])[] {
  return [thumbnailsBefore(films, middle), thumbnailsFrom(films, middle)];
}

/**
 * Follows crops from the middle of a place in both directions. Where its own pictures fit several paths, on the one that the pictures around
 * them fit best.
 * @returns Undefined if its own pictures fit no path.
 */
export function followFrom<Picture extends FollowedPicture>(follower: Follower<Picture>, place: Place): FollowedPath<Picture> | undefined {
  const outwards = outwardFrom(place);
  const { bits } = place.path.clock.track;
  let best: { readonly followed: FollowedPath<Picture>; readonly fit: number } | undefined;
  for (const path of follower.refined(place.path, place.crop, place.block)) {
    const pictures = outwards.flatMap((outward) => follower.follow(path, place.crop, outward));
    const fit = pictures.reduce((sum, { distance }) => sum + AGREES * bits - distance, 0);
    if (best === undefined || fit > best.fit) best = { followed: { path, pictures }, fit };
    if (reachesEnds(place, outwards, pictures)) break;
  }
  return best?.followed;
}

/** Whether pictures were followed to the ends of what nothing explains. No other path leads further. */
function reachesEnds({ films }: Place, outwards: readonly (readonly number[])[], pictures: readonly FollowedPicture[]): boolean {
  const timesMs = timesOf(films);
  const isReached = (end: number) => pictures.some(({ thumbnail }) => Math.abs(timesMs[thumbnail]! - timesMs[end]!) <= AT_END_MS);
  return outwards.flatMap((outward) => outward.at(-1) ?? []).every(isReached);
}

/** The segment of followed pictures; undefined if other moments of the reference fit as well. */
export function distinctSegment(
  films: Films,
  follower: Follower,
  followed: FollowedPath | undefined,
  size: SearchSize,
): Segment | undefined {
  if (followed === undefined || !isDistinct(follower, followed.path, followed.pictures)) return undefined;
  return segmentOf(films, follower, followed.path, followed.pictures, size);
}

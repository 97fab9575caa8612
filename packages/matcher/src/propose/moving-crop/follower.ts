import type { HashTrack } from '@streetdate/core/portable';
import type { FrameClock } from '../../align/frame-clock.ts';
import type { TimeMap } from '../../align/time-map.ts';
import type { Crop } from '../crop/crop-grid.ts';

/** An alignment with the middle half of a reference. */
export interface CropPath {
  /** The reference's middle half. */
  readonly clock: FrameClock;
  readonly map: TimeMap;
  /** Whether the query's picture is mirrored. */
  readonly mirrored: boolean;
}

/** A thumbnail of the query with its own crop of the reference's picture. */
export interface FollowedPicture {
  /** Index of the thumbnail. */
  readonly thumbnail: number;
  readonly crop: Crop;
  /** Distance in bits, with the gain of fitting added. */
  readonly distance: number;
}

/** Followed pictures of the query beside those of the reference that they show. */
export interface FollowedTracks {
  /** The query's pictures, in the order in which they were given. */
  readonly track: HashTrack;
  readonly clock: FrameClock;
  /** A track of the reference under a crop that stays, where that of `clock` moves with the query. */
  readonly fixedCrop?: FrameClock;
  /** Seconds from one picture that can be compared to the next. @defaultValue those of the query's track */
  readonly interval?: number;
}

/** Follows crops of one query in one reference that move from picture to picture: a zoom, a pan, a shaking camera. */
export interface Follower<Picture extends FollowedPicture = FollowedPicture> {
  /** Share of bits that fitting a picture's crop gains by itself. It is added to each distance, so that fitting is no evidence. */
  readonly fittingGain: number;
  /** Least share of bits by which followed pictures differ from other moments of the reference, where these prove something. */
  readonly leastElsewhere: number;

  /**
   * The path beside a proposed one on which some pictures fit best, and those on which they fit about as well.
   * @param start - The crop beside the pictures.
   * @param thumbnails - Thumbnails of the query that were proposed together, in order of time.
   * @returns The best first; none if the pictures fit on no path.
   */
  refined(path: CropPath, start: Crop, thumbnails: readonly number[]): readonly CropPath[];

  /**
   * Follows the crop from one picture to the next, as long as the pictures agree.
   * @param start - The crop beside the first picture.
   * @param thumbnails - Thumbnails of the query in the order in which they are followed.
   * @returns The pictures up to the last one that agrees, in that order.
   */
  follow(path: CropPath, start: Crop, thumbnails: readonly number[]): Picture[];

  /**
   * Mean share of differing bits of some followed pictures at other moments of the reference, each with its crop fitted anew.
   * @param shift - Seconds to the other moments.
   * @returns Undefined where the reference does not show most of them.
   */
  distanceElsewhere(path: CropPath, followed: readonly Picture[], shift: number): number | undefined;

  /** The followed pictures as tracks. @param followed - In order of time, at least one. */
  tracksOf(path: CropPath, followed: readonly Picture[]): FollowedTracks;
}

/** A path some seconds later in the reference. */
export function shifted(path: CropPath, seconds: number): CropPath {
  return { ...path, map: { ...path.map, offset: path.map.offset + seconds } };
}

/**
 * Share of differing bits, with the gain of fitting, up to which a picture is followed. Followed copies are near 0.2. Unrelated pictures are
 * at 0.475, and other takes of one scene near 0.4.
 */
export const AGREES = 0.36;
/** Pictures that may fail one after the other before following ends. */
const MOST_LOST = 6;
/** Longest gap between two thumbnails that is followed over, milliseconds. */
const LONGEST_GAP_MS = 2500;

/** A picture with the geometry under which it fits best. */
export interface Fit<Geometry, Picture extends FollowedPicture> {
  readonly geometry: Geometry;
  readonly picture: Picture;
}

/**
 * Follows a geometry from one picture to the next, as long as the pictures agree.
 * @param timesMs - Times of the query's thumbnails, milliseconds.
 * @param bits - Bits of a hash.
 * @param fit - The nearest fit of a thumbnail around some geometries, the likeliest first; undefined where there is nothing to compare.
 * @param continued - Where a geometry goes if it keeps moving.
 */
export function followFits<Geometry, Picture extends FollowedPicture>(
  { timesMs, bits, thumbnails }: { readonly timesMs: Uint32Array; readonly bits: number; readonly thumbnails: readonly number[] },
  start: Geometry,
  fit: (thumbnail: number, expected: readonly Geometry[]) => Fit<Geometry, Picture> | undefined,
  continued: (before: Geometry, last: Geometry) => Geometry,
): Picture[] {
  const followed: Picture[] = [];
  let [kept, lost] = [0, 0];
  let [before, last] = [start, start];
  let lastMs: number | undefined;
  for (const thumbnail of thumbnails) {
    const timeMs = timesMs[thumbnail]!;
    if (lastMs !== undefined && Math.abs(timeMs - lastMs) > LONGEST_GAP_MS) break;
    lastMs = timeMs;
    // A pan goes on from the last crop. A shaking picture comes back to the first one.
    const fitted = fit(thumbnail, last === start ? [start] : [last, continued(before, last), start]);
    if (fitted === undefined) continue;
    followed.push(fitted.picture);
    if (fitted.picture.distance < AGREES * bits) {
      [kept, lost] = [followed.length, 0];
      [before, last] = [last, fitted.geometry];
    } else if (++lost === MOST_LOST) {
      break;
    }
  }
  return followed.slice(0, kept);
}

import type { PictureArea } from '@streetdate/core/portable';
import type { TimeMap } from '../../align/time-map.ts';
import { FEATURE_VIEW } from '../../align/views.ts';
import type { Segment } from '../../match.ts';
import type { SamePicture } from './align-pairs.ts';
import type { Look } from './described-pictures.ts';
import { LONG_SIDE, type PixelArea } from './luma-under-map.ts';
import type { AffineMap, RegisteredPictures } from './register-pictures.ts';

/** Two pictures that were registered by their keypoints. */
export interface FeaturePair extends SamePicture, RegisteredPictures {}

/**
 * Agreeing places of the pictures of unrelated films, and how fast they become rare: a decimal order of magnitude each `aTenth` places.
 * Of 2,510 pictures of unrelated films none agreed in seven places with any picture of the others, and one in 500 in six
 * (benchmarks/results/2026-12-02-local-features-null.md). So it is careful: pictures of one scene are not independent, and real objects are
 * filmed twice.
 */
export const CHANCE = { places: 7, aTenth: 2 } as const;
/** Most evidence of one pair of pictures, in powers of ten: films share title cards and logos. */
const MOST_PER_PICTURE = 3;
/** Share of the evidence of a further picture that is new: neighbouring pictures show nearly the same. */
const NEW_SHARE = 0.5;

/** Logarithm of the chance that unrelated films agree as much as these pictures do. */
export function logChanceOf(pictures: readonly FeaturePair[]): number {
  const each = pictures.map(({ places }) => Math.min(MOST_PER_PICTURE, Math.max(0, places - CHANCE.places) / CHANCE.aTenth));
  each.sort((one, other) => other - one);
  return -each.reduce((sum, value, at) => sum + (at === 0 ? value : NEW_SHARE * value), 0);
}

/** What a segment is made of. */
export interface FeatureAlignment extends Look {
  readonly map: TimeMap;
  /** In order of query time. */
  readonly pictures: readonly FeaturePair[];
  /** Times of the query's pictures around the first and the last one, seconds. */
  readonly before: number;
  readonly after: number;
  /** The reference's length, seconds. */
  readonly referenceEnd: number;
  /** The active areas of both films in their frames. */
  readonly query: PixelArea;
  readonly reference: PixelArea;
}

/** The segment of an alignment. */
export function segmentOfPairs(alignment: FeatureAlignment, logFalseMatches: number): Segment {
  const { map, pictures, before, after, mirrored, inverted } = alignment;
  const times = [before, after].map((time) => map.offset + map.speed * time);
  const [start, end] = [Math.max(0, Math.min(...times)), Math.min(alignment.referenceEnd, Math.max(...times))];
  const ends = [start, end].map((time) => (time - map.offset) / map.speed).sort((one, other) => one - other);
  const middle = pictures[pictures.length >> 1]!;
  const distances = pictures.map(({ distance }) => Math.round(256 * distance));
  return {
    queryStart: Math.max(before, ends[0]!),
    queryEnd: Math.min(after, ends[1]!),
    referenceStart: start,
    referenceEnd: end,
    speed: map.speed,
    mirrored,
    rotation: quarterTurnOf(middle.map),
    ...(inverted && { inverted }),
    queryView: FEATURE_VIEW,
    referenceView: FEATURE_VIEW,
    cutOut: areaShown(middle.map, alignment),
    meanDistance: distances.reduce((sum, distance) => sum + distance, 0) / 256 / distances.length,
    backgroundDistance: 0.5,
    framesCompared: pictures.length,
    independentFrames: Math.max(1, pictures.length * NEW_SHARE),
    score: Math.min(300, Math.max(0, -logFalseMatches)),
    distances,
    frameTimes: pictures.map(({ queryTime }) => queryTime),
  };
}

/** The clockwise quarter turn of the query's picture that is nearest to a map's rotation. */
function quarterTurnOf({ a, b, c, d }: AffineMap): Segment['rotation'] {
  const degrees = (-Math.atan2(c - b, a + d) * 180) / Math.PI;
  return ((((Math.round(degrees / 90) * 90) % 360) + 360) % 360) as Segment['rotation'];
}

/** The part of the reference's picture that the query's picture shows, as a bounding area. */
function areaShown({ a, b, c, d, e, f }: AffineMap, { query, reference, mirrored }: FeatureAlignment): PictureArea {
  const left = mirrored ? LONG_SIDE - query.left - query.width : query.left;
  const corners = [left, left + query.width].flatMap((x) =>
    [query.top, query.top + query.height].map((y) => ({
      x: (a * x + b * y + e - reference.left) / reference.width,
      y: (c * x + d * y + f - reference.top) / reference.height,
    })),
  );
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const [xs, ys] = [corners.map(({ x }) => within(x)), corners.map(({ y }) => within(y))];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

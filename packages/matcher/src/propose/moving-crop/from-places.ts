import type { PictureAlignment } from '../../align/alignment.ts';
import type { Segment } from '../../match.ts';
import { spreadOver } from '../../spread-over.ts';
import type { AxisCrop, Crop } from '../crop/crop-grid.ts';
import type { PlaceAlignment, SearchContext } from '../proposer.ts';
import { someOf } from './crop-follower.ts';
import { ELSEWHERE, isNearerThan } from './elsewhere.ts';
import { alignmentOf, type Films, strongestOf, thumbnailsFrom, timesOf } from './followed-pictures.ts';
import { distinctSegment, type FoundPlace, followFrom, followNearest, outwardFrom } from './followed-place.ts';
import { shifted } from './follower.ts';
import { segmentInScene } from './in-scene.ts';

/**
 * Intervals of the query whose places are tried, evenly over it: hashing one under each shift takes 30 ms. Places with a crop are few, and
 * all tried.
 */
const MOST_INTERVALS = 4;
/** Least lead before crops are followed, when only the tested shifts are fitted. Copies that were found led by 0.055 and more. */
const LEAST_FIRST_LEAD = 0.03;
/** The crop that is tried where the whole picture resembles a place: a shaking copy loses its edges. */
const WITHOUT_EDGES: Crop = { across: { from: 0.06, share: 0.88 }, down: { from: 0.06, share: 0.88 }, tilt: 0 };
/** Least relative difference of two aspect ratios for the query to show its film between bars that tremble with it, so that nothing detects them. */
const OTHER_SHAPE = 0.06;

/** Follows crops from places that resemble the query, the nearest first. */
export function* followPlaces(
  search: SearchContext,
  found: readonly PlaceAlignment[],
  filmsOf: (referenceId: string) => Films | undefined,
): Generator<PictureAlignment, void, Segment | undefined> {
  const places = placesToTry(found, search.isExplained).flatMap((place) => {
    const films = filmsOf(place.referenceId);
    return (films && fittingPlace(films, place)) ?? [];
  });
  yield* followNearest(search, places, placeAlignment);
}

/** The places of some intervals of the query that nothing explains, evenly over it. */
function placesToTry(places: readonly PlaceAlignment[], isExplained: SearchContext['isExplained']): readonly PlaceAlignment[] {
  const open = places.filter(({ queryStart, queryEnd }) => !isExplained((queryStart + queryEnd) / 2));
  const whole = open.filter(({ crop }) => crop === undefined);
  const starts = [...new Set(whole.map(({ queryStart }) => queryStart))].sort((one, other) => one - other);
  const chosen = new Set(spreadOver(starts, MOST_INTERVALS));
  return open.filter(({ queryStart, crop }) => crop !== undefined || chosen.has(queryStart));
}

/** The crop and the shift of a place's alignment at which some of its pictures fit best; undefined if they do not. */
function fittingPlace(films: Films, place: PlaceAlignment): FoundPlace | undefined {
  const { offset, mirrored, queryStart, queryEnd } = place;
  const timesMs = timesOf(films);
  const block = thumbnailsFrom(films, queryStart).filter((at) => timesMs[at]! < 1000 * queryEnd);
  if (someOf(block).length === 0) return undefined;
  const middle = timesMs[block[block.length >> 1]!]! / 1000;
  const path = { clock: films.clock, map: { offset, speed: 1 }, mirrored };
  const fitting = cropsOf(films, place).flatMap((crop) => {
    const nearest = films.follower.nearest(path, crop, block, 'few');
    return nearest === undefined ? [] : [{ films, crop, block, middle, ...nearest }];
  });
  return fitting.sort((one, other) => one.distance - other.distance)[0];
}

/** The crops that are tried at a place: its own, or the whole picture without its edges, also between bars. */
function cropsOf({ shapes: { query, reference } }: Films, { crop }: PlaceAlignment): readonly Crop[] {
  if (crop !== undefined) return [crop];
  const wider = reference / query;
  if (Math.abs(Math.log(wider)) < OTHER_SHAPE) return [WITHOUT_EDGES];
  const { across, down, tilt } = WITHOUT_EDGES;
  const between =
    wider > 1 ? { across, down: aboutMiddle(down.share * wider), tilt } : { across: aboutMiddle(across.share / wider), down, tilt };
  return [WITHOUT_EDGES, between];
}

function aboutMiddle(share: number): AxisCrop {
  return { from: (1 - share) / 2, share };
}

/** Follows the crop of a place from the middle of its interval in both directions. */
function placeAlignment(place: FoundPlace): PictureAlignment {
  const { films, path, middle } = place;
  const verify = (_: PictureAlignment, trials: number): Segment | undefined => {
    // In a static scene no place stands out. There the moment is searched, once for the scene.
    const isDistinctPlace = standsOut(place);
    const size = { libraryHours: films.search.hours, trials };
    const { follower, registered } = films;
    const byMiddleHalf = isDistinctPlace ? distinctSegment(films, follower, followFrom(follower, place), size) : undefined;
    const followed = registered?.isNewScene(path, middle) ? followFrom(registered, place) : undefined;
    if (registered === undefined || followed === undefined) return byMiddleHalf;
    const byThumbnails = isDistinctPlace ? distinctSegment(films, registered, followed, size) : undefined;
    return strongestOf([byMiddleHalf, byThumbnails]) ?? segmentInScene(films, registered, followed, size);
  };
  return alignmentOf(films, path, outwardFrom(place).flat(), verify);
}

/** Whether the pictures of a place are nearer to their moments than to others of the reference, before they are followed. It takes a millisecond. */
function standsOut({ films: { follower }, path, crop, block, distance }: FoundPlace): boolean {
  const pictures = someOf(block);
  const elsewhere = ELSEWHERE.flatMap((shift) => follower.meanDistance(shifted(path, shift), crop, pictures, 'few') ?? []);
  return isNearerThan(distance + LEAST_FIRST_LEAD, elsewhere);
}

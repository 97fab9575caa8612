import { MIN_QUALITY, measureQuality } from '@streetdate/core/internal';
import { hammingDistance, type Thumbnails } from '@streetdate/core/portable';
import { lastUpTo } from '@streetdate/index/internal';
import { FrameClock } from '../../align/frame-clock.ts';
import { toReference } from '../../align/time-map.ts';
import { halved, type Plane, planeOf } from '../../geometry/planes.ts';
import { type Projection, placementOf, projectionOf } from '../../geometry/projection.ts';
import { type Registration, registerPlanes } from '../../geometry/register-planes.ts';
import { samplePlane } from '../../geometry/sample-plane.ts';
import type { Crop } from '../crop/crop-grid.ts';
import type { SceneMoment } from '../moment-by-ranks.ts';
import { blankedPicture, hashBlanked, REGISTERED_SIDE, registeredTrack } from '../registration/registered-tracks.ts';
import { cropOfPlacement, placementOfCrop } from './crop-placement.ts';
import { type CropPath, type Fit, type FollowedPicture, type FollowedTracks, type Follower, followFits, shifted } from './follower.ts';
import { findSceneMoment } from './scene-moment.ts';

/** Largest time between a query thumbnail and a reference thumbnail, milliseconds: half a query's interval. */
const FARTHEST_MS = 260;
/** Seconds between two thumbnails of a reference. */
const INTERVAL = 1;
/** Tested shifts of a place's alignment, seconds. Places of short blocks are up to half a second off. */
const TIME_SHIFTS = [0, -0.2, 0.2, -0.4, 0.4, -0.6, 0.6] as const;
/** Thumbnails in a row by which the place is tried: four seconds of them. Fewest that must fit; a reference has one a second. */
const PICTURES_OF_PLACE = 8;
const FEWEST_OF_PLACE = 2;
/** Largest mean share of differing bits, with the gain of fitting, of a place that is followed. */
const WORTH_FOLLOWING = 0.33;
/** Share of bits by which a path may differ more than the best one to be followed as well. While little moves, seconds differ by less. */
const AS_GOOD = 0.05;
/** Correlation from which no further starts are tried. */
const CLEAR = 0.9;
/** Pictures at the beginning that are also tried around the expected crop. */
const ROUGHLY_KNOWN = 2;
/** Starts around the expected ones, as shares of the crop. Registration finds its way from about a tenth. */
const SHIFTS = [-0.15, 0, 0.15] as const;
/** Least share of the query's picture inside the reference's. */
const LEAST_INSIDE = 0.7;
/** Sizes of crops, as shares of the reference's picture. */
const SHARES = { least: 0.3, most: 1.15 } as const;
/** Registered unrelated pictures differ in 0.49 of the bits, the nearest of 1,400 in 0.38; fitting one geometry gains nothing more. */
const FITTING_GAIN = 0.02;
/** Least share of bits by which other moments differ. In static scenes they were at 0.1 to 0.3, in other films at 0.37 to 0.55. */
const LEAST_ELSEWHERE = 0.3;
/** Seconds between two places of a scene that are searched as one: each search reaches further. */
const SAME_SCENE_SECONDS = 60;
/** Seconds of the reference around the followed pictures that they are compared with as well. */
const BACKGROUND_SECONDS = 120;

/** A thumbnail of the query that was registered with one of the reference. */
export interface RegisteredPicture extends FollowedPicture {
  /** Index of the reference's thumbnail. */
  readonly shown: number;
  readonly projection: Projection;
  /** 1 for each pixel of the query inside the reference's picture. */
  readonly inside: Uint8Array;
}

/** Follows crops by registering each thumbnail of the query with one of the reference, also where the query does not show its middle half. */
export class RegisteredFollower implements Follower<RegisteredPicture> {
  readonly fittingGain = FITTING_GAIN;
  readonly leastElsewhere = LEAST_ELSEWHERE;
  readonly #query: Thumbnails;
  readonly #reference: Thumbnails;
  readonly #algorithm: string;
  readonly #shape: number;
  /** Times of the reference around which a moment was looked for, seconds. */
  readonly #scenes: number[] = [];

  /** @param shape - Aspect ratio of the query's picture. */
  constructor(query: Thumbnails, reference: Thumbnails, algorithm: string, shape: number) {
    this.#query = query;
    this.#reference = reference;
    this.#algorithm = algorithm;
    this.#shape = shape;
  }

  refined(path: CropPath, start: Crop, thumbnails: readonly number[]): readonly CropPath[] {
    const from = Math.max(0, (thumbnails.length - PICTURES_OF_PLACE) >> 1);
    const some = thumbnails.slice(from, from + PICTURES_OF_PLACE);
    const fitting: { readonly path: CropPath; readonly distance: number }[] = [];
    for (const shift of TIME_SHIFTS) {
      const tried = shifted(path, shift);
      // A place that is half a second off still fits roughly.
      if (shift !== 0 && fitting.length === 0) return [];
      const followed = this.follow(tried, start, some);
      if (followed.length < FEWEST_OF_PLACE) continue;
      const distance = followed.reduce((sum, picture) => sum + picture.distance, 0) / followed.length;
      if (distance > WORTH_FOLLOWING * path.clock.track.bits) continue;
      const nearest = this.#nearestTo(path, followed);
      // Shifts that pair the same pictures end on the same path.
      if (fitting.every((other) => other.path.map.offset !== nearest.map.offset)) fitting.push({ path: nearest, distance });
    }
    fitting.sort((one, other) => one.distance - other.distance);
    return fitting.filter(({ distance }) => distance <= fitting[0]!.distance + AS_GOOD * path.clock.track.bits).map((each) => each.path);
  }

  /** The path nearest to a proposed one that pairs some pictures with the same moments: the moments are a second apart, and places nearer. */
  #nearestTo(path: CropPath, followed: readonly RegisteredPicture[]): CropPath {
    const { offset, speed } = path.map;
    const offsets = followed
      .map(({ thumbnail, shown }) => (this.#reference.timesMs[shown]! - speed * this.#query.timesMs[thumbnail]!) / 1000)
      .sort((one, other) => one - other);
    const reach = FARTHEST_MS / 1000;
    const [least, most] = [offsets.at(-1)! - reach, offsets[0]! + reach];
    const nearest = least > most ? offsets[offsets.length >> 1]! : Math.min(most, Math.max(least, offset));
    return { ...path, map: { offset: nearest, speed } };
  }

  follow(path: CropPath, start: Crop, thumbnails: readonly number[]): RegisteredPicture[] {
    const { timesMs } = this.#query;
    const first = projectionOf({ ...placementOfCrop(start, path.mirrored), tilt: 0 }, this.#shape);
    // The first crop is known roughly, later ones follow from it.
    let roughly = ROUGHLY_KNOWN;
    const fit = (thumbnail: number, expected: readonly Projection[]) => {
      const fitted = this.#fit(path, thumbnail, roughly > 0 ? [...expected, ...beside(expected[0]!)] : expected);
      if (fitted !== undefined) roughly--;
      return fitted;
    };
    return followFits({ timesMs, bits: path.clock.track.bits, thumbnails }, first, fit, continued);
  }

  distanceElsewhere({ clock, map, mirrored }: CropPath, followed: readonly RegisteredPicture[], shift: number): number | undefined {
    const elsewhere = { clock, map: { ...map, offset: map.offset + shift }, mirrored };
    const fitted = followed.flatMap(({ thumbnail, projection }) => this.#fit(elsewhere, thumbnail, [projection])?.picture.distance ?? []);
    if (fitted.length <= followed.length / 2) return undefined;
    return fitted.reduce((sum, distance) => sum + distance, 0) / fitted.length / clock.track.bits;
  }

  /** Whether the scene at a query time of a path has not been searched by {@link momentInScene}. */
  isNewScene({ map }: CropPath, time: number): boolean {
    const around = toReference(map, time);
    return this.#scenes.every((known) => Math.abs(known - around) > SAME_SCENE_SECONDS);
  }

  /**
   * Where the followed pictures play in a static scene, of which every moment resembles them.
   * @returns Undefined if there are too few pictures or moments.
   */
  momentInScene({ map }: CropPath, followed: readonly RegisteredPicture[]): SceneMoment | undefined {
    const { timesMs } = this.#query;
    const byTime = [...followed].sort((one, other) => one.thumbnail - other.thumbnail);
    const [first, last] = [byTime[0], byTime.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    // A reference has half as many thumbnails: those between two followed ones are near either crop.
    let near = 0;
    const pictures = Array.from({ length: last.thumbnail - first.thumbnail + 1 }, (_, at) => {
      const thumbnail = first.thumbnail + at;
      while (near + 1 < byTime.length && byTime[near + 1]!.thumbnail - thumbnail <= thumbnail - byTime[near]!.thumbnail) near++;
      return { thumbnail, projection: byTime[near]!.projection };
    });
    const middle = (timesMs[first.thumbnail]! + timesMs[last.thumbnail]!) / 2000;
    const around = toReference(map, middle);
    this.#scenes.push(around);
    return findSceneMoment(this.#query, this.#reference, pictures, around);
  }

  tracksOf({ clock }: CropPath, followed: readonly RegisteredPicture[]): FollowedTracks {
    const [query, reference] = [this.#query.timesMs, this.#reference.timesMs];
    const byTime = [...followed].sort((one, other) => one.shown - other.shown);
    const [firstMs, lastMs] = [reference[byTime[0]!.shown]!, reference[byTime.at(-1)!.shown]!];
    const nearby = [...reference.keys()].filter(
      (shown) => reference[shown]! >= firstMs - 1000 * BACKGROUND_SECONDS && reference[shown]! <= lastMs + 1000 * BACKGROUND_SECONDS,
    );
    const pictures = followed.map(({ thumbnail, inside }) => hashBlanked(this.#queryPlane(thumbnail).pixels, inside, this.#algorithm));
    // Each moment as the picture nearest to it shows the reference.
    let near = 0;
    const shown = nearby.map((moment) => {
      while (near + 1 < byTime.length && Math.abs(byTime[near + 1]!.shown - moment) <= Math.abs(byTime[near]!.shown - moment)) near++;
      return this.#referenceHash(moment, byTime[near]!);
    });
    return {
      track: registeredTrack(
        followed.map(({ thumbnail }) => query[thumbnail]!),
        pictures,
        this.#algorithm,
      ),
      clock: new FrameClock(
        registeredTrack(
          nearby.map((moment) => Math.max(0, reference[moment]! - FARTHEST_MS / 2)),
          shown,
          this.#algorithm,
        ),
      ),
      fixedCrop: clock,
      interval: INTERVAL,
    };
  }

  /** Registers a thumbnail of the query with that of the reference nearest to it on a path, from the best of some geometries. */
  #fit(
    { map, mirrored, clock }: CropPath,
    thumbnail: number,
    starts: readonly Projection[],
  ): Fit<Projection, RegisteredPicture> | undefined {
    const shown = this.#shownBy(map.offset * 1000 + map.speed * this.#query.timesMs[thumbnail]!);
    if (shown === undefined) return undefined;
    const [query, reference] = [this.#queryPlane(thumbnail), planeOf(this.#reference, shown, REGISTERED_SIDE)];
    const pair = { query, reference };
    const half = { query: halved(query), reference: halved(reference) };
    // Nearly all starts fail, which a quarter of the pixels shows.
    let roughly: Registration | undefined;
    for (const start of starts) {
      const tried = registerPlanes([half], start);
      if (tried === undefined || tried.correlation <= (roughly?.correlation ?? 0) || !this.#isCrop(tried, mirrored)) continue;
      roughly = tried;
      if (roughly.correlation >= CLEAR) break;
    }
    const solved = roughly && registerPlanes([pair], roughly.projection);
    if (solved === undefined || !this.#isCrop(solved, mirrored)) return undefined;
    const { projection } = solved;
    const { inside } = samplePlane(reference, projection, REGISTERED_SIDE);
    if (inside.reduce((sum, one) => sum + one, 0) < LEAST_INSIDE * inside.length) return undefined;
    // Hashes of plain pictures are noise.
    if (measureQuality(blankedPicture(query.pixels, inside)) < MIN_QUALITY) return undefined;
    const hash = hashBlanked(query.pixels, inside, this.#algorithm);
    const distance = hammingDistance(hash, 0, this.#referenceHash(shown, { projection, inside }), 0, hash.length);
    const crop = cropOfPlacement(placementOf(projection, this.#shape));
    const { bits } = clock.track;
    return { geometry: projection, picture: { thumbnail, crop, distance: distance + FITTING_GAIN * bits, shown, projection, inside } };
  }

  #isCrop({ projection }: Registration, mirrored: boolean): boolean {
    const { width, height } = placementOf(projection, this.#shape);
    return width < 0 === mirrored && isShare(Math.abs(width)) && isShare(height);
  }

  #queryPlane(thumbnail: number): Plane {
    return planeOf(this.#query, thumbnail, REGISTERED_SIDE);
  }

  #referenceHash(shown: number, { projection, inside }: Pick<RegisteredPicture, 'projection' | 'inside'>): Uint32Array {
    const { values } = samplePlane(planeOf(this.#reference, shown, REGISTERED_SIDE), projection, REGISTERED_SIDE);
    return hashBlanked(values, inside, this.#algorithm);
  }

  /** The reference's thumbnail nearest to a time, milliseconds; undefined if none is near. */
  #shownBy(timeMs: number): number | undefined {
    const { timesMs } = this.#reference;
    const shown = lastUpTo(timesMs, timeMs + FARTHEST_MS, 0);
    return Math.abs(timesMs[shown]! - timeMs) <= FARTHEST_MS ? shown : undefined;
  }
}

function isShare(share: number): boolean {
  return share >= SHARES.least && share <= SHARES.most;
}

/** Where a geometry goes if it keeps moving. */
function continued(before: Projection, last: Projection): Projection {
  return last.map((value, at) => 2 * value - before[at]!);
}

/** A geometry moved along each axis and both, by a share of the crop. */
function beside(projection: Projection): Projection[] {
  const moved: Projection[] = [];
  for (const x of SHIFTS) {
    for (const y of SHIFTS) {
      if (x === 0 && y === 0) continue;
      const [a, b, c, d, e, f, g, h] = projection;
      moved.push(Float64Array.of(a!, b!, c! + a! * x + b! * y, d!, e!, f! + d! * x + e! * y, g!, h!));
    }
  }
  return moved;
}

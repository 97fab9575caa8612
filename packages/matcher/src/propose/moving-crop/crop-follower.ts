import { hammingDistance } from '@streetdate/core/portable';
import { NO_FRAME } from '../../align/frame-clock.ts';
import type { Crop } from '../crop/crop-grid.ts';
import type { CropHasher } from '../crop/crop-hasher.ts';
import { type CropPath, type FollowedPicture, type FollowedTracks, type Follower, followFits, shifted } from './follower.ts';

/** Positions and shares of crops are whole multiples of this share of an axis. So crops of different alignments share their hashes. */
const LATTICE = 0.0075;
/** Tilts are whole degrees, up to so many to both sides: more than a shaking hand's. */
const MOST_TILT = 2;
/** Tested shifts of an axis around an expected crop: 9 % to both sides. Hashes find their way from 1.5 % away. */
const SHIFTS = [-12, -8, -4, 0, 4, 8, 12] as const;
/** The same for a first test of many alignments: 6 % to both sides. */
const FEW_SHIFTS = [-8, -4, 0, 4, 8] as const;
/** Tested changes of the shares of both axes, in place. */
const ZOOMS = [-12, -8, -4, 4, 8, 12] as const;
/** Tested shifts of a place's alignment, seconds. Places have steps of 0.4 s. */
const TIME_SHIFTS = [0, -0.1, 0.1, -0.2, 0.2] as const;
/** Pictures by which a place is tried before it is followed. */
const PICTURES_OF_PLACE = 6;
/** Largest mean share of differing bits of a place that is followed. Of 86 unrelated pairs of films two were below it, at 0.37 and 0.38. */
const WORTH_FOLLOWING = 0.38;
/** Steps by which a crop is refined, coarse to fine. */
const STEPS = [2, 1] as const;
/** Share of differing bits up to which a crop is refined at once, without the tested shifts. */
const NEAR = 0.25;
/** The nearest crop of unrelated pictures differs in 0.40 of the bits, a crop chosen in advance in 0.475. */
const FITTING_GAIN = 0.07;
/**
 * In two takes before one camera a person came back to the same place for six seconds: other moments were at 0.32 to 0.38, and those of
 * copies at 0.41 to 0.5. Unrelated pictures are near 0.47.
 */
const LEAST_ELSEWHERE = 0.4;

/** A crop in multiples of {@link LATTICE}, and its tilt in degrees. */
interface LatticeCrop {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly tilt: number;
}

/** A crop with its distance in bits. */
interface Fitted {
  readonly crop: LatticeCrop;
  readonly distance: number;
}

/** A path with the mean share of bits in which pictures differ on it. */
interface NearestPath {
  readonly path: CropPath;
  readonly distance: number;
}

/** Some pictures of an interval, evenly over it; none of a very short one. */
export function someOf(thumbnails: readonly number[]): readonly number[] {
  const stride = Math.floor(thumbnails.length / PICTURES_OF_PLACE);
  return stride === 0 ? [] : thumbnails.filter((_, at) => at % stride === 0).slice(0, PICTURES_OF_PLACE);
}

/** Follows crops by the hashes of the reference's middle half, as long as the query shows all of it. It keeps the hashes of tried crops. */
export class CropFollower implements Follower {
  readonly fittingGain = FITTING_GAIN;
  readonly leastElsewhere = LEAST_ELSEWHERE;
  readonly #hasher: CropHasher;
  readonly #timesMs: Uint32Array;
  /** Hashes by thumbnail and crop; undefined for a crop without the middle half. */
  readonly #hashes = new Map<string, Uint32Array | undefined>();
  /** Hashes of all shifts of a crop, one after the other, by thumbnail, crop and number of shifts. */
  readonly #shifts = new Map<string, Uint32Array>();

  /** @param timesMs - Times of the query's thumbnails, milliseconds. */
  constructor(hasher: CropHasher, timesMs: Uint32Array) {
    this.#hasher = hasher;
    this.#timesMs = timesMs;
  }

  /**
   * Mean share of differing bits of some pictures, each at its nearest shift of a crop.
   * @param shifts - `few` for a first test of many alignments, `many` to choose between near ones.
   * @returns Undefined where the reference does not show most of them.
   */
  meanDistance(path: CropPath, around: Crop, thumbnails: readonly number[], shifts: 'few' | 'many'): number | undefined {
    const centre = onLattice(around);
    const tested = shifts === 'few' ? FEW_SHIFTS : SHIFTS;
    const nearest = thumbnails.flatMap((thumbnail) => this.#nearestShift(path, thumbnail, centre, tested) ?? []);
    if (nearest.length <= thumbnails.length / 2) return undefined;
    return nearest.reduce((sum, distance) => sum + distance, 0) / nearest.length / path.clock.track.bits;
  }

  /**
   * The path beside a proposed one on which some pictures, each at its nearest shift of a crop, differ in the smallest share of their bits.
   * @param shifts - `few` for a first test of many alignments, `many` to choose between near ones.
   * @returns Undefined if they fit on none.
   */
  nearest(path: CropPath, around: Crop, thumbnails: readonly number[], shifts: 'few' | 'many'): NearestPath | undefined {
    const some = someOf(thumbnails);
    let best: NearestPath | undefined;
    for (const shift of TIME_SHIFTS) {
      const tried = shifted(path, shift);
      const distance = this.meanDistance(tried, around, some, shifts);
      if (distance !== undefined && distance <= (best?.distance ?? WORTH_FOLLOWING)) best = { path: tried, distance };
    }
    return best;
  }

  refined(path: CropPath, start: Crop, thumbnails: readonly number[]): readonly CropPath[] {
    const nearest = this.nearest(path, start, thumbnails, 'many');
    return nearest === undefined ? [] : [nearest.path];
  }

  follow(path: CropPath, start: Crop, thumbnails: readonly number[]): FollowedPicture[] {
    const { bits } = path.clock.track;
    const fit = (thumbnail: number, expected: readonly LatticeCrop[]) => {
      const fitted = this.#fit(path, thumbnail, expected);
      if (fitted === undefined) return undefined;
      const picture = { thumbnail, crop: offLattice(fitted.crop), distance: fitted.distance + FITTING_GAIN * bits };
      return { geometry: fitted.crop, picture };
    };
    return followFits({ timesMs: this.#timesMs, bits, thumbnails }, onLattice(start), fit, continued);
  }

  distanceElsewhere({ clock, map, mirrored }: CropPath, followed: readonly FollowedPicture[], shift: number): number | undefined {
    const elsewhere = { clock, map: { ...map, offset: map.offset + shift }, mirrored };
    const fitted = followed.flatMap(({ thumbnail, crop }) => this.#fit(elsewhere, thumbnail, [onLattice(crop)])?.distance ?? []);
    if (fitted.length <= followed.length / 2) return undefined;
    return fitted.reduce((sum, distance) => sum + distance, 0) / fitted.length / clock.track.bits + FITTING_GAIN;
  }

  tracksOf({ clock, mirrored }: CropPath, followed: readonly FollowedPicture[]): FollowedTracks {
    return { track: this.#hasher.trackOf(followed, mirrored), clock };
  }

  /**
   * The nearest crop of one picture around the expected ones; undefined where there is nothing to compare.
   * @param expected - The likeliest first. Where none of them is near, crops around the first and the last one are tried.
   */
  #fit(path: CropPath, thumbnail: number, expected: readonly LatticeCrop[]): Fitted | undefined {
    let best = nearestOf(expected.flatMap((crop) => this.#at(path, thumbnail, crop) ?? []));
    for (const around of new Set([expected[0], expected.at(-1)])) {
      if (around === undefined || (best !== undefined && best.distance <= NEAR * path.clock.track.bits)) break;
      best = nearestOf([best, this.#shiftedCrop(path, thumbnail, around, SHIFTS), this.#zoomed(path, thumbnail, around)]);
    }
    if (best === undefined) return undefined;
    for (const step of STEPS) {
      let moved = true;
      while (moved) {
        moved = false;
        for (const neighbour of neighboursOf(best.crop, step)) {
          const tried = this.#at(path, thumbnail, neighbour);
          if (tried === undefined || tried.distance >= best.distance) continue;
          best = tried;
          moved = true;
        }
      }
    }
    return best;
  }

  /** The nearest of the shifts around a crop. */
  #shiftedCrop(path: CropPath, thumbnail: number, { left, top, ...size }: LatticeCrop, shifts: readonly number[]): Fitted | undefined {
    return nearestOf(shifts.flatMap((x) => shifts.map((y) => this.#at(path, thumbnail, { ...size, left: left + x, top: top + y }))));
  }

  /** The distance of the nearest shift around a crop, in bits. Hundreds of alignments are tried with the same crop. */
  #nearestShift({ clock, map, mirrored }: CropPath, thumbnail: number, around: LatticeCrop, shifts: readonly number[]): number | undefined {
    const shown = clock.frameAt(map.offset + map.speed * (this.#timesMs[thumbnail]! / 1000));
    if (shown === NO_FRAME) return undefined;
    const hashes = this.#hashesOfShifts(thumbnail, around, mirrored, shifts);
    const words = clock.track.bits / 32;
    let nearest: number | undefined;
    for (let at = 0; at < hashes.length; at += words) {
      const distance = hammingDistance(hashes, at, clock.track.hashes, shown * words, words);
      if (nearest === undefined || distance < nearest) nearest = distance;
    }
    return nearest;
  }

  #hashesOfShifts(thumbnail: number, around: LatticeCrop, mirrored: boolean, shifts: readonly number[]): Uint32Array {
    const key = `${shifts.length} ${keyOf(thumbnail, around, mirrored)}`;
    const known = this.#shifts.get(key);
    if (known !== undefined) return known;
    const { left, top, ...size } = around;
    const each = shifts.flatMap((x) =>
      shifts.flatMap((y) => this.#hashesOf(thumbnail, { ...size, left: left + x, top: top + y }, mirrored) ?? []),
    );
    const hashes = new Uint32Array(each.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const hash of each) {
      hashes.set(hash, at);
      at += hash.length;
    }
    this.#shifts.set(key, hashes);
    return hashes;
  }

  /** The nearest of the zooms of a crop about its centre. */
  #zoomed(path: CropPath, thumbnail: number, crop: LatticeCrop): Fitted | undefined {
    return nearestOf(ZOOMS.map((change) => this.#at(path, thumbnail, zoomed(crop, change))));
  }

  #at({ clock, map, mirrored }: CropPath, thumbnail: number, crop: LatticeCrop): Fitted | undefined {
    const shown = clock.frameAt(map.offset + map.speed * (this.#timesMs[thumbnail]! / 1000));
    if (shown === NO_FRAME) return undefined;
    const hashes = this.#hashesOf(thumbnail, crop, mirrored);
    if (hashes === undefined) return undefined;
    const words = hashes.length;
    return { crop, distance: hammingDistance(hashes, 0, clock.track.hashes, shown * words, words) };
  }

  #hashesOf(thumbnail: number, crop: LatticeCrop, mirrored: boolean): Uint32Array | undefined {
    const key = keyOf(thumbnail, crop, mirrored);
    if (!this.#hashes.has(key)) this.#hashes.set(key, this.#hasher.hashes(offLattice(crop), mirrored, [thumbnail]));
    return this.#hashes.get(key);
  }
}

function keyOf(thumbnail: number, { left, width, top, height, tilt }: LatticeCrop, mirrored: boolean): string {
  return `${thumbnail} ${mirrored} ${left} ${width} ${top} ${height} ${tilt}`;
}

function nearestOf(fitted: readonly (Fitted | undefined)[]): Fitted | undefined {
  let best: Fitted | undefined;
  for (const each of fitted) if (each !== undefined && (best === undefined || each.distance < best.distance)) best = each;
  return best;
}

function onLattice({ across, down, tilt }: Crop): LatticeCrop {
  const units = (share: number) => Math.round(share / LATTICE);
  return { left: units(across.from), width: units(across.share), top: units(down.from), height: units(down.share), tilt: Math.round(tilt) };
}

function offLattice({ left, width, top, height, tilt }: LatticeCrop): Crop {
  return { across: { from: left * LATTICE, share: width * LATTICE }, down: { from: top * LATTICE, share: height * LATTICE }, tilt };
}

/** Where a crop goes if it keeps moving. */
function continued(before: LatticeCrop, last: LatticeCrop): LatticeCrop {
  return {
    left: 2 * last.left - before.left,
    width: 2 * last.width - before.width,
    top: 2 * last.top - before.top,
    height: 2 * last.height - before.height,
    tilt: last.tilt,
  };
}

/** A crop with other shares of both axes, about the same centre. @param change - Even. */
function zoomed({ left, width, top, height, tilt }: LatticeCrop, change: number): LatticeCrop {
  return { left: left - change / 2, width: width + change, top: top - change / 2, height: height + change, tilt };
}

/** Neighbouring crops: moved along each axis and both, zoomed about the centre, and tilted. The aspect ratio stays. */
function* neighboursOf(crop: LatticeCrop, step: number): Generator<LatticeCrop> {
  for (const x of [-step, 0, step]) {
    for (const y of [-step, 0, step]) if (x !== 0 || y !== 0) yield { ...crop, left: crop.left + x, top: crop.top + y };
  }
  for (const change of [-2 * step, 2 * step]) yield zoomed(crop, change);
  for (const turn of [-1, 1]) if (Math.abs(crop.tilt + turn) <= MOST_TILT) yield { ...crop, tilt: crop.tilt + turn };
}

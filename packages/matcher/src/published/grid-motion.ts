import { COARSE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';
import type { TimeMap } from '../align/time-map.ts';
import { gridChanges, mirroredChanges } from '../luma/grid-changes.ts';

const AREAS = COARSE_LUMA_GRID ** 2;
/** Seconds between two compared moments. */
const STEP = 0.1;
/** Independent observations in a second: five luma samples, of whose nine areas a few move by themselves. */
const INDEPENDENT_A_SECOND = 12;
/** Variance of a level by compression, square luma codes. */
const NOISE = 0.06;

/** A piece of a promo whose motion is compared with a film's. */
export interface MovingPiece {
  /** Start in the promo, seconds. */
  readonly start: number;
  /** End in the promo, seconds. */
  readonly end: number;
  /** Whether the promo shows it mirrored. */
  readonly mirrored: boolean;
}

/**
 * How much the motion of a piece speaks for some moments of a film: where the 3 × 3 areas of the picture brighten and darken. In a still
 * scene all pictures are alike, and only this tells the moment. Brightness and contrast do not matter.
 * @returns A function that takes an alignment, promo time to film time, and gives natural logarithms, 0 or more. Undefined without luma grids.
 */
export function motionOf(
  promo: LumaSeries,
  film: LumaSeries,
  { start, end, mirrored }: MovingPiece,
): ((map: TimeMap) => number) | undefined {
  const steps = Math.floor((end - start) / STEP);
  if (promo.coarseGrid === undefined || film.coarseGrid === undefined || steps < 3) return undefined;
  const times = Float64Array.from({ length: steps + 1 }, (_, at) => start + at * STEP);
  const changes = gridChanges(promo.timesMs, promo.coarseGrid, AREAS, times);
  const shown = centredLevels(mirrored ? mirroredChanges(changes, COARSE_LUMA_GRID) : changes);
  const filmTimes = new Float64Array(times.length);
  const independent = (end - start) * INDEPENDENT_A_SECOND;
  return ({ offset, speed }) => {
    for (let at = 0; at < times.length; at++) filmTimes[at] = offset + speed * times[at]!;
    const levels = centredLevels(gridChanges(film.timesMs, film.coarseGrid!, AREAS, filmTimes));
    let [together, ofPromo, ofFilm] = [0, NOISE * levels.length, NOISE * levels.length];
    for (let at = 0; at < levels.length; at++) {
      together += shown[at]! * levels[at]!;
      ofPromo += shown[at]! ** 2;
      ofFilm += levels[at]! ** 2;
    }
    const correlation = Math.max(0, together) / Math.sqrt(ofPromo * ofFilm);
    return (-independent / 2) * Math.log(1 - Math.min(0.98, correlation ** 2));
  };
}

/** The levels that changes add up to, each area's around its mean. */
function centredLevels(changes: Float32Array): Float32Array {
  const levels = new Float32Array(changes.length + AREAS);
  const moments = levels.length / AREAS;
  for (let at = AREAS; at < levels.length; at++) levels[at] = levels[at - AREAS]! + changes[at - AREAS]!;
  for (let area = 0; area < AREAS; area++) {
    let sum = 0;
    for (let at = area; at < levels.length; at += AREAS) sum += levels[at]!;
    for (let at = area; at < levels.length; at += AREAS) levels[at]! -= sum / moments;
  }
  return levels;
}

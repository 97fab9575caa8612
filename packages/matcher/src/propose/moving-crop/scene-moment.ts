import type { Thumbnails } from '@streetdate/core/portable';
import { type Plane, planeOf } from '../../geometry/planes.ts';
import type { Projection } from '../../geometry/projection.ts';
import { spreadOver } from '../../spread-over.ts';
import { FEWEST_MOMENTS, findMomentByRanks, MOST_PICTURES, REACH_SECONDS, type SceneMoment } from '../moment-by-ranks.ts';
import { REGISTERED_SIDE } from '../registration/registered-tracks.ts';
import { correlation, likenessTo, meanOf } from './scene-likeness.ts';

/** Fewest pictures of the query. */
const FEWEST_PICTURES = 12;
/** Correlation from which a moment shows the scene. */
const SAME_SCENE = 0.5;
/** Seconds to both sides of a moment, among whose moments it is ranked: a person returns to a posture, and drifts from one to another. */
const RANKED_SECONDS = 8;
/** Farthest moment that stands for a time, seconds: half the interval of a reference's thumbnails. */
const FARTHEST = 0.51;

/** A thumbnail of the query, and the part of the scene that it shows. */
export interface ScenePicture {
  /** Index of the thumbnail. */
  readonly thumbnail: number;
  readonly projection: Projection;
}

/**
 * Finds the moment of a static scene that a query shows under a crop that moves. Any moment of the scene gives the crop of each picture. Each
 * picture is then compared with each moment, and {@link findMomentByRanks} tells the moment.
 * @param pictures - In order of time.
 * @param around - A time of the reference at which it shows the scene, seconds.
 * @returns Undefined if there are too few pictures, or too few moments.
 */
export function findSceneMoment(
  query: Thumbnails,
  reference: Thumbnails,
  pictures: readonly ScenePicture[],
  around: number,
): SceneMoment | undefined {
  const scene = sceneAround(reference, around);
  const chosen = spreadOver(pictures, MOST_PICTURES);
  if (chosen.length < FEWEST_PICTURES || scene.length < FEWEST_MOMENTS) return undefined;
  const shown = scene.map(({ picture }) => picture);
  const mean = meanOf(shown);
  const rows = chosen.map(({ thumbnail, projection }) => {
    const likeness = likenessTo(planeOf(query, thumbnail, REGISTERED_SIDE), mean, projection, shown);
    return { time: query.timesMs[thumbnail]! / 1000, likeness };
  });
  return findMomentByRanks(
    rows,
    scene.map(({ time }) => time),
    { farthest: FARTHEST, around: RANKED_SECONDS },
  );
}

/** A moment of the scene. */
interface Moment {
  /** Seconds. */
  readonly time: number;
  readonly picture: Plane;
}

/** The moments around a time that show the same scene. */
function sceneAround(reference: Thumbnails, around: number): Moment[] {
  const moments: Moment[] = [];
  for (const [thumbnail, timeMs] of reference.timesMs.entries()) {
    if (Math.abs(timeMs / 1000 - around) <= REACH_SECONDS) {
      moments.push({ time: timeMs / 1000, picture: planeOf(reference, thumbnail, REGISTERED_SIDE) });
    }
  }
  const [anchor] = [...moments].sort((one, other) => Math.abs(one.time - around) - Math.abs(other.time - around));
  return anchor === undefined ? [] : moments.filter(({ picture }) => correlation(anchor.picture, picture) >= SAME_SCENE);
}

import type { Thumbnails } from '@streetdate/core/portable';
import { type Plane, planeOf } from '../../geometry/planes.ts';
import type { Projection } from '../../geometry/projection.ts';
import type { MotionVote } from '../../match.ts';
import { spreadOver } from '../../spread-over.ts';
import { boundChance } from '../../statistics/null-samples.ts';
import { logFisherTail } from '../../statistics/p-values.ts';
import { REGISTERED_SIDE } from '../registration/registered-tracks.ts';
import { correlation, likenessTo, meanOf } from './scene-likeness.ts';

/** Most pictures of the query that are compared; more are subsampled evenly. */
const MOST_PICTURES = 64;
/** Fewest pictures of the query, and moments of the scene. */
const FEWEST = { pictures: 12, moments: 16 } as const;
/** Seconds of the reference on both sides of the proposed place, in which the scene is looked for. */
const REACH_SECONDS = 120;
/** Correlation from which a moment shows the scene. */
const SAME_SCENE = 0.5;
/** Seconds to both sides of a moment, among whose moments it is ranked: a person returns to a posture, and drifts from one to another. */
const RANKED_SECONDS = 8;
/** Fewest of them. */
const FEWEST_RANKED = 8;
/** Seconds between two tested alignments. */
const STEP = 0.25;
/** Farthest moment that stands for a time, seconds: half the interval of a reference's thumbnails. */
const FARTHEST = 0.51;
/** Share of the pictures that an alignment must compare. */
const LEAST_COMPARED = 0.6;
/** Least distance of an alignment from the best one to show what chance gives, seconds. */
const AWAY = 2;
/** Fewest of them. */
const FEWEST_AWAY = 24;
/** Seconds after which a picture of a static scene is an independent observation. */
const INDEPENDENT_AFTER = 2 / 3;

/** Where in a static scene a query plays. */
export interface SceneMoment {
  /** Reference time minus query time, seconds, within a quarter of a second. */
  readonly offset: number;
  readonly evidence: MotionVote;
}

/** A thumbnail of the query, and the part of the scene that it shows. */
export interface ScenePicture {
  /** Index of the thumbnail. */
  readonly thumbnail: number;
  readonly projection: Projection;
}

/**
 * Finds the moment of a static scene that a query shows under a crop that moves. Any moment of the scene gives the crop of each picture. Each
 * picture is then compared with each moment, and its likeness is ranked among the moments around it. At the right alignment the pictures
 * rank first, one after the other; in another take their ranks are spread evenly. The ranks are combined as p-values (Fisher 1932), over
 * as many independent pictures as the alignments away from the best one show (Brown, "A method for combining non-independent, one-sided
 * tests of significance", 1975).
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
  if (chosen.length < FEWEST.pictures || scene.length < FEWEST.moments) return undefined;
  const shown = scene.map(({ picture }) => picture);
  const mean = meanOf(shown);
  const rows = chosen.map(({ thumbnail, projection }) => {
    const likeness = likenessTo(planeOf(query, thumbnail, REGISTERED_SIDE), mean, projection, shown);
    return { time: query.timesMs[thumbnail]! / 1000, surprise: likeness && surprises(likeness, scene) };
  });
  const alignments = alignmentsOf(rows, scene);
  const best = alignments.reduce<Alignment | undefined>(
    (most, each) => (most === undefined || each.surprise > most.surprise ? each : most),
    undefined,
  );
  if (best === undefined) return undefined;
  const away = alignments.filter(({ offset }) => Math.abs(offset - best.offset) >= AWAY).map(({ surprise }) => surprise);
  if (away.length < FEWEST_AWAY) return undefined;
  const level = away.reduce((sum, surprise) => sum + surprise, 0) / away.length;
  const variance = away.reduce((sum, surprise) => sum + (surprise - level) ** 2, 0) / away.length;
  const seconds = rows.at(-1)!.time - rows[0]!.time;
  const independent = Math.floor(Math.min(1 / variance, best.compared, seconds / INDEPENDENT_AFTER));
  if (independent < 1) return undefined;
  const logChance = boundChance(logFisherTail(independent, independent * best.surprise));
  return { offset: best.offset, evidence: { seenIn: 'pictures', moments: best.compared, correlation: best.correlation, logChance } };
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

/** The rank of each moment among those around it. */
interface Surprise {
  /** Negative natural logarithm of the share that is as much alike, divided by its mean by chance; NaN where too few are around. */
  readonly surprise: Float64Array;
  /** 1 for the most alike, -1 for the least. */
  readonly rank: Float64Array;
}

function surprises(likeness: Float64Array, scene: readonly Moment[]): Surprise {
  const surprise = new Float64Array(scene.length).fill(Number.NaN);
  const rank = new Float64Array(scene.length);
  let [first, end] = [0, 0];
  for (const [at, { time }] of scene.entries()) {
    while (scene[first]!.time < time - RANKED_SECONDS) first++;
    while (end < scene.length && scene[end]!.time <= time + RANKED_SECONDS) end++;
    const count = end - first;
    if (count < FEWEST_RANKED) continue;
    let better = 0;
    for (let other = first; other < end; other++) if (likeness[other]! > likeness[at]!) better++;
    surprise[at] = -Math.log((better + 0.5) / count) / meanSurprise(count);
    rank[at] = 1 - (2 * better) / (count - 1);
  }
  return { surprise, rank };
}

/** Mean of the surprise among so many moments. */
function meanSurprise(count: number): number {
  let sum = 0;
  for (let rank = 0; rank < count; rank++) sum -= Math.log((rank + 0.5) / count);
  return sum / count;
}

/** An alignment with the scene. */
interface Alignment {
  readonly offset: number;
  /** Mean surprise of its pictures: 1 by chance. */
  readonly surprise: number;
  /** Mean rank of its pictures: 0 by chance, 1 if each is most alike at its moment. */
  readonly correlation: number;
  readonly compared: number;
}

/** Every alignment on which enough pictures show the scene. */
function alignmentsOf(
  rows: readonly { readonly time: number; readonly surprise: Surprise | undefined }[],
  scene: readonly Moment[],
): Alignment[] {
  const [from, to] = [scene[0]!.time - rows.at(-1)!.time, scene.at(-1)!.time - rows[0]!.time];
  const alignments: Alignment[] = [];
  for (let offset = from; offset <= to; offset += STEP) {
    let [surprise, rank, compared] = [0, 0, 0];
    let near = 0;
    for (const { time, surprise: row } of rows) {
      const shown = time + offset;
      while (near + 1 < scene.length && Math.abs(scene[near + 1]!.time - shown) <= Math.abs(scene[near]!.time - shown)) near++;
      const own = row?.surprise[near];
      if (own === undefined || Number.isNaN(own) || Math.abs(scene[near]!.time - shown) > FARTHEST) continue;
      surprise += own;
      rank += row!.rank[near]!;
      compared++;
    }
    if (compared < LEAST_COMPARED * rows.length) continue;
    alignments.push({ offset, surprise: surprise / compared, correlation: rank / compared, compared });
  }
  return alignments;
}

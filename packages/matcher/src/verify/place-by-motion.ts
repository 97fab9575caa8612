import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { DistanceCache } from '../align/distance-cache.ts';
import { UNRELATED_SHARE } from '../align/distances.ts';
import { type AlignedRun, AlignmentExtender } from '../align/extend.ts';
import type { FrameClock } from '../align/frame-clock.ts';
import { logTrialsAnHour } from '../evidence/hash-bits.ts';
import { type AlignedInterval, bestOf, type MotionEvidence, valueGridMotion } from '../evidence/motion/grid-motion.ts';
import { type HashChangeEvidence, valueHashChanges } from '../evidence/motion/hash-changes.ts';
import { valueLumaChangeSigns } from '../evidence/motion/luma-change-signs.ts';
import { MOTION_STEP } from '../luma/grid-3-changes.ts';
import type { MotionVote, Segment, SegmentMotion } from '../match.ts';
import { dependenceOf, logJointPValue } from '../statistics/joint-p-value.ts';
import { boundChance, type NullSample } from '../statistics/null-samples.ts';
import { valueRun } from './segment.ts';

/** Largest distance of a copy's pictures, as a share of the distance of unrelated ones. Equal motion with different pictures is no copy. */
export const LOOKS_ALIKE = 0.5;
/** Score from which on pictures are evidence enough, and motion is not compared. */
export const ENOUGH = 3;
/** Shortest segment whose motion is compared, seconds: eight moments. */
const SHORTEST = 8 * MOTION_STEP;

/** Uncertainty of a segment's ends, seconds: half a sampling interval. */
const UNSURE = 0.125;

/** The films to compare. */
export interface MovingPair {
  readonly query: Fingerprint;
  /** The query's track of the active area, mirrored if the alignment requires it. */
  readonly track: HashTrack;
  readonly reference: Fingerprint;
  /** The reference's track of the active area. */
  readonly clock: FrameClock;
  /** Measures alignments of the track. @defaultValue a new one, which takes memory for each of its frames */
  readonly meter?: DistanceCache;
  /** Hours of film searched. */
  readonly hours: number;
}

/** Whether motion may add evidence to a segment: its pictures are alike, and it is long enough. */
export function mayMove({ meanDistance, queryStart, queryEnd }: Segment): boolean {
  return meanDistance <= LOOKS_ALIKE * UNRELATED_SHARE && queryEnd - queryStart >= SHORTEST;
}

/** Whether luma grids of query and reference show the same parts with the same signs. */
export function isUpright({ rotation, inverted = false }: Pick<Segment, 'rotation' | 'inverted'>): boolean {
  return rotation === 0 && !inverted;
}

/**
 * Places an alignment by motion. Pictures of one face or one room stay similar for minutes and tolerate an offset error of 0.5 s, but
 * nobody moves twice in the same way.
 * @param near - The initial alignment.
 * @returns The interval around it with similar pictures, scored by pictures and motion together; undefined if there is no evidence.
 */
export function placeByMotion(pair: MovingPair, near: AlignedInterval): Segment | undefined {
  const { query, reference } = pair;
  const placed = [valueLumaChangeSigns(query, reference, near), valueGridMotion(query, reference, near)].flatMap(
    (moved) => moved?.map ?? [],
  );
  const segments = [...placed, near].flatMap((map) => weighOn(pair, map) ?? []);
  return segments.toSorted((one, other) => other.score - one.score)[0];
}

/** The score of pictures and motion on an alignment. */
function weighOn(pair: MovingPair, near: AlignedInterval): Segment | undefined {
  const { track, clock, meter } = pair;
  const map = { offset: near.referenceStart - near.speed * near.queryStart, speed: near.speed };
  const run = new AlignmentExtender(track, clock, meter).extendFixed(map, { start: near.queryStart, end: near.queryEnd });
  return run && weighRun(pair, run, near.mirrored);
}

/**
 * Scores an aligned run by its pictures and its motion.
 * @returns Undefined if both are no evidence.
 */
export function weighRun({ query, track, reference, clock, hours }: MovingPair, run: AlignedRun, mirrored: boolean): Segment | undefined {
  const { segment, logExpectedFalse: logFalseMatches } = valueRun(
    query,
    track,
    clock,
    run,
    { mirrored, rotation: 0 },
    { libraryHours: hours, trials: 1, isExact: true },
  );
  if (!mayMove(segment) || !isUpright(segment)) return undefined;
  // Motion is compared within this interval only, so it tests fewer alignments than the proposers of blocks.
  const alignments = logTrialsAnHour(segment.speed, segment.queryEnd - segment.queryStart) + Math.log10(hours);
  // Pictures with a negative score come from a uniform scene. Then motion alone supports the alignment.
  const pictures = Math.min(0, logFalseMatches - logTrialsAnHour(segment.speed) - Math.log10(hours));
  const light = lightOf(query, reference, within(segment));
  // Together they are never surer than the product of both chances.
  const mostChance = -alignments - pictures - (light?.evidence.logChance ?? 0);
  const motion = motionOf(light, valueHashChanges(track, clock, segment, mostChance));
  if (motion === undefined) return undefined;
  const score = -motion.logChance - alignments - pictures;
  return score > 0 ? { ...segment, score, motion } : undefined;
}

/** A segment without its uncertain ends: a cut, where everything changes at once, would hide the motion. */
function within(segment: Segment): AlignedInterval {
  const { queryStart, queryEnd, referenceStart, speed, mirrored } = segment;
  return { queryStart: queryStart + UNSURE, queryEnd: queryEnd - UNSURE, referenceStart: referenceStart + speed * UNSURE, speed, mirrored };
}

/** Luma evidence at the speed of an alignment: a 3 × 3 luma grid, which tolerates crops, or an 8 × 8 grid, which is more precise. */
function lightOf(query: Fingerprint, reference: Fingerprint, map: AlignedInterval): MotionEvidence | undefined {
  return bestOf([valueLumaChangeSigns, valueGridMotion].map((weigh) => weigh(query, reference, map, [map.speed])));
}

/**
 * Combines luma and pictures. Over a few seconds of one scene they are nearly independent among unrelated films: one depends on moving
 * light, the other on shapes.
 */
function motionOf(light: MotionEvidence | undefined, pictures: HashChangeEvidence | undefined): SegmentMotion | undefined {
  if (light === undefined || pictures === undefined) return light?.evidence ?? pictures?.evidence;
  const [first, also] = [light.evidence, pictures.evidence].toSorted((one, other) => one.logChance - other.logChance) as [
    MotionVote,
    MotionVote,
  ];
  const pairsOf = (kind: readonly NullSample[]) =>
    kind.map(({ shift, correlation }) => [correlation, pictures.correlationOf(shift)] as const);
  const dependence = dependenceOf([pairsOf(light.nullSamples.away), pairsOf(light.nullSamples.shifted)]);
  const logChance = boundChance(logJointPValue(first.logChance, also.logChance, dependence));
  return { ...first, logChance, also: { ...also, dependence } };
}

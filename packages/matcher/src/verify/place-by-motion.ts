import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { UNRELATED_SHARE } from '../align/distances.ts';
import { AlignmentExtender } from '../align/extend.ts';
import type { FrameClock } from '../align/frame-clock.ts';
import { logTrialsAnHour } from '../evidence/hash-bits.ts';
import { bestOf, type MotionEvidence, type MotionLine, valueGridMotion } from '../evidence/motion/grid-motion.ts';
import { type HashChangeEvidence, valueHashChanges } from '../evidence/motion/hash-changes.ts';
import { valueLumaChangeSigns } from '../evidence/motion/luma-change-signs.ts';
import { MOTION_STEP } from '../luma/grid-3-changes.ts';
import type { MotionVote, Segment, SegmentMotion } from '../match.ts';
import { dependenceOf, logJointPValue } from '../statistics/joint-p-value.ts';
import { MOST_EVIDENCE, type NullSample } from '../statistics/null-samples.ts';
import { valueRun } from './segment.ts';

/** Share of the distance of unrelated pictures that those of a copy are under, whatever was done to it. What moves alike and looks different is no copy. */
const LOOKS_ALIKE = 0.5;
/** Shortest segment whose motion is asked, seconds: eight moments. */
const SHORTEST = 8 * MOTION_STEP;

/** Seconds by which the ends of a segment are unsure: half a sampling interval. */
const UNSURE = 0.125;

/** What is laid beside each other. */
export interface MovingPair {
  readonly query: Fingerprint;
  /** The query's track of the active area, laid upright or mirrored as the alignment says. */
  readonly track: HashTrack;
  readonly reference: Fingerprint;
  /** The reference's track of the active area. */
  readonly clock: FrameClock;
  /** Hours of film searched. */
  readonly hours: number;
}

/** Whether what moves in a segment may say more than its pictures: they are alike, and there is enough of them. */
export function mayMove({ meanDistance, queryStart, queryEnd, rotation }: Segment): boolean {
  return meanDistance <= LOOKS_ALIKE * UNRELATED_SHARE && queryEnd - queryStart >= SHORTEST && rotation === 0;
}

/**
 * Places an alignment by what moves: pictures of one face or one room are alike for minutes, and bear an alignment that is half a second off, but nobody moves twice in the same way.
 * @param near - Where the alignment was found.
 * @returns The interval around it on which the pictures are alike, with what pictures and motion say together; undefined where that is nothing.
 */
export function placeByMotion(pair: MovingPair, near: MotionLine): Segment | undefined {
  const { query, reference } = pair;
  const placed = [valueLumaChangeSigns(query, reference, near), valueGridMotion(query, reference, near)].flatMap(
    (moved) => moved?.map ?? [],
  );
  const segments = [...placed, near].flatMap((map) => weighOn(pair, map) ?? []);
  return segments.toSorted((one, other) => other.score - one.score)[0];
}

/** What pictures and motion say on an alignment. */
function weighOn({ query, track, reference, clock, hours }: MovingPair, near: MotionLine): Segment | undefined {
  const map = { offset: near.referenceStart - near.speed * near.queryStart, speed: near.speed };
  const run = new AlignmentExtender(track, clock).extendFixed(map, { start: near.queryStart, end: near.queryEnd });
  if (run === undefined) return undefined;
  const { segment, logExpectedFalse: logFalseMatches } = valueRun(
    query,
    track,
    clock,
    run,
    { mirrored: near.mirrored, rotation: 0 },
    { libraryHours: hours, trials: 1 },
  );
  const motion = mayMove(segment)
    ? motionOf(lightOf(query, reference, within(segment)), valueHashChanges(track, clock, segment))
    : undefined;
  if (motion === undefined) return undefined;
  // What moves is laid beside this interval alone, which tells fewer alignments apart than the blocks that pictures are sought by.
  const alignments = logTrialsAnHour(segment.speed, segment.queryEnd - segment.queryStart) + Math.log10(hours);
  // Pictures that say less than nothing are of a scene that is alike throughout: then the motion has found the alignment.
  const pictures = Math.min(0, logFalseMatches - logTrialsAnHour(segment.speed) - Math.log10(hours));
  const score = -motion.logChance - alignments - pictures;
  return score > 0 ? { ...segment, score, motion } : undefined;
}

/** A segment without what may lie beyond its ends: a cut, where everything changes at once, would drown what moves. */
function within(segment: Segment): MotionLine {
  const { queryStart, queryEnd, referenceStart, speed, mirrored } = segment;
  return { queryStart: queryStart + UNSURE, queryEnd: queryEnd - UNSURE, referenceStart: referenceStart + speed * UNSURE, speed, mirrored };
}

/** What brightness says at the speed of an alignment: in nine parts of the picture, which a picture that was cut bears as well, or in small cells, which see more. */
function lightOf(query: Fingerprint, reference: Fingerprint, map: MotionLine): MotionEvidence | undefined {
  return bestOf([valueLumaChangeSigns, valueGridMotion].map((weigh) => weigh(query, reference, map, [map.speed])));
}

/** What brightness and pictures say together. Over a few seconds of one scene they hardly go together among unrelated films: one sees where light moves, the other the shapes. */
function motionOf(light: MotionEvidence | undefined, pictures: HashChangeEvidence | undefined): SegmentMotion | undefined {
  if (light === undefined || pictures === undefined) return light?.evidence ?? pictures?.evidence;
  const [first, also] = [light.evidence, pictures.evidence].toSorted((one, other) => one.logChance - other.logChance) as [
    MotionVote,
    MotionVote,
  ];
  const pairsOf = (kind: readonly NullSample[]) =>
    kind.map(({ shift, correlation }) => [correlation, pictures.correlationOf(shift)] as const);
  const dependence = dependenceOf([pairsOf(light.nullSamples.away), pairsOf(light.nullSamples.shifted)]);
  const logChance = Math.max(-MOST_EVIDENCE, logJointPValue(first.logChance, also.logChance, dependence));
  return { ...first, logChance, also: { ...also, dependence } };
}

import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { dependenceOf, logJointChance } from '../chance/joint-chance.ts';
import { MOTION_STEP } from '../timeline/motion-changes.ts';
import { MOST_SAID, type Stranger } from '../timeline/strangers.ts';
import { bestOf, type MotionLine, type MotionVote, type WeighedMotion, weighMotion } from '../timeline/weigh-motion.ts';
import { weighRises } from '../timeline/weigh-rises.ts';
import { type WeighedChanges, weighChanges } from './changing-pictures.ts';
import { logLinesAnHour } from './evidence.ts';
import type { FrameClock } from './frame-clock.ts';
import { UNRELATED_SHARE } from './line.ts';
import { LineFollower } from './line-follower.ts';
import type { Segment, SegmentMotion } from './match.ts';
import { weighRun } from './segments.ts';

/** Share of the distance of unrelated pictures that those of a copy are under, whatever was done to it. What moves alike and looks different is no copy. */
const LOOKS_ALIKE = 0.5;
/** Shortest segment whose motion is asked, seconds: eight moments. */
const SHORTEST = 8 * MOTION_STEP;

/** Seconds by which the ends of a segment are unsure: half a sampling interval. */
const UNSURE = 0.125;

/** What is laid beside each other. */
export interface MovingPair {
  readonly query: Fingerprint;
  /** The query's track of the active area, laid upright or mirrored as the line says. */
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
 * Places a line by what moves: pictures of one face or one room are alike for minutes, and bear a line that is half a second off, but nobody moves twice in the same way.
 * @param near - Where the line was found.
 * @returns The stretch around it on which the pictures are alike, with what pictures and motion say together; undefined where that is nothing.
 */
export function placeByMotion(pair: MovingPair, near: MotionLine): Segment | undefined {
  const { query, reference } = pair;
  const placed = [weighRises(query, reference, near), weighMotion(query, reference, near)].flatMap((moved) => moved?.line ?? []);
  const segments = [...placed, near].flatMap((line) => weighOn(pair, line) ?? []);
  return segments.toSorted((one, other) => other.score - one.score)[0];
}

/** What pictures and motion say on a line. */
function weighOn({ query, track, reference, clock, hours }: MovingPair, near: MotionLine): Segment | undefined {
  const line = { offset: near.referenceStart - near.speed * near.queryStart, speed: near.speed };
  const run = new LineFollower(track, clock).hold(line, { start: near.queryStart, end: near.queryEnd });
  if (run === undefined) return undefined;
  const { segment, logFalseMatches } = weighRun(query, track, clock, run, { mirrored: near.mirrored, rotation: 0 }, hours);
  const motion = mayMove(segment) ? motionOf(lightOf(query, reference, within(segment)), weighChanges(track, clock, segment)) : undefined;
  if (motion === undefined) return undefined;
  // What moves is laid beside this stretch alone, which tells fewer lines apart than the blocks that pictures are sought by.
  const lines = logLinesAnHour(segment.speed, segment.queryEnd - segment.queryStart) + Math.log10(hours);
  // Pictures that say less than nothing are of a scene that is alike throughout: then the motion has found the line.
  const pictures = Math.min(0, logFalseMatches - logLinesAnHour(segment.speed) - Math.log10(hours));
  const score = -motion.logChance - lines - pictures;
  return score > 0 ? { ...segment, score, motion } : undefined;
}

/** A segment without what may lie beyond its ends: a cut, where everything changes at once, would drown what moves. */
function within(segment: Segment): MotionLine {
  const { queryStart, queryEnd, referenceStart, speed, mirrored } = segment;
  return { queryStart: queryStart + UNSURE, queryEnd: queryEnd - UNSURE, referenceStart: referenceStart + speed * UNSURE, speed, mirrored };
}

/** What brightness says at the speed of a line: in nine parts of the picture, which a picture that was cut bears as well, or in small cells, which see more. */
function lightOf(query: Fingerprint, reference: Fingerprint, line: MotionLine): WeighedMotion | undefined {
  return bestOf([weighRises, weighMotion].map((weigh) => weigh(query, reference, line, [line.speed])));
}

/** What brightness and pictures say together. Over a few seconds of one scene they hardly go together among strangers: one sees where light moves, the other the shapes. */
function motionOf(light: WeighedMotion | undefined, pictures: WeighedChanges | undefined): SegmentMotion | undefined {
  if (light === undefined || pictures === undefined) return light?.evidence ?? pictures?.evidence;
  const [first, also] = [light.evidence, pictures.evidence].toSorted((one, other) => one.logChance - other.logChance) as [
    MotionVote,
    MotionVote,
  ];
  const pairsOf = (kind: readonly Stranger[]) => kind.map(({ lay, correlation }) => [correlation, pictures.correlationOf(lay)] as const);
  const dependence = dependenceOf([pairsOf(light.strangers.away), pairsOf(light.strangers.turned)]);
  const logChance = Math.max(-MOST_SAID, logJointChance(first.logChance, also.logChance, dependence));
  return { ...first, logChance, also: { ...also, dependence } };
}

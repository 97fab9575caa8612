import { type Fingerprint, findTrack, type HashTrack, type TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { findByMotion, type MotionFinding, motionCost } from '../timeline/find-by-motion.ts';
import { weighMotion } from '../timeline/weigh-motion.ts';
import { logLinesAnHour } from './evidence.ts';
import { FrameClock } from './frame-clock.ts';
import { UNRELATED_SHARE } from './line.ts';
import { LineFollower } from './line-follower.ts';
import type { Segment } from './match.ts';
import { layUpright } from './orientation.ts';
import { describeRun } from './segments.ts';

/** Limits of {@link searchMoving}. */
export interface MovingSearchLimits {
  /** Stretches of the query that nothing explains yet, seconds: asked again as segments are found. */
  readonly unexplained: () => readonly TimeSpan[];
  /** References that are searched however long it takes, asked for where not all are. */
  readonly sought: () => ReadonlySet<string>;
  /** Comparisons of two frames that may be spent on other references. */
  readonly maxComparisons: number;
  /** Takes a segment as it is found. */
  readonly onFound: (referenceId: string, segment: Segment) => void;
}

/** Share of the comparisons that the search of the pictures may take in which the motion of all references is laid beside the query's. */
const MOTION_SHARE = 1 / 4;
/** Share of the distance of unrelated pictures that those of a copy are under, whatever was done to it. What moves alike and looks different is no copy. */
const LOOKS_ALIKE = 0.5;

/**
 * Searches a film's pictures where they stand so still that they say which scene is shown and not which moment of it: what moves in them says which
 * moment, and that it is no other take. What it finds, pictures and motion must both say.
 */
export function searchMoving(
  query: Fingerprint,
  track: HashTrack,
  index: ReferenceIndex,
  { unexplained, sought, maxComparisons, onFound }: MovingSearchLimits,
): void {
  const stretches = unexplained();
  const all = motionCost(stretches) * index.duration <= MOTION_SHARE * maxComparisons;
  const hours = Math.max(1, index.duration / 3600);
  for (const finding of findByMotion(query, index, stretches, all ? undefined : sought())) {
    if (!unexplained().some(({ start, end }) => start < finding.stretch.end && end > finding.stretch.start)) continue;
    const reference = index.get(finding.referenceId);
    const segment = reference && follow(query, track, reference, index, finding, hours);
    if (segment !== undefined) onFound(finding.referenceId, segment);
  }
}

/** The stretch around a finding on which the pictures are alike, with what pictures and motion say together; undefined where that is nothing. */
function follow(
  query: Fingerprint,
  active: HashTrack,
  reference: Fingerprint,
  { algorithm, view }: ReferenceIndex,
  { stretch, offset, mirrored }: MotionFinding,
  hours: number,
): Segment | undefined {
  const orientation = { mirrored, rotation: 0 } as const;
  const track = layUpright(active, orientation);
  const shown = findTrack(reference, algorithm, view);
  const near = weighMotion(query, reference, {
    queryStart: stretch.start,
    queryEnd: stretch.end,
    referenceStart: stretch.start + offset,
    speed: 1,
    mirrored,
  });
  if (track === undefined || shown === undefined || near === undefined) return undefined;
  const clock = new FrameClock(shown);
  const { speed, referenceStart } = near.line;
  const line = { offset: referenceStart - speed * stretch.start, speed };
  const run = new LineFollower(track, clock).hold(line, stretch);
  const segment = run && describeRun(query, track, clock, run, orientation, hours);
  if (segment === undefined || segment.meanDistance > LOOKS_ALIKE * UNRELATED_SHARE) return undefined;
  const motion = weighMotion(query, reference, segment)?.evidence;
  if (motion === undefined) return undefined;
  // Pictures that say less than nothing are of a scene that is alike throughout: then the motion has found the line.
  const score = -motion.logChance + (segment.score > 0 ? segment.score : -logLinesAnHour(speed) - Math.log10(hours));
  return score > 0 ? { ...segment, score, motion } : undefined;
}

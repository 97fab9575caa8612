import { type Fingerprint, findTrack, type HashTrack, type TimeSpan } from '@streetdate/core/portable';
import { FrameClock } from '../../align/frame-clock.ts';
import { layUpright } from '../../align/orientation.ts';
import type { MotionLine } from '../../evidence/motion/grid-motion.ts';
import type { Segment } from '../../match.ts';
import type { ReferenceIndex } from '../../reference-index/reference-index.ts';
import { placeByMotion } from '../../verify/place-by-motion.ts';
import { findByLumaChangeSigns, lumaChangeSignsCost } from './luma-change-signs.ts';
import { findByMotion, motionCost } from './motion.ts';
import type { MotionCandidate } from './motion-candidates.ts';

/** Limits of {@link searchMotion}. */
export interface MotionSearchLimits {
  /** Stretches of the query that nothing explains yet, seconds: asked again as segments are found. */
  readonly unexplained: () => readonly TimeSpan[];
  /** References that are searched however long it takes, asked for where not all are. */
  readonly sought: () => ReadonlySet<string>;
  /** Comparisons of two frames that may be spent on other references. */
  readonly maxComparisons: number;
  /** Takes a segment as it is found. */
  readonly onFound: (referenceId: string, segment: Segment) => void;
}

/** Share of the comparisons that the search of the pictures may take in which each search by motion may lay all references beside the query. */
const MOTION_SHARE = 1 / 4;
/** By nine parts over eight seconds, and by small cells over three. */
const SEARCHES = [
  { find: findByMotion, cost: motionCost },
  { find: findByLumaChangeSigns, cost: lumaChangeSignsCost },
];

/**
 * Searches a film's pictures where they stand so still that they say which scene is shown and not which moment of it: what moves in them says which
 * moment, and that it is no other take. What it finds, pictures and motion must both say.
 */
export function searchMotion(
  query: Fingerprint,
  track: HashTrack,
  index: ReferenceIndex,
  { unexplained, sought, maxComparisons, onFound }: MotionSearchLimits,
): void {
  const stretches = unexplained();
  const hours = Math.max(1, index.duration / 3600);
  const findings = SEARCHES.flatMap(({ find, cost }) => {
    const all = cost(stretches) * index.duration <= MOTION_SHARE * maxComparisons;
    return find(query, index, stretches, all ? undefined : sought());
  });
  for (const finding of findings.toSorted((one, other) => one.logExpectedFalse - other.logExpectedFalse)) {
    if (!unexplained().some(({ start, end }) => start < finding.stretch.end && end > finding.stretch.start)) continue;
    const reference = index.get(finding.referenceId);
    const shown = reference && findTrack(reference, index.algorithm, index.view);
    const laid = layUpright(track, { mirrored: finding.mirrored, rotation: 0 });
    if (reference === undefined || shown === undefined || laid === undefined) continue;
    const segment = placeByMotion({ query, track: laid, reference, clock: new FrameClock(shown), hours }, lineOf(finding));
    if (segment !== undefined) onFound(finding.referenceId, segment);
  }
}

function lineOf({ stretch: { start, end }, offset, mirrored }: MotionCandidate): MotionLine {
  return { queryStart: start, queryEnd: end, referenceStart: start + offset, speed: 1, mirrored };
}

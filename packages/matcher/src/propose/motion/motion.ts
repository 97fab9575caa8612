import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import { mostIndependent } from '../../evidence/motion/grid-motion.ts';
import { GRID_3_PARTS, grid3Changes, MOTION_STEP, mirroredGrid3 } from '../../luma/grid-3-changes.ts';
import { resampledLuma } from '../../luma/resampled-luma.ts';
import type { ReferenceIndex } from '../../reference-index/reference-index.ts';
import { referenceMemories } from '../../reference-index/reference-memory.ts';
import { logUpperTail } from '../../statistics/p-values.ts';
import { energyOf } from '../mean-luma/cross-correlate.ts';
import { type BestPlace, type MotionCandidate, type MotionOptions, surestCandidates } from './motion-candidates.ts';
import { windowsOf } from './windows.ts';

/**
 * Length of a window that is correlated with references, and the step between windows, seconds. Any ten seconds of a film contain most of
 * one. A speed error of 4 % moves its ends by 0.16 s.
 */
const WINDOWS = { seconds: 8, step: 4, shortest: 2.5, most: 16 } as const;
/** Places are a quarter of a second apart; the positions half-way in between are tested too. */
const PHASES = [0, MOTION_STEP / 2] as const;
/** Places within this distance are one, seconds: motion resembles its own neighbourhood. */
const SAME_PLACE = 2;
/** Fewest places away from the best one for a standard deviation. */
const FEWEST_PLACES = 16;

/** Luma changes in the 3 × 3 grid of a reference's picture, for each of {@link PHASES}: 260 KB an hour of film. */
const motionOf = referenceMemories<readonly Int8Array[]>((reference) =>
  PHASES.flatMap((phase) => {
    if (reference?.luma === undefined) return [];
    return grid3Changes(reference.luma, phase, Math.floor((reference.duration - phase) / MOTION_STEP), MOTION_STEP) ?? [];
  }),
);

/**
 * Finds where references move like a query: where in the picture the luma rises and falls, from one quarter of a second to the next.
 * Pictures of one face before one camera stay similar for minutes, and no hash distinguishes their moments; but nobody moves twice in the
 * same way.
 * @param intervals - The query intervals to search for, seconds.
 * @param options - `only`: restricts the search to these references. `share`: share of the library that the index holds, 0 to 1.
 * @returns Places, most certain first.
 */
export function findByMotion(
  { luma }: Fingerprint,
  index: ReferenceIndex,
  intervals: readonly TimeSpan[],
  { only, share = 1 }: MotionOptions = {},
): MotionCandidate[] {
  if (luma?.coarseGrid === undefined) return [];
  const windows = windowsOf(intervals, WINDOWS).flatMap((interval) => {
    const course = grid3Changes(
      resampledLuma(luma),
      interval.start,
      Math.floor((interval.end - interval.start) / MOTION_STEP),
      MOTION_STEP,
    )!;
    return [false, true].map((mirrored) => ({ interval, mirrored, course: mirrored ? mirroredGrid3(course) : course }));
  });
  // References are read for this, from files if they are many.
  if (windows.length === 0) return [];
  const motion = motionOf(index);
  const found: BestPlace[] = [];
  let places = 0;
  for (const referenceId of only ?? index.ids()) {
    const courses = motion.of(referenceId);
    const energies = courses.map(energyOf);
    for (const { interval, mirrored, course } of windows) {
      const best = bestPlace(course, courses, energies);
      if (best === undefined) continue;
      places += best.places;
      found.push({ referenceId, mirrored, interval, offset: best.start - interval.start, logChance: best.logChance });
    }
  }
  return surestCandidates(found, places, share);
}

/** Cost of {@link findByMotion} for each second of the references, in comparisons of two whole hashes by the kernel. */
export function motionCost(intervals: readonly TimeSpan[]): number {
  return COST_A_WINDOW * windowsOf(intervals, WINDOWS).length;
}

/** The same for one window. */
const COST_A_WINDOW = 6000;

/** The best correlation of a window with a reference, and by how much it exceeds the other places. */
function bestPlace(
  window: Int8Array,
  courses: readonly Int8Array[],
  energies: readonly Float64Array[],
): { readonly start: number; readonly logChance: number; readonly places: number } | undefined {
  const moments = window.length / GRID_3_PARTS;
  const own = energyOf(window)[window.length]!;
  const correlations = courses.map((course, phase) => {
    const result = new Float32Array(Math.max(0, course.length / GRID_3_PARTS - moments + 1));
    for (let place = 0; place < result.length; place++) {
      const from = place * GRID_3_PARTS;
      const energy = energies[phase]![from + window.length]! - energies[phase]![from]!;
      if (energy > 0 && own > 0) result[place] = productSum(window, course, from) / Math.sqrt(own * energy);
    }
    return result;
  });
  let [best, bestPhase, bestAt] = [0, 0, -1];
  for (const [phase, each] of correlations.entries()) {
    for (let at = 0; at < each.length; at++) if (each[at]! > best) [best, bestPhase, bestAt] = [each[at]!, phase, at];
  }
  if (bestAt < 0) return undefined;
  const spread = Math.max(spreadAway(correlations, bestAt), 1 / Math.sqrt(mostIndependent(moments)));
  return { start: bestAt * MOTION_STEP + PHASES[bestPhase]!, logChance: logUpperTail(best / spread), places: correlations[0]!.length };
}

/** Standard deviation of the correlations away from a place; 0 if there are too few. */
function spreadAway(correlations: readonly Float32Array[], place: number): number {
  let [squares, others] = [0, 0];
  for (const each of correlations) {
    for (let at = 0; at < each.length; at++) {
      if (Math.abs(at - place) * MOTION_STEP < SAME_PLACE) continue;
      squares += each[at]! ** 2;
      others++;
    }
  }
  return others < FEWEST_PLACES ? 0 : Math.sqrt(squares / others);
}

/** Hot loop: nearly all of the search's time, a billion products a second. */
function productSum(window: Int8Array, course: Int8Array, from: number): number {
  let sum = 0;
  for (let at = 0; at < window.length; at++) sum += window[at]! * course[from + at]!;
  return sum;
}

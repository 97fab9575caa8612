import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { referenceMemories } from '@streetdate/index/internal';
import { mostIndependent } from '../../evidence/motion/grid-motion.ts';
import { GRID_3_PARTS, grid3Changes, MOTION_STEP, mirroredGrid3 } from '../../luma/grid-3-changes.ts';
import { resampledLuma } from '../../luma/resampled-luma.ts';
import { logUpperTail } from '../../statistics/p-values.ts';
import { energyOf } from '../mean-luma/cross-correlate.ts';
import { bestCorrelation, slidingOfThread, spreadOutside } from './correlations.ts';
import { type BestPlace, type MotionCandidate, type MotionOptions, surestCandidates } from './motion-candidates.ts';
import { windowsOf } from './windows.ts';

/**
 * Length of a window that is correlated with references, and the step between windows, seconds. Any ten seconds of a film contain most of
 * one. A speed error of 4 % moves its ends by 0.16 s.
 */
const WINDOWS = { seconds: 8, step: 4, shortest: 2.5, most: 16 } as const;
/** Places are a quarter of a second apart; the positions half-way in between are tested too. */
const PHASES = [0, MOTION_STEP / 2] as const;
/** Places up to so many away, less than two seconds, are one: motion resembles its own neighbourhood. */
const NEAR = 7;

/** Luma changes in the 3 × 3 grid of a reference's picture, for each of {@link PHASES}: 260 KB an hour of film. */
const motionOf = referenceMemories<readonly Int8Array[]>((reference) =>
  PHASES.flatMap((phase) => {
    if (reference?.luma === undefined) return [];
    return grid3Changes(reference.luma, phase, Math.floor((reference.duration - phase) / MOTION_STEP), MOTION_STEP) ?? [];
  }),
);

/**
 * Finds where references move like a query: where in the picture the luma becomes brighter and darker, from one quarter of a second to the next.
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
    const series = grid3Changes(
      resampledLuma(luma),
      interval.start,
      Math.floor((interval.end - interval.start) / MOTION_STEP),
      MOTION_STEP,
    )!;
    return [false, true].map((mirrored) => ({ interval, mirrored, series: mirrored ? mirroredGrid3(series) : series }));
  });
  // References are read for this, from files if they are many.
  if (windows.length === 0) return [];
  const motion = motionOf(index);
  const found: BestPlace[] = [];
  let places = 0;
  for (const referenceId of only ?? index.ids()) {
    const series = motion.of(referenceId);
    const energies = series.map(energyOf);
    for (const { interval, mirrored, series: window } of windows) {
      const best = bestPlace(window, series, energies);
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
const COST_A_WINDOW = 400;

/** The best correlation of a window with a reference, and by how much it exceeds the other places. */
function bestPlace(
  window: Int8Array,
  series: readonly Int8Array[],
  energies: readonly Float64Array[],
): { readonly start: number; readonly logChance: number; readonly places: number } | undefined {
  const own = energyOf(window)[window.length]!;
  const correlations = series.map((each, phase) => {
    const products = slidingOfThread().products(window, each, GRID_3_PARTS);
    const result = new Float32Array(products.length);
    for (let place = 0; place < result.length; place++) {
      const from = place * GRID_3_PARTS;
      const energy = energies[phase]![from + window.length]! - energies[phase]![from]!;
      if (energy > 0 && own > 0) result[place] = products[place]! / Math.sqrt(own * energy);
    }
    return result;
  });
  const best = bestCorrelation(correlations);
  if (best === undefined) return undefined;
  const { correlation, phase, place } = best;
  const others = spreadOutside(correlations, Math.max(0, place - NEAR), place + NEAR + 1);
  const spread = Math.max(others, 1 / Math.sqrt(mostIndependent(window.length / GRID_3_PARTS)));
  return {
    start: place * MOTION_STEP + PHASES[phase]!,
    logChance: logUpperTail(correlation / spread),
    places: correlations[0]!.length,
  };
}

import type { CameraEvidence } from './sign.ts';

/**
 * Bounds on camera evidence, for or against. All bounds hold for one trait, for each further one, and for all together. They exist because
 * the calibration's cameras are simulated, and one measure may hide several traits at once. Geometry, contrast, flicker and
 * reverberation are separate traits, so each further one that agrees doubles the bound.
 */
const BOUNDS = { oneTrait: 50, eachFurther: 2, allTraits: 200 } as const;

/** Multiplies camera evidence up to {@link BOUNDS}. Entries that the bound leaves nothing of are dropped. */
export function weighCamera(evidence: readonly CameraEvidence[]): CameraEvidence[] {
  const most = boundOf(evidence.filter(({ likelihoodRatio }) => likelihoodRatio > 1).length);
  const least = 1 / boundOf(evidence.filter(({ likelihoodRatio }) => likelihoodRatio < 1).length);
  let before = 1;
  return evidence.flatMap((each): CameraEvidence[] => {
    const together = Math.min(most, Math.max(least, before * each.likelihoodRatio));
    const likelihoodRatio = Number((together / before).toPrecision(6));
    before = together;
    return likelihoodRatio === 1 ? [] : [{ ...each, likelihoodRatio }];
  });
}

function boundOf(traits: number): number {
  const { oneTrait, eachFurther, allTraits } = BOUNDS;
  return Math.min(allTraits, oneTrait * eachFurther ** Math.max(0, traits - 1));
}

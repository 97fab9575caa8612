import type { PlacedCopy } from '../../copy/rendition.ts';
import type { SourceEvidence } from '../../source-evidence.ts';
import { type PairedLight, pairLight } from './paired-luma.ts';

/**
 * What contrast and flicker are worth for a camera against every other source. Of the tuning half of the calibration no copy but a camera's lay in
 * the ranges that speak for one, and no camera's in those that speak against one; the figures are what (k + 1/2) / (n + 1) leaves of that, and no further than a tenth,
 * since the cameras there are drawn by a formula. Uploaders change levels to hide; a good camera before a synchronised projector is steady.
 */
const CONTRAST = { equalWithin: 0.06, equal: 1 / 10, poorBelow: 0.88, poor: 10 } as const;
/** Codes. Copies of all qualities are at 0.12 to 0.2; cameras were seen from 0.4 on. */
const FLICKER = { steadyBelow: 0.25, steady: 1 / 8, flickersAbove: 0.4, flickers: 8 } as const;
/** Share of the brightness that the rendition's must explain: below it the copy shows another part of the picture, or something is laid over it. */
const LEAST_EXPLAINED = { equal: 0.99, changed: 0.95 } as const;
/** Moments that are needed: about ten seconds. */
const FEWEST_PAIRS = 32;

/**
 * Levels and flicker: the copy's brightness follows a rendition's on a straight line, whose slope is 1 unless the picture was graded anew or filmed, and strays
 * from it from moment to moment where a shutter and a screen do not keep step. Each is held against the rendition that it fits best, so that masters
 * that were graded otherwise tell nothing. Cannot say where brightness was not kept, or follows that of no rendition.
 */
export function readLight({
  query,
  renditions,
}: PlacedCopy): { readonly evidence: readonly SourceEvidence[] } | { readonly cannotSay: string } {
  const pairs = renditions.flatMap((rendition) => pairLight(query.luma, rendition) ?? []).filter((each) => each.pairs >= FEWEST_PAIRS);
  if (pairs.length === 0) return { cannotSay: 'Too little of its brightness could be compared.' };
  const evidence = [...sayOfContrast(pairs), ...sayOfFlicker(pairs)];
  return evidence.length > 0
    ? { evidence }
    : { cannotSay: 'Its brightness is neither that of an enrolled rendition nor that of a camera.' };
}

const camera = (likelihoodRatio: number, reason: string): SourceEvidence[] => [{ source: 'camera', likelihoodRatio, reason }];

function sayOfContrast(pairs: readonly PairedLight[]): SourceEvidence[] {
  const changeOf = ({ contrast }: PairedLight) => Math.abs(Math.log(Math.max(contrast, 1e-3)));
  const { contrast, explained } = pairs.reduce((best, each) => (changeOf(each) < changeOf(best) ? each : best));
  const percent = `${Math.round(100 * contrast)} %`;
  if (Math.abs(contrast - 1) <= CONTRAST.equalWithin && explained >= LEAST_EXPLAINED.equal) {
    return camera(CONTRAST.equal, `Its contrast is ${percent} of the enrolled picture’s, which a camera would change.`);
  }
  if (contrast > CONTRAST.poorBelow || explained < LEAST_EXPLAINED.changed) return [];
  return camera(CONTRAST.poor, `Its contrast is ${percent} of the enrolled picture’s, as before a camera.`);
}

function sayOfFlicker(pairs: readonly PairedLight[]): SourceEvidence[] {
  const { flicker, explained } = pairs.reduce((best, each) => (each.flicker < best.flicker ? each : best));
  const codes = `${flicker.toFixed(1)} of 255 codes`;
  if (flicker <= FLICKER.steadyBelow && explained >= LEAST_EXPLAINED.equal) {
    return camera(FLICKER.steady, `Its brightness follows the enrolled picture’s within ${codes}, steadier than before a camera.`);
  }
  if (flicker < FLICKER.flickersAbove || explained < LEAST_EXPLAINED.changed) return [];
  return camera(FLICKER.flickers, `Its brightness flickers by ${codes} where the enrolled picture’s does not, as before a camera.`);
}

import { aboutCamera, type CameraEvidence, type Sign } from '../../sign.ts';
import { type PairedLuma, pairLuma } from './paired-luma.ts';

/**
 * From the tuning half of the calibration, by (k + 1/2) / (n + 1): only camera recordings lay in the ranges of a camera, and none in the
 * ranges against one. Bounded at a tenth because its cameras are simulated. Uploaders change levels to hide; a good camera before a
 * synchronised projector is steady.
 */
const RATIOS = { equalContrast: 1 / 10, poorContrast: 10, steady: 1 / 8, flickers: 8 } as const;
/** Contrast relative to the rendition: equal within the one, poor below the other. */
const CONTRAST = { equalWithin: 0.06, poorBelow: 0.88 } as const;
/** Luma codes. Copies of all qualities flicker by 0.12 to 0.2, cameras by 0.4 and more. */
const FLICKER = { steadyBelow: 0.25, flickersAbove: 0.4 } as const;
/** Least share of the luma variance that the rendition explains. Below it, the copy shows another part of the picture or has an overlay. */
const LEAST_EXPLAINED = { equal: 0.99, changed: 0.95 } as const;
/** Fewest moments: about ten seconds. */
const FEWEST_PAIRS = 32;

/** Contrast and flicker of a camera recording. */
export const cameraLuma: Sign<'light'> = {
  name: 'light',
  measures:
    'Contrast and flicker against the rendition that fits best: other grading or a camera changes the contrast, and a camera that is out of step with the screen flickers.',
  trait: 'camera luma',
  ratios: RATIOS,
  fooledBy: 'Levels changed to hide the copy, or a good camera before a synchronised projector.',
  inconclusive: 'No mean-luma series is stored, or the copy’s follows no rendition.',
  read: ({ query, renditions }) => {
    const pairs = renditions.flatMap((rendition) => pairLuma(query.luma, rendition) ?? []).filter((each) => each.pairs >= FEWEST_PAIRS);
    if (pairs.length === 0) return { cannotSay: 'Too little of its mean luma could be compared.' };
    const evidence = [...readContrast(pairs), ...readFlicker(pairs)];
    return evidence.length > 0
      ? { camera: evidence }
      : { cannotSay: 'Its mean luma is neither that of an enrolled rendition nor that of a camera recording.' };
  },
};

function readContrast(pairs: readonly PairedLuma[]): CameraEvidence[] {
  const changeOf = ({ contrast }: PairedLuma) => Math.abs(Math.log(Math.max(contrast, 1e-3)));
  const { contrast, explained } = pairs.reduce((best, each) => (changeOf(each) < changeOf(best) ? each : best));
  const percent = `${Math.round(100 * contrast)} %`;
  if (Math.abs(contrast - 1) <= CONTRAST.equalWithin && explained >= LEAST_EXPLAINED.equal) {
    return [aboutCamera(RATIOS.equalContrast, `Its contrast is ${percent} of the enrolled picture’s; a camera would change it.`)];
  }
  if (contrast > CONTRAST.poorBelow || explained < LEAST_EXPLAINED.changed) return [];
  return [aboutCamera(RATIOS.poorContrast, `Its contrast is ${percent} of the enrolled picture’s, as in a camera recording.`)];
}

function readFlicker(pairs: readonly PairedLuma[]): CameraEvidence[] {
  const { flicker, explained } = pairs.reduce((best, each) => (each.flicker < best.flicker ? each : best));
  const codes = `${flicker.toFixed(1)} of 255 codes`;
  if (flicker <= FLICKER.steadyBelow && explained >= LEAST_EXPLAINED.equal) {
    return [aboutCamera(RATIOS.steady, `Its mean luma follows the enrolled picture’s within ${codes}, steadier than a camera recording.`)];
  }
  if (flicker < FLICKER.flickersAbove || explained < LEAST_EXPLAINED.changed) return [];
  return [aboutCamera(RATIOS.flickers, `Its luma flickers by ${codes} where the enrolled picture’s does not, as in a camera recording.`)];
}

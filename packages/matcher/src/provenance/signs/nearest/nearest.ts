import { compareRenditions } from '../../compare/compare-renditions.ts';
import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';
import { type PairedFrames, pairFrames } from './paired-frames.ts';

/**
 * An edition that nobody enrolled may come from the same master. In the tuning half of the calibration 25 of 25 doubts were right, those
 * of 20 s among them: what counts is how closely the copy agrees, not for how long.
 */
const RATIOS = { mostly: 1 / 8, nearlyAlways: 1 / 20 } as const;
/** Least share of the bits that differ between two renditions in which the copy must agree with the one. By chance it is a half. */
const AGREEMENT = { mostly: 0.7, nearlyAlways: 0.85 } as const;
/** p-value of the sign test: ten intervals of two seconds that all agree. */
const P_VALUE = 1e-3;
/**
 * Least share of a frame's bits in which two renditions must differ; less is encoding noise. A copy inherits its source's noise and adds the
 * noise of a coarse encode. On a 16 × 16 luma grid two encodes of one master were 0.1 codes apart and copies 0.2 to 2.3. Copies of
 * 20 to 70 s were nearer to the web encode even if they came from the Blu-ray.
 */
const LEAST_APART = 0.02;

/** The nearest master. */
export const nearest: Sign<'nearest'> = {
  name: 'nearest',
  measures: 'The rendition whose frame hashes agree with the copy in the bits in which two renditions differ: grading, framing, detail.',
  trait: 'picture',
  ratios: RATIOS,
  fooledBy: 'An edition from the same master that nobody enrolled. A blurred copy may also be nearer to the softer rendition.',
  inconclusive: 'The renditions look alike, or the copy was changed more than they differ.',
  read: (copy) => {
    const inconclusive = 'Its pictures are as near to one enrolled rendition as to another, or changed more than these differ.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      const pairs = pairFrames(copy, better, other);
      if (pairs === undefined || pairs.apart < LEAST_APART || pairs.distance > pairs.apart) return undefined;
      const likelihoodRatio = ratioOf(pairs);
      if (likelihoodRatio === undefined) return undefined;
      const share = `${Math.round(100 * pairs.agreement)} %`;
      return {
        likelihoodRatio,
        reason: `Where the pictures of ${nameRendition(better)} and ${nameRendition(other)} differ, it agrees with the first in ${share} of ${pairs.bits} bits.`,
      };
    });
  },
};

function ratioOf({ agreement, intervals, intervalsWon }: PairedFrames): number | undefined {
  if (signTestChance(intervalsWon, intervals) > P_VALUE) return undefined;
  if (agreement >= AGREEMENT.nearlyAlways) return RATIOS.nearlyAlways;
  return agreement >= AGREEMENT.mostly ? RATIOS.mostly : undefined;
}

import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition, type PlacedCopy } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';
import { type PairedFrames, pairFrames } from './paired-frames.ts';

/**
 * What it is worth that the copy follows the one rendition in what sets the two apart, and follows it nearly always. The pictures of an edition that
 * nobody enrolled may come from the same master. In the tuning half of the calibration 25 of 25 doubts were of renditions that the copy was not of, those of 20 s
 * among them: how nearly it agrees tells, not how long.
 */
const RATIO = { mostly: 1 / 8, nearlyAlways: 1 / 20 } as const;
/** Share of the bits that differ between the two renditions in which the copy must have the one's. By chance it is a half. */
const AGREEMENT = { mostly: 0.7, nearlyAlways: 0.85 } as const;
/** Chance of a sign test at which an agreement is no accident: ten stretches of two seconds that all agree. */
const CHANCE = 1e-3;
/**
 * Bits of a frame, as a share, by which two renditions must differ: less is the noise of encoding. A copy inherits that of its source, but errs itself as the
 * coarser of two encodes does: on the means of 16 × 16 parts of the picture two encodes of one master were 0.1 of a code apart, copies 0.2 to 2.3,
 * and those of 20 to 70 s nearer to the web's encode even where they were of the Blu-ray's.
 */
const LEAST_APART = 0.02;

/**
 * Distance: the rendition to which the copy's frames are nearer, which is the grading, framing and detail of its master. Only the bits in which two
 * renditions differ are asked, frame by frame: whatever was done to the copy alone, it did to both distances. Cannot say where the
 * renditions look alike, or where the copy was changed more than they differ: a blurred copy may be nearer to the softer of two.
 */
export function readNearest(copy: PlacedCopy): Reading {
  const silence = 'Its pictures are as near to one enrolled rendition as to another, or the copy is changed more than these differ.';
  return compareAll(copy, silence, (better, other) => {
    const pairs = pairFrames(copy, better, other);
    if (pairs === undefined || pairs.apart < LEAST_APART || pairs.distance > pairs.apart) return undefined;
    const likelihoodRatio = ratioOf(pairs);
    if (likelihoodRatio === undefined) return undefined;
    const share = `${Math.round(100 * pairs.agreement)} %`;
    return {
      likelihoodRatio,
      reason: `Where the pictures of ${nameRendition(better)} and ${nameRendition(other)} differ, it has those of the first in ${share} of ${pairs.bits} bits.`,
    };
  });
}

function ratioOf({ agreement, stretches, stretchesWon }: PairedFrames): number | undefined {
  if (signTestChance(stretchesWon, stretches) > CHANCE) return undefined;
  if (agreement >= AGREEMENT.nearlyAlways) return RATIO.nearlyAlways;
  return agreement >= AGREEMENT.mostly ? RATIO.mostly : undefined;
}

import { compareRenditions } from '../../compare/compare-renditions.ts';
import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';
import { pairLevels } from './paired-levels.ts';

/**
 * Encoders keep luma levels. Some programs convert between the colour matrices of standard and high definition, which gives a copy the
 * other rendition's luma. Not counted; in the calibration one copy in seven was made so.
 */
const RATIOS = { follows: 1 / 6 } as const;
/**
 * Luma codes by which two renditions must differ at a moment: twice the difference between encodes. Two H.264 encodes were 0.1 codes apart,
 * an H.264 encode and a DVD of the same luma up to 0.46. A colourful cartoon in both colour matrices was 2.3 apart.
 */
const LEAST_APART = 1;
/** How far the copy may be from the one, as a share of the distance between the two. Half would be the middle. Copies were 0.2 to 0.45 codes away. */
const NEAR = 1 / 3;
/** p-value of the sign test: seven intervals of two seconds that all agree, which most excerpts of twenty seconds hold. */
const P_VALUE = 0.01;

/**
 * Luma levels. They tell apart grades, and the two definitions of luma: standard definition (ITU-R BT.601) weights red and blue more than
 * high definition (BT.709). A DVD and a Blu-ray of one master therefore differ by some codes in colourful scenes.
 */
export const levels: Sign<'levels'> = {
  name: 'levels',
  measures: 'Which rendition’s mean luma the copy has from moment to moment, without correction. It survives every size and bit rate.',
  trait: 'picture',
  ratios: RATIOS,
  fooledBy: 'Conversion between the luma of standard and high definition.',
  inconclusive: 'The copy’s levels were changed, the scenes are grey, or the renditions have equal luma.',
  read: (copy) => {
    const inconclusive = 'Its mean luma fits all enrolled renditions, or none of them.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      const pairs = pairLevels(copy, better, other, { leastApart: LEAST_APART });
      if (pairs === undefined || pairs.distance > NEAR * pairs.apart) return undefined;
      if (signTestChance(pairs.intervalsWon, pairs.intervals) > P_VALUE) return undefined;
      const codes = (value: number) => value.toFixed(1);
      return {
        likelihoodRatio: RATIOS.follows,
        reason: `Its mean luma differs by ${codes(pairs.distance)} of 255 codes from ${nameRendition(better)}, and by ${codes(pairs.rivalDistance)} from ${nameRendition(other)}.`,
      };
    });
  },
};

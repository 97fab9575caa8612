import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition, type PlacedCopy } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';
import { pairLevels } from './paired-levels.ts';

/**
 * What it is worth that the copy is as bright as the one rendition from moment to moment, and not as the other. Encoders hand luma codes on as they are. Some programs
 * bring the colours of a disc of standard definition to those of high definition, or back, which changes luma to what the other rendition has; nobody has counted
 * them, and a calibration that lets one copy in seven do so says what it was told.
 */
const RATIO = 1 / 6;
/**
 * Codes by which two renditions must differ at a moment: twice what encodings of one picture were seen to, 0.1 between two in H.264 and up to 0.46 between one of these and a
 * DVD of the same luma. One master in the two definitions of luma was 2.3 apart in a colourful cartoon.
 */
const LEAST_APART = 1;
/** Share of that by which the copy may be off the one's: half would be the middle. Copies of all sizes and bit rates were 0.2 to 0.45 codes off their own. */
const NEAR = 1 / 3;
/** Chance of a sign test at which that is no accident: seven stretches of two seconds that all agree, which most twenty seconds have. */
const CHANCE = 0.01;

/**
 * Levels: whose brightness the copy has, moment by moment, without any correction. It tells grades, and the two definitions of luma: of one picture that of
 * standard definition (ITU-R BT.601) has more of red and blue than that of high definition (BT.709), so that a DVD and a Blu-ray of one master differ by some codes in what
 * has colours. It survives every size and bit rate. Cannot say of a copy whose levels were changed, of greys, and where renditions are as bright.
 */
export function readLevels(copy: PlacedCopy): Reading {
  const silence = 'It is as bright as all enrolled renditions, or as none of them.';
  return compareAll(copy, silence, (better, other) => {
    const pairs = pairLevels(copy, better, other, LEAST_APART);
    if (pairs === undefined || pairs.distance > NEAR * pairs.apart) return undefined;
    if (signTestChance(pairs.stretchesWon, pairs.stretches) > CHANCE) return undefined;
    const codes = (value: number) => value.toFixed(1);
    return {
      likelihoodRatio: RATIO,
      reason: `Its brightness is within ${codes(pairs.distance)} of 255 codes that of ${nameRendition(better)}, and ${codes(pairs.rivalDistance)} off that of ${nameRendition(other)}.`,
    };
  });
}

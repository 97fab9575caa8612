import { compareRenditions } from '../../compare/compare-renditions.ts';
import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';

/** A release that nobody enrolled may have been made from the same file. */
const RATIOS = { shares: 1 / 20 } as const;
/** p-value of the sign test: seven moments that all agree. */
const P_VALUE = 0.01;
/** Least gain of a moment that counts, a natural logarithm. Chance differences of bands add up to three or four. */
const LEAST_GAIN = 8;

/** Detail at full resolution. */
export const detail: Sign<'detail'> = {
  name: 'detail',
  measures: 'Fine detail, grain and compression errors that the copy shares with one rendition, in crops at full resolution.',
  trait: 'picture',
  ratios: RATIOS,
  fooledBy: 'A release from the same file that nobody enrolled.',
  inconclusive: 'Fewer than two renditions store such crops, or the copy lost too much detail.',
  read: (copy) => {
    const moments = copy.detail;
    if (moments === undefined || moments.length === 0)
      return { cannotSay: 'It was not compared at full resolution: fewer than two renditions store crops that it shows.' };
    const inconclusive = 'At full resolution it has nothing of one enrolled rendition that another lacks.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      const gainsOf = (betterId: string, otherId: string) =>
        moments.map((gains) => gains.find((each) => each.betterId === betterId && each.otherId === otherId)?.gain ?? 0);
      const [ours, theirs] = [gainsOf(better.referenceId, other.referenceId), gainsOf(other.referenceId, better.referenceId)];
      const won = ours.filter((gain, at) => gain >= LEAST_GAIN && gain > theirs[at]!).length;
      const lost = theirs.filter((gain, at) => gain >= LEAST_GAIN && gain > ours[at]!).length;
      if (signTestChance(won, won + lost) > P_VALUE) return undefined;
      return {
        likelihoodRatio: RATIOS.shares,
        reason: `At full resolution it shares more detail, grain and compression errors with ${nameRendition(better)} than ${nameRendition(other)} does, in ${won} moments against ${lost}.`,
      };
    });
  },
};

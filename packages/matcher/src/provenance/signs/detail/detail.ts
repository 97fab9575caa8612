import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition, type PlacedCopy } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';

/** What it is worth that the copy has what is in the one's pictures and not in the other's. A release that nobody enrolled may have been made from the same file. */
const RATIO = 1 / 20;
/** Chance of a sign test at which that is no accident: seven moments that all agree. */
const CHANCE = 0.01;
/** What a moment must say for it to be counted, as a natural logarithm: bands that differ by chance add up to three or four. */
const LEAST = 8;

/**
 * Detail: in pieces of their pictures at full resolution, the copy has more in common with one rendition than the other one has: of the finest that a picture has, its grain, and what its compression left. Cannot say where
 * fewer than two renditions keep such pieces, or where so much was lost in the copy that it might be of either.
 */
export function readDetail(copy: PlacedCopy): Reading {
  const { detail } = copy;
  if (detail === undefined || detail.length === 0)
    return { cannotSay: 'It was not laid beside pieces of two renditions at full resolution: they keep none, or it shows none of them.' };
  const silence = 'At full resolution it has nothing of one enrolled rendition that another one has not.';
  return compareAll(copy, silence, (better, other) => {
    const gainsOf = (betterId: string, otherId: string) =>
      detail.map((gains) => gains.find((each) => each.betterId === betterId && each.otherId === otherId)?.gain ?? 0);
    const [ours, theirs] = [gainsOf(better.referenceId, other.referenceId), gainsOf(other.referenceId, better.referenceId)];
    const won = ours.filter((gain, at) => gain >= LEAST && gain > theirs[at]!).length;
    const lost = theirs.filter((gain, at) => gain >= LEAST && gain > ours[at]!).length;
    if (signTestChance(won, won + lost) > CHANCE) return undefined;
    return {
      likelihoodRatio: RATIO,
      reason: `At full resolution it has more in common with ${nameRendition(better)} than ${nameRendition(other)} has, in ${won} moments against ${lost}: detail, grain and what compression left.`,
    };
  });
}

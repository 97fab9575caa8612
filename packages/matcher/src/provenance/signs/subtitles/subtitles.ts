import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';
import { type PairedSubtitles, pairSubtitles } from './paired-subtitles.ts';

/**
 * What it is worth that a copy has the subtitles that are burned into one rendition, or lacks them. Whoever burns subtitles in has many to choose from, and may choose those of another release; nobody takes
 * them out of a picture without a trace, but a release without them that nobody enrolled explains a copy without. Nobody has counted either.
 */
const RATIO = 1 / 10;
/** Share of what sets the two renditions apart by which the copy may be off the one's: half would be the middle. */
const NEAR = 1 / 3;
/** By how many times more often something must come and go in the one for it to be the one with the writing. */
const CLEARLY = 2;
/** Chance of a sign test at which that is no accident: seven stretches of four seconds that all agree. */
const CHANCE = 0.01;

/**
 * Subtitles that come and go, burned into the pictures of one rendition and not into those of another: the lower third of its picture differs while they stand, and the rest is alike. What
 * stands there throughout is a mark. Cannot say of a copy whose levels were changed or that lacks its lower edge.
 */
export function readSubtitles(copy: PlacedCopy): Reading {
  const silence = 'No subtitles in the picture set the enrolled renditions apart, or it cannot be told whether the copy has them.';
  return compareAll(copy, silence, (better, other) => {
    const writing = pairSubtitles(copy, better, other);
    if (writing === undefined || writing.distance > NEAR * writing.apart) return undefined;
    if (signTestChance(writing.stretchesWon, writing.stretches) > CHANCE) return undefined;
    return { likelihoodRatio: RATIO, reason: reasonOf(writing, nameRendition(better), nameRendition(other)) };
  });
}

/** Stretches of four seconds in which the copy has the writing of the one low in its picture, at its moments, and not that of the other; none where it has the other's anywhere. */
export function writingPoints(copy: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  const writing = pairSubtitles(copy, one, other);
  if (writing === undefined || writing.distance > NEAR * writing.apart || writing.stretchesWon < writing.stretches) return 0;
  return writing.stretches;
}

/** Whose the writing is, text coming and going, and what the copy has of it. */
function reasonOf({ changes: [ofBetter, ofOther], stretches, stretchesWon }: PairedSubtitles, better: string, other: string): string {
  const where = `in ${stretchesWon} of ${stretches} stretches of four seconds`;
  // What stands there throughout was not seen to come or go in either.
  if (ofBetter > 0 && ofBetter >= CLEARLY * ofOther)
    return `It has the writing that comes and goes low in the picture of ${better}, ${where}, and ${other} has none there.`;
  if (ofOther > 0 && ofOther >= CLEARLY * ofBetter)
    return `It lacks the writing that comes and goes low in the picture of ${other}, ${where}, as ${better} does.`;
  return `Low in its picture it has what ${better} has there, ${where}, and not what ${other} has.`;
}

import { compareRenditions } from '../../compare/compare-renditions.ts';
import { signTestChance } from '../../compare/sign-test.ts';
import { nameRendition, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';
import { type PairedSubtitles, pairSubtitles } from './paired-subtitles.ts';

/** Not counted: people who burn in subtitles of another release. Nobody removes them without a trace, but a release without them may not be enrolled. */
const RATIOS = { text: 1 / 10 } as const;
/** How far the copy may be from the one rendition, as a share of the distance between the two. Half would be the middle. */
const NEAR = 1 / 3;
/** How many times more often text must come and go in one rendition for the text to be its own. */
const CLEARLY = 2;
/** p-value of the sign test: seven intervals of four seconds that all agree. */
const P_VALUE = 0.01;

/** Burned-in subtitles. */
export const subtitles: Sign<'subtitles'> = {
  name: 'subtitles',
  measures: 'Burned-in text that comes and goes in the lower third of one rendition, while the rest of the picture is alike.',
  trait: 'picture',
  ratios: RATIOS,
  fooledBy: 'Subtitles that were burned in from another release, or a release without them that nobody enrolled.',
  inconclusive: 'The copy’s luma levels were changed, or its lower edge was cropped.',
  read: (copy) => {
    const inconclusive = 'No burned-in subtitles distinguish the enrolled renditions, or it is unclear whether the copy has them.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      const text = pairSubtitles(copy, better, other);
      if (text === undefined || text.distance > NEAR * text.apart) return undefined;
      if (signTestChance(text.intervalsWon, text.intervals) > P_VALUE) return undefined;
      return { likelihoodRatio: RATIOS.text, reason: reasonOf(text, nameRendition(better), nameRendition(other)) };
    });
  },
};

/** Intervals of four seconds in which the copy has the one's text and not the other's; 0 if it has the other's in any interval. */
export function burnedInTextPoints(copy: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  const text = pairSubtitles(copy, one, other);
  if (text === undefined || text.distance > NEAR * text.apart || text.intervalsWon < text.intervals) return 0;
  return text.intervals;
}

/** Whose text it is, and what the copy has of it. */
function reasonOf({ changes: [ofBetter, ofOther], intervals, intervalsWon }: PairedSubtitles, better: string, other: string): string {
  const where = `in ${intervalsWon} of ${intervals} intervals of four seconds`;
  // Text that stays throughout did not come or go in either.
  if (ofBetter > 0 && ofBetter >= CLEARLY * ofOther)
    return `It has the burned-in text of ${better} in the lower third of the picture, ${where}; ${other} has none there.`;
  if (ofOther > 0 && ofOther >= CLEARLY * ofBetter)
    return `It lacks the burned-in text of ${other} in the lower third of the picture, ${where}, as ${better} does.`;
  return `The lower third of its picture is as in ${better}, ${where}, and not as in ${other}.`;
}

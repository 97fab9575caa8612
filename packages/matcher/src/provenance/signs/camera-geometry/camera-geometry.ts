import { longestSegment, type PlacedCopy, secondsOf, shareOfTime } from '../../copy/rendition.ts';
import type { SourceEvidence } from '../../source-evidence.ts';

/**
 * What the geometry and the distance of the pictures are worth for a camera against every other source. A screen before a camera lies in the
 * picture as an inset does, or turned by a little; so do pictures that somebody put into others or turned to hide, hence the low figures. Against it:
 * copies of good and middling quality are at 0.02 to 0.045 of the bits, and the straightest camera recording that was made is at 0.07, where rough copies are too.
 */
const RATIO = { tilted: 5, inset: 2, straight: 1 / 50 } as const;
/** Mean share of differing bits, edge to edge, up to which no camera comes. */
const STRAIGHT_BELOW = 0.05;
/** Share of the copy's time for which it must be so. */
const MOST_OF_THE_TIME = 0.8;
/** Independent pictures that are needed to speak of it. */
const FEWEST_PICTURES = 20;

/** Camera against everything else. Cannot say of a damaged copy: what a camera does to a picture, others do too. */
export function readCamera({ renditions }: PlacedCopy): SourceEvidence | { readonly cannotSay: string } {
  const placed = renditions.filter((rendition) => longestSegment(rendition) !== undefined);
  const seconds = (segments: (typeof placed)[number]['segments']) => segments.reduce((sum, segment) => sum + secondsOf(segment), 0);
  const shown = placed.toSorted((one, other) => seconds(other.segments) - seconds(one.segments))[0]?.segments ?? [];
  if (shown.reduce((sum, { independentFrames }) => sum + independentFrames, 0) < FEWEST_PICTURES) {
    return { cannotSay: 'Too few different pictures were compared to tell a camera recording.' };
  }
  const camera = (likelihoodRatio: number, reason: string): SourceEvidence => ({ source: 'camera', likelihoodRatio, reason });
  if (shareOfTime(shown, ({ queryView }) => queryView.startsWith('tilted')) >= MOST_OF_THE_TIME) {
    return camera(RATIO.tilted, 'The picture is turned by a few degrees throughout, as before a camera.');
  }
  if (shareOfTime(shown, ({ queryView }) => queryView.startsWith('inset')) >= MOST_OF_THE_TIME) {
    return camera(RATIO.inset, 'The picture lies inside another throughout, as a screen before a camera does.');
  }
  const straight = ({ queryView, referenceView }: (typeof shown)[number]) => queryView === 'active' && referenceView === 'active';
  const distance = shown.reduce((sum, segment) => sum + segment.meanDistance * secondsOf(segment), 0) / seconds(shown);
  if (shareOfTime(shown, straight) < MOST_OF_THE_TIME || distance > STRAIGHT_BELOW) {
    return { cannotSay: 'The picture is too much changed to tell a camera recording from another copy.' };
  }
  return camera(
    RATIO.straight,
    `The picture fits from edge to edge with ${(100 * distance).toFixed(1)} % of the bits differing, less than a camera leaves.`,
  );
}

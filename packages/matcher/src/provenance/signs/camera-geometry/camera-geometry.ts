import { INSET_VIEWS, TILTED_VIEWS } from '@streetdate/core/internal';
import { longestSegment, secondsOf, shareOfTime } from '../../copy/rendition.ts';
import { aboutCamera, type Sign } from '../../sign.ts';

/**
 * Recorded screens appear inset or tilted by a few degrees. So do pictures that people inset or rotated to hide, hence the low ratios.
 * Against a camera: good and fair copies differ in 0.02 to 0.045 of the bits; the straightest camera recording in 0.07, as rough copies do.
 */
const RATIOS = { tilted: 5, inset: 2, straight: 1 / 50 } as const;
/** Mean share of differing bits, edge to edge, that no camera recording stays below. */
const STRAIGHT_BELOW = 0.05;
/** Least share of the copy's time for which it must hold. */
const MOST_OF_THE_TIME = 0.8;
/** Fewest independent frames. */
const FEWEST_FRAMES = 20;

/** Geometry of a camera recording. */
export const cameraGeometry: Sign<'camera'> = {
  name: 'camera',
  measures: 'Whether the picture is tilted or inset throughout, as a recorded screen is, or fits from edge to edge.',
  trait: 'camera geometry',
  ratios: RATIOS,
  fooledBy: 'Pictures that were inset or rotated to hide the copy.',
  inconclusive: 'The copy is damaged or much changed in other ways.',
  read: ({ renditions }) => {
    const placed = renditions.filter((rendition) => longestSegment(rendition) !== undefined);
    const seconds = (segments: (typeof placed)[number]['segments']) => segments.reduce((sum, segment) => sum + secondsOf(segment), 0);
    const shown = placed.toSorted((one, other) => seconds(other.segments) - seconds(one.segments))[0]?.segments ?? [];
    if (shown.reduce((sum, { independentFrames }) => sum + independentFrames, 0) < FEWEST_FRAMES) {
      return { cannotSay: 'Too few different frames were compared to recognise a camera recording.' };
    }
    if (shareOfTime(shown, ({ queryView }) => TILTED_VIEWS.includes(queryView)) >= MOST_OF_THE_TIME) {
      return { camera: [aboutCamera(RATIOS.tilted, 'The picture is tilted by a few degrees throughout, as in a camera recording.')] };
    }
    if (shareOfTime(shown, ({ queryView }) => INSET_VIEWS.includes(queryView)) >= MOST_OF_THE_TIME) {
      return { camera: [aboutCamera(RATIOS.inset, 'The picture is inset in another throughout, as a recorded screen is.')] };
    }
    const straight = ({ queryView, referenceView }: (typeof shown)[number]) => queryView === 'active' && referenceView === 'active';
    const distance = shown.reduce((sum, segment) => sum + segment.meanDistance * secondsOf(segment), 0) / seconds(shown);
    if (shareOfTime(shown, straight) < MOST_OF_THE_TIME || distance > STRAIGHT_BELOW) {
      return { cannotSay: 'The picture is too much changed to tell a camera recording from another copy.' };
    }
    const reason = `The picture fits from edge to edge, and ${(100 * distance).toFixed(1)} % of the bits differ: fewer than in a camera recording.`;
    return { camera: [aboutCamera(RATIOS.straight, reason)] };
  },
};

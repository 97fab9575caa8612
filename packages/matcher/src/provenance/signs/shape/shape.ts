import type { Fingerprint } from '@streetdate/core/portable';
import { mainArea } from '../../../align/picture-shape.ts';
import { compareRenditions } from '../../compare/compare-renditions.ts';
import { nameRendition, type PlacedRendition, shareOfTime } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';

/** People crop to hide or to fill a screen, seldom exactly to another rendition's edge. */
const RATIOS = { wholePicture: 1 / 5, shape: 1 / 3 } as const;
/** Least share of the copy's time for which a picture must be whole, or cropped. */
const MOST_OF_THE_TIME = 0.8;
/** Relative difference up to which shapes are the same (bars are found to a pixel or two), and from which they differ. */
const SHAPES = { same: 0.015, different: 0.04 } as const;

/** Active picture area. */
export const shape: Sign<'shape'> = {
  name: 'shape',
  measures: 'Which rendition’s active picture area the copy shows in full. A copy never shows more than its source.',
  trait: 'picture',
  ratios: RATIOS,
  fooledBy: 'A crop to exactly the picture of another rendition.',
  inconclusive: 'All renditions have the same picture, or the copy was rotated or cropped against all of them.',
  read: (copy) => {
    const shapes = shapesOf(copy.query);
    return compareRenditions(copy, 'Its picture relates to the pictures of all enrolled renditions in the same way.', (better, other) => {
      if (!showsWhole(better)) return undefined;
      if (showsPart(other)) {
        return {
          likelihoodRatio: RATIOS.wholePicture,
          reason: `It shows the whole picture of ${nameRendition(better)}, and only a part of the picture of ${nameRendition(other)}.`,
        };
      }
      if (apartBy(shapes, shapesOf(better.fingerprint)) > SHAPES.same) return undefined;
      if (apartBy(shapes, shapesOf(other.fingerprint)) < SHAPES.different) return undefined;
      return {
        likelihoodRatio: RATIOS.shape,
        reason: `Its picture has the shape of ${nameRendition(better)}, not that of ${nameRendition(other)}.`,
      };
    });
  },
};

const showsWhole = ({ segments }: PlacedRendition) =>
  shareOfTime(
    segments,
    ({ queryView, referenceView, rotation }) => rotation === 0 && queryView === 'active' && referenceView === 'active',
  ) >= MOST_OF_THE_TIME;

const showsPart = ({ segments }: PlacedRendition) =>
  shareOfTime(segments, ({ referenceView }) => referenceView !== 'active') >= MOST_OF_THE_TIME;

/** Smallest relative difference between two sets of shapes; 0 if either is unknown, so that nothing follows from it. */
function apartBy(some: readonly number[], others: readonly number[]): number {
  const ratios = some.flatMap((one) => others.map((other) => Math.abs(Math.log(one / other))));
  return ratios.length === 0 ? 0 : Math.min(...ratios);
}

/**
 * Possible aspect ratios of the active area on a screen. Frames of standard definition have pixels that are not square and stand
 * for 4:3 or 16:9 (ITU-R BT.601), so both are returned.
 */
function shapesOf({ areas, media: { width, height } }: Fingerprint): number[] {
  const area = mainArea(areas);
  if (area === undefined || width === undefined || height === undefined) return [];
  const isStandardDefinition = [480, 576].includes(height) && [704, 720].includes(width);
  const frames = isStandardDefinition ? [4 / 3, 16 / 9] : [width / height];
  return frames.map((frame) => (frame * (area.right - area.left)) / (area.bottom - area.top));
}

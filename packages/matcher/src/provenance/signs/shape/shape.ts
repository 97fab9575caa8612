import type { Fingerprint } from '@streetdate/core/portable';
import { mainArea } from '../../../align/picture-shape.ts';
import { nameRendition, type PlacedCopy, type PlacedRendition, shareOfTime } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';

/**
 * What it is worth that the copy shows the one rendition's picture from edge to edge and only a part of the other's, and that its picture has the
 * one's shape alone. Edges are cut off to hide, and to fill a screen; seldom to where another rendition ends.
 */
const RATIO = { wholePicture: 1 / 5, shape: 1 / 3 } as const;
/** Share of the copy's time for which a picture must be whole, or a part. */
const MOST_OF_THE_TIME = 0.8;
/** Shapes are the same within the one share, as bars are found to a pixel or two, and different from the other on. */
const SHAPES = { same: 0.015, different: 0.04 } as const;

/**
 * Active area: a copy shows no more of the picture than its source had, and seldom less. Cannot say where all renditions have the same
 * picture, or where the copy was turned or cut to a part of all of them.
 */
export function readShape(copy: PlacedCopy): Reading {
  const silence = 'Its picture is the same part of the picture of all enrolled renditions.';
  const shapes = shapesOf(copy.query);
  return compareAll(copy, silence, (better, other) => {
    if (!showsWhole(better)) return undefined;
    if (showsPart(other)) {
      return {
        likelihoodRatio: RATIO.wholePicture,
        reason: `It shows the whole picture of ${nameRendition(better)}, and only a part of that of ${nameRendition(other)}.`,
      };
    }
    if (apartBy(shapes, shapesOf(better.fingerprint)) > SHAPES.same) return undefined;
    if (apartBy(shapes, shapesOf(other.fingerprint)) < SHAPES.different) return undefined;
    return {
      likelihoodRatio: RATIO.shape,
      reason: `Its picture has the shape of ${nameRendition(better)}, and not that of ${nameRendition(other)}.`,
    };
  });
}

const showsWhole = ({ segments }: PlacedRendition) =>
  shareOfTime(
    segments,
    ({ queryView, referenceView, rotation }) => rotation === 0 && queryView === 'active' && referenceView === 'active',
  ) >= MOST_OF_THE_TIME;

const showsPart = ({ segments }: PlacedRendition) =>
  shareOfTime(segments, ({ referenceView }) => referenceView !== 'active') >= MOST_OF_THE_TIME;

/** Smallest relative difference between two sets of shapes; 0 where either is unknown, so that nothing follows. */
function apartBy(some: readonly number[], others: readonly number[]): number {
  const ratios = some.flatMap((one) => others.map((other) => Math.abs(Math.log(one / other))));
  return ratios.length === 0 ? 0 : Math.min(...ratios);
}

/**
 * Widths by heights that the active area may have on a screen. Frames of standard definition have pixels that are not square and stand for
 * 4:3 or 16:9 (ITU-R BT.601): both are kept.
 */
function shapesOf({ areas, media: { width, height } }: Fingerprint): number[] {
  const area = mainArea(areas);
  if (area === undefined || width === undefined || height === undefined) return [];
  const isStandardDefinition = [480, 576].includes(height) && [704, 720].includes(width);
  const frames = isStandardDefinition ? [4 / 3, 16 / 9] : [width / height];
  return frames.map((frame) => (frame * (area.right - area.left)) / (area.bottom - area.top));
}

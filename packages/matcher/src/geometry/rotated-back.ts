import { rotateArea, scaleQuad } from '@streetdate/core/internal';
import { type Thumbnails, WHOLE_PICTURE } from '@streetdate/core/portable';
import type { Plane } from './planes.ts';

/**
 * Undoes the clockwise rotation of a thumbnail about its centre. Pixels from outside repeat the edge.
 * @param shape - Aspect ratio of the picture; thumbnails are always square.
 * @param side - Pixels of a side of the result.
 */
export function rotatedBack({ side: own, pixels }: Thumbnails, thumbnail: number, degrees: number, shape: number, side: number): Plane {
  const picture = { width: own, height: own, pixels: pixels.subarray(thumbnail * own * own, (thumbnail + 1) * own * own), time: 0 };
  // Positions of the rotated picture's corners in the thumbnail.
  return { side, pixels: Float64Array.from(scaleQuad(picture, rotateArea(WHOLE_PICTURE, degrees, shape), side, side).pixels) };
}

import { rotateArea, scaleQuad } from '@streetdate/core/internal';
import { type Thumbnails, WHOLE_PICTURE } from '@streetdate/core/portable';
import type { Plane } from './planes.ts';

/**
 * A thumbnail of a picture that was turned clockwise, turned back about its middle; what lies outside it repeats its edge.
 * @param shape - Width of the picture by its height: thumbnails are squares whatever it is.
 * @param side - Pixels of a side of the result.
 */
export function rotatedBack({ side: own, pixels }: Thumbnails, thumbnail: number, degrees: number, shape: number, side: number): Plane {
  const picture = { width: own, height: own, pixels: pixels.subarray(thumbnail * own * own, (thumbnail + 1) * own * own), time: 0 };
  // Where the turned picture's own corners lie in the thumbnail.
  return { side, pixels: Float64Array.from(scaleQuad(picture, rotateArea(WHOLE_PICTURE, degrees, shape), side, side).pixels) };
}

import type { Thumbnails } from '@streetdate/core/portable';

/** A square picture, row after row, of any unit. */
export interface Plane {
  readonly side: number;
  readonly pixels: Float64Array;
}

/** A thumbnail as a plane of so many pixels a side, or of the next larger size that halving its own gives; its own where that is smaller. */
export function planeOf({ side, pixels }: Thumbnails, thumbnail: number, wanted: number): Plane {
  return shrunk({ side, pixels: Float64Array.from(pixels.subarray(thumbnail * side * side, (thumbnail + 1) * side * side)) }, wanted);
}

/** A plane halved for as long as it has so many pixels a side. */
export function shrunk(plane: Plane, wanted: number): Plane {
  return plane.side % 2 === 0 && plane.side / 2 >= wanted ? shrunk(halved(plane), wanted) : plane;
}

/** A plane with half its rows and columns, each the mean of two. */
export function halved({ side, pixels }: Plane): Plane {
  const half = side >> 1;
  const means = new Float64Array(half * half);
  for (let y = 0, at = 0; y < half; y++) {
    for (let x = 0; x < half; x++, at++) {
      const corner = 2 * y * side + 2 * x;
      means[at] = (pixels[corner]! + pixels[corner + 1]! + pixels[corner + side]! + pixels[corner + side + 1]!) / 4;
    }
  }
  return { side: half, pixels: means };
}

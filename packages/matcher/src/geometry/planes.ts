import type { Thumbnails } from '@streetdate/core/portable';

/** A square picture, row after row, of any unit. */
export interface Plane {
  readonly side: number;
  readonly pixels: Float64Array;
}

/** A thumbnail as a plane with a given side, or with the next larger side that halving gives; unchanged if it is smaller. */
export function planeOf({ side, pixels }: Thumbnails, thumbnail: number, wanted: number): Plane {
  return shrunk({ side, pixels: Float64Array.from(pixels.subarray(thumbnail * side * side, (thumbnail + 1) * side * side)) }, wanted);
}

/** Halves a plane while its side stays at or above a minimum. */
export function shrunk(plane: Plane, wanted: number): Plane {
  return plane.side % 2 === 0 && plane.side / 2 >= wanted ? shrunk(halved(plane), wanted) : plane;
}

/** A plane of half the side, by averaging two rows and two columns. */
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

import type { Plane } from './planes.ts';
import type { Projection } from './projection.ts';

/** One picture sampled at the pixels of another. */
export interface Sampled {
  readonly values: Float64Array;
  /** Derivatives of the values along the sampled picture's two axes. */
  readonly across: Float64Array;
  readonly down: Float64Array;
  /** 1 for a pixel inside the sampled picture. */
  readonly inside: Uint8Array;
}

/**
 * Samples a plane at the projected pixels of another one, with bilinear interpolation. Pixels outside have the value 0.
 * @param side - Pixels in a row of the result.
 */
export function samplePlane({ side: length, pixels }: Plane, [a, b, c, d, e, f, g, h]: Projection, side: number): Sampled {
  const values = new Float64Array(side * side);
  const across = new Float64Array(side * side);
  const down = new Float64Array(side * side);
  const inside = new Uint8Array(side * side);
  for (let at = 0; at < values.length; at++) {
    const [x, y] = [((at % side) + 0.5) / side - 0.5, (Math.floor(at / side) + 0.5) / side - 0.5];
    const scale = 1 / (g! * x + h! * y + 1);
    const column = ((a! * x + b! * y + c!) * scale + 0.5) * length - 0.5;
    const row = ((d! * x + e! * y + f!) * scale + 0.5) * length - 0.5;
    if (!(column >= -0.5 && row >= -0.5 && column <= length - 0.5 && row <= length - 0.5)) continue;
    inside[at] = 1;
    const left = Math.min(length - 2, Math.max(0, Math.floor(column)));
    const top = Math.min(length - 2, Math.max(0, Math.floor(row)));
    const [p, q] = [column - left, row - top];
    const corner = top * length + left;
    const [one, two, three, four] = [pixels[corner]!, pixels[corner + 1]!, pixels[corner + length]!, pixels[corner + length + 1]!];
    values[at] = (one * (1 - p) + two * p) * (1 - q) + (three * (1 - p) + four * p) * q;
    across[at] = ((two - one) * (1 - q) + (four - three) * q) * length;
    down[at] = ((three - one) * (1 - p) + (four - two) * p) * length;
  }
  return { values, across, down, inside };
}

import type { Plane } from '../../geometry/planes.ts';
import type { Projection } from '../../geometry/projection.ts';
import { registerPlanes } from '../../geometry/register-planes.ts';
import { samplePlane } from '../../geometry/sample-plane.ts';

/**
 * How alike one picture of the query is to each moment, 0 to 1: the share of the moment's variance that the picture explains when it may still
 * move a little, turn and grow. That is one step of registration in closed form. The crop comes from the mean of the scene, so no moment
 * is preferred.
 */
export function likenessTo(picture: Plane, mean: Plane, start: Projection, scene: readonly Plane[]): Float64Array | undefined {
  const projection = registerPlanes([{ query: picture, reference: mean }], start)?.projection;
  if (projection === undefined) return undefined;
  const { inside } = samplePlane(mean, projection, picture.side);
  const basis = movesOf(picture, inside);
  return Float64Array.from(scene, (moment) => {
    const shown = withoutMean(samplePlane(moment, projection, picture.side).values, inside);
    const explained = basis.reduce((sum, move) => sum + product(move, shown) ** 2, 0);
    return explained / Math.max(1e-9, product(shown, shown));
  });
}

/** An orthonormal basis of a picture and its small changes: shifted, turned, grown, and grown along one axis. */
function movesOf({ side, pixels }: Plane, inside: Uint8Array): Float64Array[] {
  const at = (x: number, y: number) => pixels[Math.min(side - 1, Math.max(0, y)) * side + Math.min(side - 1, Math.max(0, x))]!;
  const moves = Array.from({ length: 6 }, () => new Float64Array(pixels.length));
  for (let y = 0, pixel = 0; y < side; y++) {
    for (let x = 0; x < side; x++, pixel++) {
      const [across, down] = [at(x + 1, y) - at(x - 1, y), at(x, y + 1) - at(x, y - 1)];
      const [u, v] = [(x + 0.5) / side - 0.5, (y + 0.5) / side - 0.5];
      const changes = [pixels[pixel]!, across, down, u * across + v * down, u * down - v * across, u * across - v * down];
      for (const [number, change] of changes.entries()) moves[number]![pixel] = change;
    }
  }
  const basis: Float64Array[] = [];
  for (const move of moves) {
    const left = withoutMean(move, inside);
    for (const known of basis) {
      const share = product(known, left);
      for (let pixel = 0; pixel < left.length; pixel++) left[pixel]! -= share * known[pixel]!;
    }
    const length = Math.sqrt(product(left, left));
    // A plain picture has no changes.
    if (length > 1e-6) basis.push(left.map((value) => value / length));
  }
  return basis;
}

/** Values less their mean, and 0 outside. */
function withoutMean(values: Float64Array, inside?: Uint8Array): Float64Array {
  let [sum, count] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    if (inside?.[at] === 0) continue;
    sum += values[at]!;
    count++;
  }
  return values.map((value, at) => (inside?.[at] === 0 ? 0 : value - sum / Math.max(1, count)));
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

/** Correlation of two pictures of one size, -1 to 1. */
export function correlation({ pixels: one }: Plane, { pixels: other }: Plane): number {
  const [a, b] = [withoutMean(one), withoutMean(other)];
  return product(a, b) / Math.sqrt(Math.max(1e-9, product(a, a) * product(b, b)));
}

/** The mean of pictures of one size. @param pictures - At least one. */
export function meanOf(pictures: readonly Plane[]): Plane {
  const mean = new Float64Array(pictures[0]!.pixels.length);
  for (const { pixels } of pictures) {
    for (let at = 0; at < mean.length; at++) mean[at]! += pixels[at]! / pictures.length;
  }
  return { side: pictures[0]!.side, pixels: mean };
}

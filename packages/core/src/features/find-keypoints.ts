import { directionOf, fallAt } from './direction.ts';
import { FIRST_SIGMA, INTERVALS, type Octave, scaleSpaceKernel } from './gaussian-pyramid.ts';

/** A place of a picture that is found again in its copies, whatever their scale and rotation. */
export interface Keypoint {
  /** Pixels from the left edge to its centre. */
  readonly x: number;
  /** Pixels from the top edge to its centre. */
  readonly y: number;
  /** Its scale: the sigma of the blur at which it stands out most, pixels. */
  readonly scale: number;
  /** How much it stands out: the greater, the more stable. */
  readonly response: number;
  /** Its octave. */
  readonly octave: Octave;
  /** Number of its blurred picture there. */
  readonly picture: number;
}

/** Least difference of Gaussians of a keypoint, luma codes: flat places are noise. */
const LEAST_CONTRAST = (0.015 * 255) / INTERVALS;
/** The same of the pixel next to it, which is a little less. */
const LEAST_SEEN = Math.fround(0.8 * LEAST_CONTRAST);
/** Largest ratio of the two principal curvatures: on an edge, places are not found again (Lowe 2004). */
const MOST_EDGE = 12;
/** Pixels from the edge of an octave to the next keypoint. */
const MARGIN = 4;
/** Bins of the histogram of gradient directions. */
const DIRECTIONS = 36;
/** How far gradients count for the direction, in sigmas of their weight: as many keypoints are found again in changed pictures with two as with three. */
const REACH = 2;
/** A second direction that is nearly as strong gives a keypoint of its own. */
const SECOND_DIRECTION = 0.85;

/** Finds the keypoints of a scale space: extremes of the differences of Gaussians in place and scale, off edges. */
export function findKeypoints(octaves: readonly Octave[]): Keypoint[] {
  const found: Keypoint[] = [];
  for (const octave of octaves) {
    const { width, height, differences } = octave;
    for (let picture = 1; picture <= INTERVALS; picture++) {
      for (const at of scaleSpaceKernel().extremes(differences, picture, width, height, MARGIN, LEAST_SEEN)) {
        const [x, y] = [at % width, Math.floor(at / width)];
        const place = refined(octave, picture, x, y);
        if (place === undefined || Math.abs(place.value) < LEAST_CONTRAST) continue;
        const scale = FIRST_SIGMA * 2 ** ((picture + place.ds) / INTERVALS);
        found.push({
          x: (x + place.dx) * octave.step,
          y: (y + place.dy) * octave.step,
          scale: scale * octave.step,
          response: Math.abs(place.value),
          octave,
          picture,
        });
      }
    }
  }
  return found;
}

/** The extreme between the pixels, by a parabola along each axis; undefined on an edge. */
function refined({ width, differences }: Octave, picture: number, x: number, y: number) {
  const at = y * width + x;
  const here = differences[picture]!;
  const value = here[at]!;
  const [left, right, up, down] = [here[at - 1]!, here[at + 1]!, here[at - width]!, here[at + width]!];
  const xx = left + right - 2 * value;
  const yy = up + down - 2 * value;
  const xy = (here[at + width + 1]! - here[at + width - 1]! - here[at - width + 1]! + here[at - width - 1]!) / 4;
  const [trace, determinant] = [xx + yy, xx * yy - xy * xy];
  if (determinant <= 0 || trace * trace * MOST_EDGE >= (MOST_EDGE + 1) ** 2 * determinant) return undefined;
  const [before, after] = [differences[picture - 1]![at]!, differences[picture + 1]![at]!];
  const ss = before + after - 2 * value;
  const dx = shift(left, right, xx);
  const dy = shift(up, down, yy);
  const ds = shift(before, after, ss);
  return { dx, dy, ds, value: value + ((right - left) * dx + (down - up) * dy + (after - before) * ds) / 4 };
}

function shift(before: number, after: number, curvature: number): number {
  if (curvature === 0) return 0;
  return Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curvature)));
}

/**
 * The strongest directions of the gradients around a keypoint: one, or two that are nearly as strong.
 * @returns Radians from −π to π, clockwise from the right.
 */
export function directionsOf({ octave, picture, ...place }: Keypoint): number[] {
  const { width, height, step, blurred } = octave;
  const [x, y] = [Math.round(place.x / step), Math.round(place.y / step)];
  const pixels = blurred[picture]!;
  const sigma = (1.5 * place.scale) / step;
  const radius = Math.round(REACH * sigma);
  const histogram = new Float64Array(DIRECTIONS);
  for (let dy = -radius; dy <= radius; dy++) {
    const row = y + dy;
    if (row < 1 || row >= height - 1) continue;
    for (let dx = -radius; dx <= radius; dx++) {
      const column = x + dx;
      if (column < 1 || column >= width - 1) continue;
      const at = row * width + column;
      const across = pixels[at + 1]! - pixels[at - 1]!;
      const down = pixels[at + width]! - pixels[at - width]!;
      const weight = fallAt((dx * dx + dy * dy) / (2 * sigma * sigma)) * Math.sqrt(across * across + down * down);
      const bin = Math.round((directionOf(across, down) / (2 * Math.PI)) * DIRECTIONS + DIRECTIONS) % DIRECTIONS;
      histogram[bin]! += weight;
    }
  }
  const smooth = Float64Array.from(histogram, (_, at) => {
    const value = (by: number) => histogram[(at + by + DIRECTIONS) % DIRECTIONS]!;
    return (value(-2) + value(2)) / 16 + (value(-1) + value(1)) / 4 + (value(0) * 6) / 16;
  });
  const most = Math.max(...smooth);
  const peaks = [...smooth.keys()]
    .filter((at) => {
      const [before, after] = [smooth[(at + DIRECTIONS - 1) % DIRECTIONS]!, smooth[(at + 1) % DIRECTIONS]!];
      return smooth[at]! >= SECOND_DIRECTION * most && smooth[at]! > before && smooth[at]! >= after;
    })
    .sort((one, other) => smooth[other]! - smooth[one]!)
    .slice(0, 2);
  return peaks.map((at) => {
    const [before, after] = [smooth[(at + DIRECTIONS - 1) % DIRECTIONS]!, smooth[(at + 1) % DIRECTIONS]!];
    const bin = at + shift(before, after, before + after - 2 * smooth[at]!);
    const turn = bin / DIRECTIONS;
    return 2 * Math.PI * (turn > 0.5 ? turn - 1 : turn);
  });
}

import { solveNormalEquations } from './normal-equations.ts';
import type { Plane } from './planes.ts';
import type { Projection } from './projection.ts';
import { samplePlane } from './sample-plane.ts';

/** A query picture and the reference picture that it may show a part of. */
export interface PlanePair {
  readonly query: Plane;
  readonly reference: Plane;
}

/** A projection with its fit. */
export interface Registration {
  readonly projection: Projection;
  /** Weight of each query pixel, 0 to 1: 0 if it is covered in most of the pairs, or outside the reference. */
  readonly weights: Float64Array;
  /** Mean correlation of the pairs over the weighted pixels, -1 to 1. */
  readonly correlation: number;
}

/** Most iterations. */
const STEPS = 12;
/** Number of parameters without and with perspective. */
const AFFINE = 6;
const PROJECTIVE = 8;
/** Squared difference between pictures of variance 1 from which a pixel loses its weight. Unrelated pixels differ by 2. */
const OUTLYING = 1;
/** Least share of the pixels inside the reference. */
const LEAST_INSIDE = 0.4;

/**
 * Registers a few query pictures with reference pictures, starting from a nearly right projection. It is a Gauss-Newton method on the
 * squared difference of the pictures, each normalised to mean 0 and variance 1 (Lucas and Kanade, "An iterative image registration
 * technique", 1981; in the normalised form of Evangelidis and Psarakis, "Parametric image alignment using enhanced correlation coefficient
 * maximization", 2008). All pairs share one projection. Each pixel has one robust weight, by its mean difference over the pairs (Geman and
 * McClure's). So permanently covered pixels (bars, a logo, a person) lose their weight, and a pixel that differs once does not.
 * @param pairs - Planes of one side for queries and of one side for references.
 * @param first - The initial projection, right within a few pixels of the query's planes.
 * @returns Undefined if too little of the pictures overlaps.
 */
export function registerPlanes(
  pairs: readonly PlanePair[],
  first: Projection,
  options: { readonly perspective?: boolean } = {},
): Registration | undefined {
  const parameters = options.perspective ? PROJECTIVE : AFFINE;
  let current: Registration | undefined;
  let tried: Projection = first;
  let weights = new Float64Array(pairs[0]!.query.pixels.length).fill(1);
  for (let step = 0; step <= STEPS; step++) {
    const seen = look(pairs, tried, weights, parameters);
    if (seen === undefined) return current;
    if (current !== undefined && seen.correlation < current.correlation - 0.02) return current;
    const { correlation } = seen;
    if (current === undefined || correlation >= current.correlation) current = { projection: tried, weights: seen.inside, correlation };
    weights = seen.weights;
    if (step === STEPS) break;
    const change = solveNormalEquations(seen.equations, seen.right, parameters);
    if (change === undefined) break;
    tried = tried.map((value, at) => value + (change[at] ?? 0));
    if (change.every((value) => Math.abs(value) < 1e-4)) break;
  }
  return current;
}

interface Seen {
  /** The next weight of each pixel, and whether it is inside the reference. */
  readonly weights: Float64Array<ArrayBuffer>;
  readonly inside: Float64Array;
  readonly correlation: number;
  /** Normal equations, row after row. */
  readonly equations: Float64Array;
  readonly right: Float64Array;
}

/** Projects the reference onto the query, and computes the next step of the projection. */
function look(pairs: readonly PlanePair[], projection: Projection, weights: Float64Array, parameters: number): Seen | undefined {
  const pixels = weights.length;
  const side = pairs[0]!.query.side;
  const equations = new Float64Array(parameters * parameters);
  const right = new Float64Array(parameters);
  const differing = new Float64Array(pixels);
  let correlation = 0;
  const sampled = pairs.map(({ reference }) => samplePlane(reference, projection, side));
  const { inside } = sampled[0]!;
  const kept = weights.map((weight, at) => weight * inside[at]!);
  const total = kept.reduce((sum, weight) => sum + weight, 0);
  if (inside.reduce((sum, one) => sum + one, 0) < LEAST_INSIDE * pixels || total < (LEAST_INSIDE * pixels) / 4) return undefined;
  for (const [number, { query }] of pairs.entries()) {
    const { values, across, down } = sampled[number]!;
    const shown = normalise(values, kept, total);
    const own = normalise(query.pixels, kept, total);
    const row = new Float64Array(parameters);
    for (let at = 0; at < pixels; at++) {
      if (inside[at] === 0) continue;
      const q = (query.pixels[at]! - own.mean) * own.scale;
      const r = (values[at]! - shown.mean) * shown.scale;
      const difference = q - r;
      differing[at]! += Math.min(4, difference * difference) / pairs.length;
      const weight = kept[at]!;
      correlation += (weight * q * r) / total / pairs.length;
      const [x, y] = [((at % side) + 0.5) / side - 0.5, (Math.floor(at / side) + 0.5) / side - 0.5];
      jacobian(projection, x, y, across[at]! * shown.scale, down[at]! * shown.scale, row);
      for (let i = 0; i < parameters; i++) {
        const weighted = weight * row[i]!;
        right[i]! += weighted * difference;
        for (let j = 0; j <= i; j++) equations[i * parameters + j]! += weighted * row[j]!;
      }
    }
  }
  // Neighbouring pixels are usually covered together.
  const next = smoothed(differing, side).map((mean) => (OUTLYING / (OUTLYING + 4 * mean * mean)) ** 2);
  return { weights: next, inside: next.map((weight, at) => weight * inside[at]!), correlation, equations, right };
}

/** Derivatives of the reference's value at a point by each parameter, from those by position. */
function jacobian([a, b, c, d, e, f, g, h]: Projection, x: number, y: number, across: number, down: number, row: Float64Array): void {
  const scale = 1 / (g! * x + h! * y + 1);
  const [u, v] = [(a! * x + b! * y + c!) * scale, (d! * x + e! * y + f!) * scale];
  row[0] = across * x * scale;
  row[1] = across * y * scale;
  row[2] = across * scale;
  row[3] = down * x * scale;
  row[4] = down * y * scale;
  row[5] = down * scale;
  if (row.length === AFFINE) return;
  row[6] = -(across * u + down * v) * x * scale;
  row[7] = -(across * u + down * v) * y * scale;
}

/** The mean of some values, and the factor that normalises their variance to 1. */
function normalise(values: Float64Array, weights: Float64Array, total: number): { readonly mean: number; readonly scale: number } {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += weights[at]! * values[at]!;
  const mean = sum / total;
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += weights[at]! * (values[at]! - mean) ** 2;
  return { mean, scale: 1 / Math.sqrt(Math.max(1, squares / total)) };
}

/** A 3 × 3 box filter. */
function smoothed(values: Float64Array, side: number): Float64Array<ArrayBuffer> {
  return new Float64Array(
    values.map((_, at) => {
      let sum = 0;
      let count = 0;
      for (let y = Math.max(0, Math.floor(at / side) - 1); y <= Math.min(side - 1, Math.floor(at / side) + 1); y++) {
        for (let x = Math.max(0, (at % side) - 1); x <= Math.min(side - 1, (at % side) + 1); x++, count++) sum += values[y * side + x]!;
      }
      return sum / count;
    }),
  );
}

import type { Homography } from './geometry.ts';
import { type Picture, pyramidOf } from './picture.ts';
import { solve } from './solve.ts';

/** Levels of the pyramids: the coarsest is an eighth as wide. */
export const LEVELS = 4;

/** How one picture lies in another. */
export interface Registration {
  /** From the original's picture, -1 to 1, to fractions of the copy's. */
  readonly map: Homography;
  /** Correlation of both where they overlap, -1 to 1. */
  readonly correlation: number;
}

/**
 * Registers a copy's frame to the original's by Gauss and Newton on the pixels (Lucas and Kanade 1981), from coarse to fine, with a gain and
 * an offset of luma.
 * @param original - Its pyramid, and `copy` the copy's; both as of `pyramidOf`.
 * @param coarsest - The level to start at.
 */
export function register(
  original: readonly Picture[],
  copy: readonly Picture[],
  from: Homography,
  { coarsest = LEVELS - 1, steps = 8, finest = 0 }: { readonly coarsest?: number; readonly steps?: number; readonly finest?: number } = {},
): Registration {
  let map = from;
  for (let level = coarsest; level >= finest; level--) {
    for (let step = 0; step < steps; step++) {
      const next = improve(original[level]!, copy[level]!, map);
      if (next === undefined) break;
      map = next.map;
      if (next.moved < 0.03) break;
    }
  }
  return { map, correlation: correlate(original[Math.min(2, original.length - 1)]!, copy[Math.min(2, copy.length - 1)]!, map) };
}

const UNKNOWNS = 10;

/** One step. @returns The map after it, and the root mean square of how far it moved, in pixels of the copy; undefined where it fails. */
function improve(original: Picture, copy: Picture, map: Homography): { readonly map: Homography; readonly moved: number } | undefined {
  const { width, height, pixels } = copy;
  const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  const right = new Float64Array(UNKNOWNS);
  const row = new Float64Array(UNKNOWNS);
  // A few thousand pixels are enough for ten numbers.
  const skip = original.width > 200 ? 3 : original.width > 100 ? 2 : 1;
  const [gain, offset, limit] = toneOf(original, copy, map, 2 * skip);
  if (gain === undefined) return undefined;
  let used = 0;
  for (let py = 0; py < original.height; py += skip) {
    const y = ((py + 0.5) / original.height) * 2 - 1;
    for (let px = 0; px < original.width; px += skip) {
      const x = ((px + 0.5) / original.width) * 2 - 1;
      const depth = map[6]! * x + map[7]! * y + 1;
      const u = (map[0]! * x + map[1]! * y + map[2]!) / depth;
      const v = (map[3]! * x + map[4]! * y + map[5]!) / depth;
      const cx = u * width - 0.5;
      const cy = v * height - 0.5;
      const ix = Math.floor(cx);
      const iy = Math.floor(cy);
      if (!(ix >= 0 && iy >= 0 && ix < width - 1 && iy < height - 1)) continue;
      const at = iy * width + ix;
      const fx = cx - ix;
      const fy = cy - iy;
      const a = pixels[at]!;
      const b = pixels[at + 1]!;
      const c = pixels[at + width]!;
      const d = pixels[at + width + 1]!;
      const value = (a * (1 - fx) + b * fx) * (1 - fy) + (c * (1 - fx) + d * fx) * fy;
      const own = original.pixels[py * original.width + px]!;
      const error = gain * own + offset - value;
      // Far off: somebody in front, a logo, a reflection.
      if (Math.abs(error) > limit) continue;
      const gu = (((b - a) * (1 - fy) + (d - c) * fy) * width) / depth;
      const gv = (((c - a) * (1 - fx) + (d - b) * fx) * height) / depth;
      const g = gu * u + gv * v;
      row[0] = gu * x;
      row[1] = gu * y;
      row[2] = gu;
      row[3] = gv * x;
      row[4] = gv * y;
      row[5] = gv;
      row[6] = -g * x;
      row[7] = -g * y;
      row[8] = -own;
      row[9] = -1;
      for (let i = 0; i < UNKNOWNS; i++) {
        const value = row[i]!;
        right[i]! += value * error;
        for (let j = 0; j <= i; j++) matrix[i * UNKNOWNS + j]! += value * row[j]!;
      }
      used++;
    }
  }
  if (used < 200) return undefined;
  for (let i = 0; i < UNKNOWNS; i++) matrix[i * UNKNOWNS + i]! *= 1 + 1e-6;
  if (!solve(matrix, right, UNKNOWNS)) return undefined;
  const next = map.map((value, at) => value + right[at]!);
  let moved = 0;
  for (const [x, y] of [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const) {
    const place = (m: Homography) => {
      const depth = m[6]! * x + m[7]! * y + 1;
      return [(m[0]! * x + m[1]! * y + m[2]!) / depth, (m[3]! * x + m[4]! * y + m[5]!) / depth] as const;
    };
    const [one, other] = [place(map), place(next)];
    moved += ((one[0] - other[0]) * width) ** 2 + ((one[1] - other[1]) * height) ** 2;
  }
  return Number.isFinite(moved) ? { map: next, moved: Math.sqrt(moved / 4) } : undefined;
}

/** Gain and offset that take the original's luma to the copy's, and how large an error is taken seriously. */
function toneOf(
  original: Picture,
  copy: Picture,
  map: Homography,
  skip: number,
): [gain: number | undefined, offset: number, limit: number] {
  const { n, so, sc, soo, scc, soc } = sumsOf(original, copy, map, skip);
  const variance = soo - (so * so) / n;
  if (n < 50 || !(variance > 1e-3)) return [undefined, 0, 0];
  const covariance = soc - (so * sc) / n;
  const gain = covariance / variance;
  const rest = Math.max(1, (scc - (sc * sc) / n - gain * covariance) / n);
  return [gain, (sc - gain * so) / n, 3 * Math.sqrt(rest)];
}

/** Correlation of two pictures under a map. */
export function correlate(original: Picture, copy: Picture, map: Homography): number {
  const { n, so, sc, soo, scc, soc } = sumsOf(original, copy, map, 1);
  if (n < 50) return 0;
  const scale = Math.sqrt((soo - (so * so) / n) * (scc - (sc * sc) / n));
  return scale > 0 ? (soc - (so * sc) / n) / scale : 0;
}

function sumsOf(original: Picture, copy: Picture, map: Homography, skip: number) {
  let [n, so, sc, soo, scc, soc] = [0, 0, 0, 0, 0, 0];
  for (let py = 0; py < original.height; py += skip) {
    for (let px = 0; px < original.width; px += skip) {
      const value = sample(copy, map, ((px + 0.5) / original.width) * 2 - 1, ((py + 0.5) / original.height) * 2 - 1);
      if (value < 0) continue;
      const own = original.pixels[py * original.width + px]!;
      n++;
      so += own;
      sc += value;
      soo += own * own;
      scc += value * value;
      soc += own * value;
    }
  }
  return { n, so, sc, soo, scc, soc };
}

/** The copy's luma at a point of the original; -1 outside of it. */
function sample({ width, height, pixels }: Picture, map: Homography, x: number, y: number): number {
  const depth = map[6]! * x + map[7]! * y + 1;
  const cx = ((map[0]! * x + map[1]! * y + map[2]!) / depth) * width - 0.5;
  const cy = ((map[3]! * x + map[4]! * y + map[5]!) / depth) * height - 0.5;
  const ix = Math.floor(cx);
  const iy = Math.floor(cy);
  if (!(ix >= 0 && iy >= 0 && ix < width - 1 && iy < height - 1)) return -1;
  const at = iy * width + ix;
  const fx = cx - ix;
  const fy = cy - iy;
  return (pixels[at]! * (1 - fx) + pixels[at + 1]! * fx) * (1 - fy) + (pixels[at + width]! * (1 - fx) + pixels[at + width + 1]! * fx) * fy;
}

/** The copy's picture in the original's place; -1 where it shows nothing of it. */
export function warp(copy: Picture, map: Homography, width: number, height: number): Picture {
  const pixels = new Float32Array(width * height);
  for (let py = 0; py < height; py++) {
    const y = ((py + 0.5) / height) * 2 - 1;
    for (let px = 0; px < width; px++) pixels[py * width + px] = sample(copy, map, ((px + 0.5) / width) * 2 - 1, y);
  }
  return { width, height, pixels };
}

/** The registration by the best of several guesses. */
export function registerBest(original: Picture, copy: Picture, guesses: readonly Homography[]): Registration | undefined {
  const [one, other] = [pyramidOf(original, LEVELS), pyramidOf(copy, LEVELS)];
  const tried = guesses.map((guess) => register(one, other, guess, { steps: 12, finest: 1 }));
  const best = tried.reduce<Registration | undefined>(
    (kept, each) => (kept === undefined || each.correlation > kept.correlation ? each : kept),
    undefined,
  );
  return best && register(one, other, best.map, { coarsest: 1, steps: 12 });
}

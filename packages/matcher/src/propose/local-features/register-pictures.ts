import { DIRECTION_STEPS, popcount32, SCALE_STEPS } from '@streetdate/core/internal';

/** The keypoints of one picture under one look: how the query may show it. */
export interface Keypoints {
  /** Number of them. */
  readonly count: number;
  /** Pixels from the left and the top, the longer side of the frame having 256. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Scale as a power of two. */
  readonly scale: ArrayLike<number>;
  /** Direction, radians. */
  readonly angle: ArrayLike<number>;
  /** Two words each. */
  readonly codes: Uint32Array;
  /** For each whether it stays where it is while the rest of the picture changes: an overlay. */
  readonly stays?: Uint8Array;
}

/** Maps pixels of the query to pixels of the reference: `x' = a x + b y + e`, `y' = c x + d y + f`. */
export interface AffineMap {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** Two pictures that show the same under an affine map. */
export interface RegisteredPictures {
  readonly map: AffineMap;
  /** Different places of the reference's picture at which keypoints agree. */
  readonly places: number;
  /** Share of the bits of the agreeing codes that differ, 0 to 1. */
  readonly distance: number;
  /** Share of the reference's picture that the agreeing places span, 0 to 1. */
  readonly spread: number;
}

/** Pictures of references that are registered with a picture of the query under each look, at most: those with most votes. */
export const MOST_REGISTERED = 8;
/** Most differing bits of two keypoints that may be one place. */
const FARTHEST = 16;
/** Pixels by which a place may be off, of 256. */
export const TOLERANCE = 5;
/** The same under the map that one pair gives. */
const ROUGH = 2.5 * TOLERANCE;
/** Most octaves, and radians, by which scale and direction of a place may be off. */
const SCALE_OFF = 1;
const ANGLE_OFF = Math.PI / 5;
/** Side of the cells in which agreeing keypoints count once, pixels of 256: letters are close together. */
const CELL = 14;
/** Scales of a picture in a copy, as powers of two. */
const LARGEST_CHANGE = 2.6;
/** Fewest agreeing places. */
const FEWEST = 4;
/** Most pairs of keypoints that are taken as a first guess. */
const MOST_GUESSES = 80;

/** Registers two pictures by their keypoints; undefined if too few agree. */
export function registerPictures(query: Keypoints, reference: Keypoints): RegisteredPictures | undefined {
  const pairs = nearestPairs(query, reference);
  if (pairs.length < FEWEST) return undefined;
  const places = placesOf(query, reference, pairs);
  let best: { readonly guess: Guess; readonly count: number } | undefined;
  for (const pair of pairs.slice(0, MOST_GUESSES)) {
    const guess = mapOfPair(query, reference, pair);
    if (guess === undefined) continue;
    const count = countAgreeing(guess, places, best?.count ?? FEWEST - 1);
    if (count > (best?.count ?? FEWEST - 1)) best = { guess, count };
  }
  if (best === undefined) return undefined;
  let { map } = best.guess;
  let agreeing = pairs.filter((_, at) => agrees(best.guess, places, at));
  for (let round = 0; round < 2; round++) {
    const fitted = fitAffine(query, reference, agreeing);
    if (fitted === undefined) break;
    const again = pairs.filter((_, at) => squareOff(fitted, places, at) <= TOLERANCE * TOLERANCE);
    if (again.length < agreeing.length) break;
    map = fitted;
    agreeing = again;
  }
  return describe(map, query, reference, agreeing);
}

interface Pair {
  readonly query: number;
  readonly reference: number;
  readonly distance: number;
}

/** For each keypoint of the query its nearest one of the reference, nearest first. */
function nearestPairs(query: Keypoints, reference: Keypoints): Pair[] {
  const pairs: Pair[] = [];
  for (let at = 0; at < query.count; at++) {
    const [low, high] = [query.codes[2 * at]!, query.codes[2 * at + 1]!];
    let least = FARTHEST + 1;
    let nearest = -1;
    for (let other = 0; other < reference.count; other++) {
      const distance = popcount32((low ^ reference.codes[2 * other]!) >>> 0) + popcount32((high ^ reference.codes[2 * other + 1]!) >>> 0);
      if (distance >= least) continue;
      least = distance;
      nearest = other;
    }
    if (nearest >= 0) pairs.push({ query: at, reference: nearest, distance: least });
  }
  return pairs.sort((one, other) => one.distance - other.distance);
}

interface Guess {
  readonly map: AffineMap;
  readonly scale: number;
  readonly angle: number;
}

/** The map that scale, direction and place of one pair give. */
function mapOfPair(query: Keypoints, reference: Keypoints, pair: Pair): Guess | undefined {
  const scale = reference.scale[pair.reference]! - query.scale[pair.query]!;
  if (Math.abs(scale) > LARGEST_CHANGE) return undefined;
  const angle = reference.angle[pair.reference]! - query.angle[pair.query]!;
  const size = 2 ** scale;
  const [a, b] = [size * Math.cos(angle), -size * Math.sin(angle)];
  const [x, y] = [query.x[pair.query]!, query.y[pair.query]!];
  const map = {
    a,
    b,
    c: -b,
    d: a,
    e: reference.x[pair.reference]! - a * x - b * y,
    f: reference.y[pair.reference]! + b * x - a * y,
  };
  return { map, scale, angle };
}

/** What pairs of keypoints say of a map, side by side: the hot loop reads nothing else. */
interface Places {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly toX: Float32Array;
  readonly toY: Float32Array;
  /** Change of scale, octaves. */
  readonly scale: Float32Array;
  /** Change of direction, radians. */
  readonly angle: Float32Array;
}

function placesOf(query: Keypoints, reference: Keypoints, pairs: readonly Pair[]): Places {
  const of = (value: (pair: Pair) => number) => Float32Array.from(pairs, value);
  return {
    count: pairs.length,
    x: of((pair) => query.x[pair.query]!),
    y: of((pair) => query.y[pair.query]!),
    toX: of((pair) => reference.x[pair.reference]!),
    toY: of((pair) => reference.y[pair.reference]!),
    scale: of((pair) => reference.scale[pair.reference]! - query.scale[pair.query]!),
    angle: of((pair) => reference.angle[pair.reference]! - query.angle[pair.query]!),
  };
}

/** How many pairs agree with a guess; it may be too small where more than `least` cannot be reached. */
function countAgreeing(guess: Guess, places: Places, least: number): number {
  let count = 0;
  for (let at = 0; at < places.count && count + places.count - at > least; at++) if (agrees(guess, places, at)) count++;
  return count;
}

/** Scale and direction of one pair are rough: places far from it may be further off than under a fitted map. */
function agrees({ map, scale, angle }: Guess, places: Places, at: number): boolean {
  if (Math.abs(places.scale[at]! - scale) > SCALE_OFF) return false;
  if (squareOff(map, places, at) > ROUGH * ROUGH) return false;
  const turns = (places.angle[at]! - angle) / (2 * Math.PI);
  return Math.abs(turns - Math.round(turns)) * 2 * Math.PI <= ANGLE_OFF;
}

function squareOff({ a, b, c, d, e, f }: AffineMap, { x, y, toX, toY }: Places, at: number): number {
  const across = a * x[at]! + b * y[at]! + e - toX[at]!;
  const down = c * x[at]! + d * y[at]! + f - toY[at]!;
  return across * across + down * down;
}

/** The affine map of least squares, by the normal equations; undefined if the places lie on a line. */
function fitAffine(query: Keypoints, reference: Keypoints, pairs: readonly Pair[]): AffineMap | undefined {
  const count = pairs.length;
  let [mx, my, mu, mv] = [0, 0, 0, 0];
  for (const { query: q, reference: r } of pairs) {
    mx += query.x[q]! / count;
    my += query.y[q]! / count;
    mu += reference.x[r]! / count;
    mv += reference.y[r]! / count;
  }
  let [xx, xy, yy, xu, yu, xv, yv] = [0, 0, 0, 0, 0, 0, 0];
  for (const { query: q, reference: r } of pairs) {
    const [x, y, u, v] = [query.x[q]! - mx, query.y[q]! - my, reference.x[r]! - mu, reference.y[r]! - mv];
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xu += x * u;
    yu += y * u;
    xv += x * v;
    yv += y * v;
  }
  const determinant = xx * yy - xy * xy;
  if (determinant < 0.02 * (xx + yy) ** 2) return undefined;
  const [a, b] = [(xu * yy - yu * xy) / determinant, (yu * xx - xu * xy) / determinant];
  const [c, d] = [(xv * yy - yv * xy) / determinant, (yv * xx - xv * xy) / determinant];
  return { a, b, c, d, e: mu - a * mx - b * my, f: mv - c * mx - d * my };
}

function describe(map: AffineMap, query: Keypoints, reference: Keypoints, agreeing: readonly Pair[]): RegisteredPictures | undefined {
  const ofQuery = new Set<number>();
  const ofReference = new Set<number>();
  let bits = 0;
  let [left, right, top, bottom] = [256, 0, 256, 0];
  for (const { query: q, reference: r, distance } of agreeing) {
    if (query.stays?.[q]) continue;
    bits += distance;
    ofQuery.add(Math.floor(query.x[q]! / (CELL / 2)) * 1024 + Math.floor(query.y[q]! / (CELL / 2)));
    ofReference.add(Math.floor(reference.x[r]! / CELL) * 1024 + Math.floor(reference.y[r]! / CELL));
    left = Math.min(left, reference.x[r]!);
    right = Math.max(right, reference.x[r]!);
    top = Math.min(top, reference.y[r]!);
    bottom = Math.max(bottom, reference.y[r]!);
  }
  const places = Math.min(ofQuery.size, ofReference.size);
  if (places < FEWEST) return undefined;
  const spread = (Math.max(0, right - left) * Math.max(0, bottom - top)) / (256 * 144);
  return { map, places, distance: bits / agreeing.length / 64, spread: Math.min(1, spread) };
}

/** Reads keypoints under a look. `mirrored` and `inverted` say how the query shows them. */
export function keypointsUnder(
  { places, codes }: { readonly places: Uint8Array; readonly codes: Uint32Array },
  looks: number,
  look: number,
  { mirrored, inverted }: { readonly mirrored: boolean; readonly inverted: boolean },
): Keypoints {
  const count = places.length / 4;
  const [x, y, scale, angle] = [new Float32Array(count), new Float32Array(count), new Float32Array(count), new Float32Array(count)];
  const own = new Uint32Array(2 * count);
  for (let at = 0; at < count; at++) {
    x[at] = mirrored ? 256 - places[4 * at]! : places[4 * at]!;
    y[at] = places[4 * at + 1]!;
    scale[at] = places[4 * at + 2]! / SCALE_STEPS;
    const direction = (places[4 * at + 3]! * 2 * Math.PI) / DIRECTION_STEPS + (inverted ? Math.PI : 0);
    angle[at] = mirrored ? Math.PI - direction : direction;
    own[2 * at] = codes[2 * (looks * at + look)]!;
    own[2 * at + 1] = codes[2 * (looks * at + look) + 1]!;
  }
  return { count, x, y, scale, angle, codes: own };
}

import { type Side, sidesOf } from '../active-area/side.ts';
import type { LumaFrame } from '../luma-frame.ts';

/** A point of a frame in pixels: 0 is the outer edge of the first one. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A screen that a camera filmed. */
export interface Screen {
  /** Corners in pixels: top left, top right, bottom right, bottom left. They may lie a little outside the frame. */
  readonly corners: readonly [Point, Point, Point, Point];
  /** How clearly its sides are straight edges between a plain surround and a picture: 0 to 1. */
  readonly score: number;
}

/** Deepest edge of a screen, as a share of the frame. */
const DEEPEST = 0.25;

/** How far outside the frame an end of a screen's side may lie, as a share of the frame. */
const OUTSIDE = 0.04;

/** Points along a side at which lines are tried. */
const POINTS = 48;

/** Lines on either side over which the edge moves when the camera is held by hand. */
const WANDER = 2;

/** Lines behind the edge that must show the picture. */
const PICTURE = 5;

/** Lines behind the edge in which the picture must not be much fainter than further in. Without an edge it fades in. */
const FURTHER = 8;

/** Lines that are read behind the deepest edge. */
const BEHIND = 2 * WANDER + 2 * FURTHER;

/** Lines on both sides of the rough edge in which the fine one is searched. */
const SEARCH = 5;

/** Number of times that a line is fitted. */
const ROUNDS = 4;

/** Score of a point at which the side is outside the frame. */
const UNSEEN = 0.3;

/** A side that scores less is taken for the frame's border. */
const LEAST_SCORE = 0.25;

/** Factor for a screen with one side out of view. */
const SIDE_UNSEEN = 0.7;

/**
 * Looks for a screen filmed by a camera: a quadrilateral of moving picture in a plain surround, which may be noisy, flickering and
 * vignetted.
 */
export function findScreen(frames: readonly LumaFrame[]): Screen | undefined {
  const { width, height } = frames[0]!;
  const edges: ScreenEdge[] = [];
  let unseen = 0;
  for (const side of sidesOf(width, height)) {
    const edge = findScreenEdge(frames, side);
    if (edge.score === 0) unseen++;
    // Two sides alone are bars. Most films end here, after two sides.
    if (unseen === 2) return undefined;
    edges.push(edge);
  }
  const [weakest, weak] = edges.map((edge) => edge.score).sort((first, second) => first - second) as [number, number];
  const [left, right, top, bottom] = edges as [ScreenEdge, ScreenEdge, ScreenEdge, ScreenEdge];
  const leftLine = { near: left.first, far: left.last };
  const rightLine = { near: width - right.first, far: width - right.last };
  const topLine = { near: top.first, far: top.last };
  const bottomLine = { near: height - bottom.first, far: height - bottom.last };
  const corner = (upright: EndPoints, level: EndPoints) => crossing(upright, level, width, height);
  return {
    corners: [corner(leftLine, topLine), corner(rightLine, topLine), corner(rightLine, bottomLine), corner(leftLine, bottomLine)],
    score: weakest > 0 ? weakest : SIDE_UNSEEN * weak,
  };
}

/** A straight line by its distances from the frame's border at both ends of a side. */
interface EndPoints {
  readonly near: number;
  readonly far: number;
}

interface ScreenEdge {
  /** Lines from the border at the first and the last pixel's outer edge of the side. */
  readonly first: number;
  readonly last: number;
  readonly score: number;
}

/** Where an upright line x = near + (far − near) y ⁄ height meets a level one y = near + (far − near) x ⁄ width. */
function crossing(upright: EndPoints, level: EndPoints, width: number, height: number): Point {
  const across = (upright.far - upright.near) / height;
  const down = (level.far - level.near) / width;
  const x = (upright.near + across * level.near) / (1 - across * down);
  return { x, y: level.near + down * x };
}

function findScreenEdge(frames: readonly LumaFrame[], side: Side): ScreenEdge {
  const depths = Math.floor(side.lines * DEEPEST);
  const { departure, unrest } = watchBorder(frames, side, depths + BEHIND);
  const rough = searchLine(edgeEvidence(departure, depths), depths, -Math.round(side.lines * OUTSIDE));
  let line = { near: rough.first, far: rough.last };
  let picture = 0;
  let further = 0;
  for (let round = 0; round < ROUNDS; round++) ({ line, picture, further } = fitLine(departure, depths + BEHIND, line));
  const plain = Math.max(0, 1 - (2 * unrest) / (picture + PLAIN));
  const sudden = Math.min(1, Math.max(0, 3 * ((picture + PLAIN) / (further + PLAIN)) - 1.2));
  const straight = Math.min(1, Math.max(0, 4 * (rough.score - 0.5)));
  const score = rough.score * straight * plain * sudden;
  return score >= LEAST_SCORE ? { first: line.near, last: line.far, score } : { first: 0, last: 0, score: 0 };
}

/** The straight line along which most points have an edge. */
function searchLine(evidence: Float32Array, depths: number, least: number): ScreenEdge {
  let best = { first: 0, last: 0, score: 0 };
  for (let first = least; first < depths; first++) {
    for (let last = least; last < depths; last++) {
      let sum = 0;
      for (let point = 0; point < POINTS; point++) {
        const depth = Math.round(first + ((last - first) * (point + 0.5)) / POINTS);
        sum += depth < WANDER ? UNSEEN : evidence[point * depths + depth]!;
      }
      if (sum > best.score * POINTS) best = { first, last, score: sum / POINTS };
    }
  }
  return best;
}

/**
 * Fits a line through the depths at which the picture is present in half of the frames: the middle of the edge's movement. Points far from
 * the last line count less, and points with a clear picture count more.
 */
function fitLine(departure: Float64Array, all: number, { near, far }: EndPoints): { line: EndPoints; picture: number; further: number } {
  let [n, sx, sxx, sy, sxy, clear, deep, points] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let point = 0; point < POINTS; point++) {
    const x = (point + 0.5) / POINTS;
    const expected = near + (far - near) * x;
    const from = Math.max(0, Math.floor(expected - SEARCH));
    if (expected < WANDER || expected + WANDER + FURTHER + 4 >= all) continue;
    const row = departure.subarray(point * all, (point + 1) * all);
    let picture = 0;
    const behind = Math.round(expected) + WANDER;
    for (let depth = behind; depth < behind + 3; depth++) picture += row[depth]! / 3;
    let depth = Math.min(behind + 1, all - 1);
    while (depth > from && row[depth]! > picture / 2) depth--;
    const step = row[depth + 1]! - row[depth]!;
    // The middle of pixel d lies at d + ½.
    const y = depth + 0.5 + (step > 0 ? (picture / 2 - row[depth]!) / step : 0);
    const weight = picture / (picture + 10 * PLAIN) / (1 + (y - expected) ** 2);
    n += weight;
    sx += weight * x;
    sxx += weight * x * x;
    sy += weight * y;
    sxy += weight * x * y;
    clear += picture;
    for (let depth = behind + FURTHER; depth < behind + FURTHER + 3; depth++) deep += row[depth]! / 3;
    points++;
  }
  const seen = { picture: clear / Math.max(1, points), further: deep / Math.max(1, points) };
  const spread = n * sxx - sx * sx;
  if (points < POINTS / 3 || spread <= 0) return { line: { near, far }, ...seen };
  const slope = (n * sxy - sx * sy) / spread;
  const start = (sy - slope * sx) / n;
  return { line: { near: start, far: start + slope }, ...seen };
}

/**
 * How much the picture differs from the outermost pixels of the same row: squared grey levels, mean over frames and an interval of the
 * side. A bright band, flicker and vignette change both alike. Where the edge moves, the value is proportional to how often the picture was
 * there.
 */
function watchBorder(
  frames: readonly LumaFrame[],
  { start, inwards, along, length }: Side,
  depths: number,
): { departure: Float64Array; unrest: number } {
  const departure = new Float64Array(POINTS * depths);
  const borders = new Float64Array(POINTS);
  const sums = new Float64Array(POINTS);
  let squares = 0;
  for (const { pixels } of frames) {
    for (let point = 0; point < POINTS; point++) {
      const from = Math.floor((point * length) / POINTS);
      const to = Math.max(from + 1, Math.floor(((point + 1) * length) / POINTS));
      let border = 0;
      for (let i = from; i < to; i++) border += pixels[start + i * along]! + pixels[start + i * along + inwards]!;
      border /= 2 * (to - from);
      borders[point] = border;
      for (let depth = 0; depth < depths; depth++) {
        let mean = 0;
        for (let i = from, at = start + from * along + depth * inwards; i < to; i++, at += along) mean += pixels[at]!;
        const apart = mean / (to - from) - border;
        departure[point * depths + depth]! += (apart * apart) / frames.length;
      }
    }
    const mean = borders.reduce((sum, border) => sum + border, 0) / POINTS;
    for (let point = 0; point < POINTS; point++) {
      sums[point]! += borders[point]! - mean;
      squares += (borders[point]! - mean) ** 2;
    }
  }
  const steady = sums.reduce((sum, of) => sum + of * of, 0) / frames.length;
  return { departure, unrest: (squares - steady) / (frames.length * POINTS) };
}

/** For each point of a side and each depth: 1 where all is plain further out and a picture begins, 0 where not. */
function edgeEvidence(departure: Float64Array, depths: number): Float32Array {
  const all = depths + BEHIND;
  const evidence = new Float32Array(POINTS * depths);
  for (let point = 0; point < POINTS; point++) {
    const row = departure.subarray(point * all, (point + 1) * all);
    let out = 0;
    for (let depth = WANDER; depth < depths; depth++) {
      out += row[depth - WANDER]!;
      const outer = out / (depth - WANDER + 1);
      let inner = 0;
      for (let further = 1; further <= PICTURE; further++) inner += row[depth + WANDER - 1 + further]! / PICTURE;
      evidence[point * depths + depth] = Math.max(0, (inner - 2 * outer - PLAIN) / (inner + 2 * outer + PLAIN));
    }
  }
  return evidence;
}

/** Difference that noise leaves in a plain surround, squared grey levels. */
const PLAIN = 9;

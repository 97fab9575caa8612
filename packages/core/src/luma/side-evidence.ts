import type { LumaFrame } from './luma-frame.ts';

/** One side of a picture, seen from outside: lines at depth 0, 1, 2 … run along the side. */
export interface Side {
  /** Index of the first pixel of the outermost line. */
  readonly start: number;
  /** Step to the next line inwards. */
  readonly inwards: number;
  /** Step to the next pixel of a line. */
  readonly along: number;
  /** Pixels in a line. */
  readonly length: number;
  /** Lines from this side to the other. */
  readonly lines: number;
}

/** The sides of a picture: left, right, top, bottom. Those of one axis come together. */
export function sidesOf(width: number, height: number): readonly [Side, Side, Side, Side] {
  return [
    { start: 0, inwards: 1, along: width, length: height, lines: width },
    { start: width - 1, inwards: -1, along: width, length: height, lines: width },
    { start: 0, inwards: width, along: 1, length: width, lines: height },
    { start: (height - 1) * width, inwards: -width, along: 1, length: width, lines: height },
  ];
}

/** What one frame says about a bar along one of its sides. All shares are 0 to 1. */
export interface SideEvidence {
  /** Whether the outermost line has one level: the bar, if there is one, is black or of one grey; otherwise it is a blurred picture. */
  readonly flat: boolean;
  /** The median of the outermost line. */
  readonly level: number;
  /** For each depth: how clearly the picture begins there, in one straight edge along the whole side. */
  readonly edge: Float32Array;
  /** For each depth: how much picture there is further out. */
  readonly beyond: Float32Array;
  /** How much picture there is at the very border. */
  readonly open: number;
  /** Share of the side that meets anything. Below a half of the picture's extent the frame says nothing: a title or a lamp in the night. */
  readonly alive: number;
}

/** Deepest bar looked for, as a share of the picture's lines: a tall picture in a wide frame leaves 0.34 on each side. */
const DEEPEST = 0.46;

/** Noise of coding in a flat bar stays within this many grey levels of its median. */
const FLAT_TOLERANCE = 10;

/** Share of the outermost line that must be of one level: a logo or a subtitle may cover the rest. */
const FLAT_SHARE = 0.7;

/** Cap on the bend (second difference) of one pixel, grey levels: one bright contour must not outweigh a whole line. */
const BEND_CAP = 16;

/** Mean bend that coding noise leaves in a blurred bar, grey levels. */
const BEND_NOISE = 0.3;

/** The edge of a picture on a blurred bar bends this many times more than any line of the bar (measured on eight films: 5 to 40). */
const BEND_RATIO = 3;

/** Collects what a frame says about one of its sides. */
export function gatherEvidence(frame: LumaFrame, side: Side): SideEvidence {
  const depths = Math.floor(side.lines * DEEPEST);
  const level = medianOfLine(frame.pixels, side);
  let within = 0;
  for (let i = 0; i < side.length; i++) {
    if (Math.abs(frame.pixels[side.start + i * side.along]! - level) <= FLAT_TOLERANCE) within++;
  }
  return within >= FLAT_SHARE * side.length
    ? flatEvidence(frame.pixels, side, depths, level)
    : blurredEvidence(frame.pixels, side, depths, level);
}

/** Follows each row of pixels inwards until it leaves the bar's level. At a bar's edge they all leave at once, and by a leap. */
function flatEvidence(pixels: Uint8Array, side: Side, depths: number, level: number): SideEvidence {
  const { start, inwards, along, length, lines } = side;
  const leaving = new Uint16Array(depths);
  const leaping = new Uint16Array(depths + 1);
  let alive = 0;
  for (let i = 0; i < length; i++) {
    const at = start + i * along;
    let depth = 0;
    while (depth < lines && Math.abs(pixels[at + depth * inwards]! - level) <= FLAT_TOLERANCE) depth++;
    if (depth === lines) continue;
    alive++;
    if (depth >= depths) continue;
    leaving[depth]!++;
    if (depth === 0) continue;
    const inside = pixels[at + (depth + 1) * inwards]!;
    const outside = pixels[at + (depth - 1) * inwards]!;
    // A vignette also leaves the level everywhere at about the same depth, but step by step.
    if (Math.abs(inside - outside) >= 0.75 * Math.abs(inside - level) && Math.abs(inside - level) > FLAT_TOLERANCE) leaping[depth]!++;
  }
  const edge = new Float32Array(depths);
  const beyond = new Float32Array(depths);
  const weight = alive === 0 ? 0 : 1 / alive;
  for (let depth = 1, out = leaving[0]!; depth < depths; depth++) {
    // A line that the picture covers in part leaves the level only where the picture is bright, the others at the next one.
    edge[depth] = weight * (leaping[depth]! + leaping[depth + 1]!);
    beyond[depth] = weight * out;
    out += leaving[depth]!;
  }
  return { flat: true, level, edge, beyond, open: weight * (leaving[0]! + leaving[1]!), alive: alive / length };
}

/** Looks for bends of the luma across the lines: hardly any in a blurred bar, many along the whole edge of the picture. */
function blurredEvidence(pixels: Uint8Array, side: Side, depths: number, level: number): SideEvidence {
  const { start, inwards, along, length } = side;
  const third = Math.ceil(length / 3);
  const weakest = new Float32Array(depths);
  const mean = new Float32Array(depths);
  for (let depth = 1; depth < depths; depth++) {
    let least = BEND_CAP;
    let sum = 0;
    for (let from = 0; from < length; from += third) {
      const to = Math.min(length, from + third);
      let bends = 0;
      for (let i = from, at = start + from * along + depth * inwards; i < to; i++, at += along) {
        bends += Math.min(BEND_CAP, Math.abs(pixels[at - inwards]! - 2 * pixels[at]! + pixels[at + inwards]!));
      }
      sum += bends;
      least = Math.min(least, bends / (to - from));
    }
    weakest[depth] = least;
    mean[depth] = sum / length;
  }
  const edge = new Float32Array(depths);
  const beyond = new Float32Array(depths);
  for (let depth = 4, most = 0; depth < depths; depth++) {
    most = Math.max(most, mean[depth - 3]!);
    const bend = (weakest[depth - 1]! + weakest[depth]!) / 2;
    edge[depth] = Math.max(0, 1 - (BEND_RATIO * (most + BEND_NOISE)) / bend);
  }
  return { flat: false, level, edge, beyond, open: Math.min(1, (mean[1]! + mean[2]! + mean[3]!) / 3 / 4), alive: 1 };
}

const counts = new Uint32Array(256);

function medianOfLine(pixels: Uint8Array, { start, along, length }: Side): number {
  counts.fill(0);
  for (let i = 0; i < length; i++) counts[pixels[start + i * along]!]!++;
  let level = 0;
  for (let seen = counts[0]!; 2 * seen < length; seen += counts[level]!) level++;
  return level;
}

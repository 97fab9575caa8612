import { BEND_PARTS } from '../../kernels/bends/bend-kernel.ts';
import { cutsOf } from '../../kernels/cuts.ts';
import type { LumaFrame } from '../luma-frame.ts';
import { evenness } from './evenness.ts';
import type { Side } from './side.ts';
import type { SideBends } from './side-bends.ts';

/** The evidence of one frame for one kind of bar along one of its sides. All shares are 0 to 1. */
export interface BarEvidence {
  /** For each depth: how clearly the picture begins there, in one straight edge along the whole side. */
  readonly edge: Float32Array;
  /** For each depth: how much picture there is further out. */
  readonly beyond: Float32Array;
  /** How much picture there is at the very border. */
  readonly open: number;
  /** How strongly a missing edge contradicts a bar: 0 in the dark. */
  readonly missing: number;
}

/** Deepest bar, as a share of the picture's lines: a tall picture in a wide frame leaves 0.34 on each side. */
const DEEPEST = 0.46;

/** Luma up to which a line counts as black, also when a wrong range flag leaves black at 16. */
const BLACK = 24;

/** Noise of coding in a black bar stays within this many grey levels of its median. */
const BLACK_NOISE = 10;

/** Share of the outermost line that must be black: a logo or a subtitle may cover the rest. */
const BLACK_SHARE = 0.7;

/** Bend of a whole line, grey levels, that coding noise and slow gradients may give. */
const BEND_NOISE = 1;

/** The edge of a picture bends at least this many times more than the smooth bar outside does on average (six films, blurred in two ways, uncoded: 12 to 45). */
const OVER_MEAN = 2.5;

/** It bends this many times more than any single line of the bar, since coding blocks may meet there. */
const OVER_MOST = 1.5;

/** The most that a lit frame without an edge contradicts a smooth bar: its edge may vanish between white and white. */
const MOST_MISSING = 0.1;

/** An interval of a side. */
export interface SideInterval {
  /** First pixel. */
  readonly from: number;
  /** End, exclusive. */
  readonly to: number;
}

/** The median of the outermost line if it is black, otherwise undefined. */
function blackLevel(frame: LumaFrame, side: Side): number | undefined {
  const level = medianOfLine(frame.pixels, side);
  if (level > BLACK) return undefined;
  let within = 0;
  for (let i = 0; i < side.length; i++) {
    if (Math.abs(frame.pixels[side.start + i * side.along]! - level) <= BLACK_NOISE) within++;
  }
  return within >= BLACK_SHARE * side.length ? level : undefined;
}

/** How far a black bar may reach in from one side. */
export interface BlackReach {
  /** The bar's black. */
  readonly level: number;
  /**
   * For each pixel of the outermost line: the depth at which the pixels inwards of it leave the black; the number of lines if none does.
   */
  readonly depths: Uint16Array;
}

/** Follows each row of pixels inwards until it leaves the black of the outermost line; undefined when that is not black. */
export function blackReach(frame: LumaFrame, side: Side): BlackReach | undefined {
  const level = blackLevel(frame, side);
  if (level === undefined) return undefined;
  const depths = new Uint16Array(side.length);
  followBlack(frame.pixels, side, level, depths);
  return { level, depths };
}

// Hot loop. The other ends of the lines are as far as it goes, so it needs no counter.
function followBlack(pixels: Uint8Array, { start, inwards, along, length, lines }: Side, level: number, depths: Uint16Array): void {
  const [darkest, brightest] = [level - BLACK_NOISE, level + BLACK_NOISE];
  for (let i = 0, first = start; i < length; i++, first += along) {
    const end = first + lines * inwards;
    let at = first;
    while (at !== end && pixels[at]! >= darkest && pixels[at]! <= brightest) at += inwards;
    depths[i] = (at - first) / inwards;
  }
}

/**
 * Looks for the edge of a black bar. At a bar's edge all rows of pixels leave the black at once, by a step, out to both ends of the
 * picture. A title, a lamp or a vignette leaves it at a few places, in the middle, or gradually.
 * @param reach - Where they leave it.
 * @param interval - The interval of the side between the bars of the other axis.
 * @param strict - Whether half of the interval and both of its ends must have left; otherwise a third is enough.
 */
export function blackEvidence(
  { pixels }: LumaFrame,
  side: Side,
  reach: BlackReach,
  { from, to }: SideInterval,
  strict: boolean,
): BarEvidence {
  const { start, inwards, along, lines } = side;
  const { level } = reach;
  const depths = Math.floor(lines * DEEPEST);
  const leaving = new Uint16Array(depths);
  // Steps in the first fifth of the interval, its middle, and its last fifth.
  const leapingFirst = new Uint16Array(depths + 1);
  const leapingMiddle = new Uint16Array(depths + 1);
  const leapingLast = new Uint16Array(depths + 1);
  const end = (to - from) / 5;
  let alive = 0;
  for (let i = from; i < to; i++) {
    const at = start + i * along;
    const depth = reach.depths[i]!;
    if (depth === lines) continue;
    alive++;
    if (depth >= depths) continue;
    leaving[depth]!++;
    if (depth === 0) continue;
    const inside = pixels[at + (depth + 1) * inwards]!;
    const outside = pixels[at + (depth - 1) * inwards]!;
    if (Math.abs(inside - outside) < 0.75 * Math.abs(inside - level) || Math.abs(inside - level) <= BLACK_NOISE) continue;
    const leaping = i - from < end ? leapingFirst : to - i <= end ? leapingLast : leapingMiddle;
    leaping[depth]!++;
  }
  const edge = new Float32Array(depths);
  const beyond = new Float32Array(depths);
  if (alive < (strict ? 0.5 : 0.33) * (to - from)) return { edge, beyond, open: 0, missing: 0 };
  for (let depth = 1, out = leaving[0]!; depth < depths; depth++) {
    // A line that the picture covers in part leaves black only where the picture is bright; the others follow at the next line.
    const first = leapingFirst[depth]! + leapingFirst[depth + 1]!;
    const middle = leapingMiddle[depth]! + leapingMiddle[depth + 1]!;
    const last = leapingLast[depth]! + leapingLast[depth + 1]!;
    if (!strict || Math.min(first, last) >= end / 4) edge[depth] = (first + middle + last) / alive;
    beyond[depth] = out / alive;
    out += leaving[depth]!;
  }
  return { edge, beyond, open: (leaving[0]! + leaving[1]!) / alive, missing: 0 };
}

/** Looks for bends of the luma across the lines: a smooth bar has hardly any, the edge of the picture has many along its whole length. */
export function smoothEvidence({ pixels }: LumaFrame, bends: SideBends, side: Side): BarEvidence {
  const { length, lines } = side;
  const depths = Math.floor(lines * DEEPEST);
  const ninths = new Float64Array(BEND_PARTS);
  const weak = new Float32Array(depths);
  const mean = new Float32Array(depths);
  const cuts = cutsOf(length, BEND_PARTS);
  const { sums, start, inwards, along } = bends;
  for (let depth = 1; depth < depths; depth++) {
    const line = start + depth * inwards;
    for (let ninth = 0; ninth < BEND_PARTS; ninth++) ninths[ninth] = sums[line + ninth * along]! / (cuts[ninth + 1]! - cuts[ninth]!);
    weak[depth] = weakestInterval(ninths);
    mean[depth] = meanOf(ninths, 0, BEND_PARTS);
  }
  const edge = new Float32Array(depths);
  for (let depth = 4, sum = 0, most = 0; depth < depths; depth++) {
    // The edge itself bends the two lines outside it.
    sum += mean[depth - 3]!;
    most = Math.max(most, mean[depth - 3]!);
    const plain = Math.max((OVER_MEAN * sum) / (depth - 3), OVER_MOST * most) + BEND_NOISE;
    const clear = 1 - (2 * plain) / (weak[depth - 1]! + weak[depth]!);
    // Few depths are left, so their pixels are looked at one by one.
    edge[depth] = clear <= 0 ? 0 : clear * evenness(pixels, side, depth);
  }
  // A sharp picture has about as many bends at its border as in its middle, where no bar reaches; a blurred bar has far fewer.
  const middle = meanOf(mean, Math.floor(lines * 0.36), depths);
  const border = meanOf(mean, 1, Math.min(4, depths)) / (Math.max(middle, meanOf(mean, 0, depths)) + BEND_NOISE / 3);
  const open = Math.min(1, Math.max(0, 2 * border - 0.6));
  return { edge, beyond: new Float32Array(depths), open, missing: Math.max(open, Math.min(MOST_MISSING, middle / 8)) };
}

/**
 * How bent a line is where an edge along the whole side may be weakest. It may vanish in one third, where sky meets sky, and at one of the
 * two ends. A title vanishes at both ends, a door frame in two thirds.
 */
function weakestInterval(ninths: Float64Array): number {
  const first = ninths[0]! + ninths[1]! + ninths[2]!;
  const second = ninths[3]! + ninths[4]! + ninths[5]!;
  const third = ninths[6]! + ninths[7]! + ninths[8]!;
  return Math.min((first + second + third - Math.max(first, second, third)) / 6, Math.max(ninths[0]!, ninths[8]!));
}

function meanOf(values: Float32Array | Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at]!;
  return sum / (to - from);
}

const counts = new Uint32Array(256);

function medianOfLine(pixels: Uint8Array, { start, along, length }: Side): number {
  counts.fill(0);
  for (let i = 0; i < length; i++) counts[pixels[start + i * along]!]!++;
  let level = 0;
  for (let seen = counts[0]!; 2 * seen < length; seen += counts[level]!) level++;
  return level;
}

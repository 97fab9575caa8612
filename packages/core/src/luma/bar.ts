import type { SideEvidence } from './side-evidence.ts';

/** A bar along one side of the picture. */
export interface Bar {
  /** Lines that lie in the bar; the picture may cover a part of the last one. */
  readonly depth: number;
  /** Whether the bar is of one level; otherwise it shows a blurred picture. */
  readonly flat: boolean;
  /** Level of a flat bar. */
  readonly level: number;
}

/** The bars on the two sides of one axis; undefined where the picture reaches the border. */
export interface BarPair {
  readonly near: Bar | undefined;
  readonly far: Bar | undefined;
}

/** No bars on either side. */
export const NO_BARS: BarPair = { near: undefined, far: undefined };

/** Luma up to which a flat bar counts as black, also where a wrong range flag leaves black at 16. */
const BLACK = 24;

/** A level further off than this is another bar's. */
const LEVEL_TOLERANCE = 10;

/** Thinnest blurred bar, in lines: that it is smooth must be seen on a few lines. */
const THINNEST_BLURRED = 6;

/** Edge from which on a single frame proposes a bar: most of a flat bar's side, or twice the bend that a blurred bar's edge needs. */
const CLEAR_EDGE = { flat: 0.5, blurred: 0.3 };

/** Whether a bar is black. */
export function isBlack(bar: Bar): boolean {
  return bar.flat && bar.level <= BLACK;
}

/** Whether two bars are the same one, seen in two frames. */
export function isSameBar(one: Bar, other: Bar): boolean {
  return one.flat === other.flat && Math.abs(one.depth - other.depth) <= 1 && (!one.flat || isSameLevel(one.level, other.level));
}

/** Whether two levels may be of one flat bar. */
export function isSameLevel(one: number, other: number): boolean {
  return Math.abs(one - other) <= LEVEL_TOLERANCE;
}

/** The bar that one frame by itself speaks for most clearly. */
export function proposal({ flat, level, edge, beyond }: SideEvidence): Bar | undefined {
  let depth = 0;
  let clearest = flat ? CLEAR_EDGE.flat : CLEAR_EDGE.blurred;
  for (let d = flat ? 1 : THINNEST_BLURRED; d < edge.length; d++) {
    const clear = edge[d]! - beyond[d]!;
    if (clear > clearest) {
      clearest = clear;
      depth = d;
    }
  }
  return depth === 0 ? undefined : { depth, flat, level };
}

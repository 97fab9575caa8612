import type { SideEvidence } from './side-evidence.ts';

/** A bar along one side of the picture. */
export interface Bar {
  /** Lines that lie in the bar; the picture may cover a part of the last one. */
  readonly depth: number;
  /** Whether the bar is black; otherwise it is smooth: a blurred picture or a plain colour. */
  readonly black: boolean;
}

/** The bars on the two sides of one axis; undefined where the picture reaches the border. */
export interface BarPair {
  readonly near: Bar | undefined;
  readonly far: Bar | undefined;
}

/** No bars on either side. */
export const NO_BARS: BarPair = { near: undefined, far: undefined };

/** Thinnest smooth bar, in lines: that it is smooth must be seen on a few lines. */
const THINNEST_SMOOTH = 6;

/** Edge from which on a single frame proposes a black bar: half of the picture's extent begins there. */
const CLEAR_BLACK_EDGE = 0.5;

/** Edge from which on a single frame proposes a smooth bar. */
const CLEAR_SMOOTH_EDGE = 0.25;

/** Whether two bars are the same one, seen in two frames. */
export function isSameBar(one: Bar, other: Bar): boolean {
  return one.black === other.black && Math.abs(one.depth - other.depth) <= 1;
}

/** The bar that one frame by itself speaks for most clearly. */
export function proposal({ black, edge, beyond }: SideEvidence): Bar | undefined {
  let depth = 0;
  let clearest = black ? CLEAR_BLACK_EDGE : CLEAR_SMOOTH_EDGE;
  for (let d = black ? 1 : THINNEST_SMOOTH; d < edge.length; d++) {
    const clear = edge[d]! - beyond[d]!;
    if (clear > clearest) {
      clearest = clear;
      depth = d;
    }
  }
  return depth === 0 ? undefined : { depth, black };
}

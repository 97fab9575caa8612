import type { BarEvidence } from './side-evidence.ts';

/** A bar along one side of the picture. */
export interface Bar {
  /** Lines of the bar; the picture may cover a part of the last one. */
  readonly depth: number;
  /** Whether the bar is black; otherwise it is smooth: a blurred picture or a plain colour. */
  readonly black: boolean;
}

/** The bars on the two sides of one axis; undefined when the picture reaches the border. */
export interface BarPair {
  readonly near: Bar | undefined;
  readonly far: Bar | undefined;
}

/** No bars on either side. */
export const NO_BARS: BarPair = { near: undefined, far: undefined };

/** Thinnest smooth bar, in lines: smoothness shows only on a few lines. */
const THINNEST_SMOOTH = 6;

/** Edge from which a single frame proposes a black bar: half of the picture's extent begins there. */
const CLEAR_BLACK_EDGE = 0.5;

/** Edge from which a single frame proposes a smooth bar. */
const CLEAR_SMOOTH_EDGE = 0.15;

/** Whether two frames show the same bar. */
export function isSameBar(one: Bar, other: Bar): boolean {
  return one.black === other.black && Math.abs(one.depth - other.depth) <= 1;
}

/** The black bar that one frame by itself supports most clearly. */
export function blackProposal(evidence: BarEvidence): Bar | undefined {
  const depth = clearest(evidence, 1, CLEAR_BLACK_EDGE);
  return depth === undefined ? undefined : { depth, black: true };
}

/** The smooth bar that one frame by itself supports most clearly. */
export function smoothProposal(evidence: BarEvidence): Bar | undefined {
  const depth = clearest(evidence, THINNEST_SMOOTH, CLEAR_SMOOTH_EDGE);
  return depth === undefined ? undefined : { depth, black: false };
}

function clearest({ edge, beyond }: BarEvidence, thinnest: number, least: number): number | undefined {
  let clear = least;
  let found: number | undefined;
  for (let depth = thinnest; depth < edge.length; depth++) {
    if (edge[depth]! - beyond[depth]! <= clear) continue;
    clear = edge[depth]! - beyond[depth]!;
    found = depth;
  }
  return found;
}

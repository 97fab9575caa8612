import { type Bar, type BarPair, proposal } from './bar.ts';
import type { LumaFrame } from './luma-frame.ts';
import { gatherEvidence, type Side, type SideEvidence } from './side-evidence.ts';

/** The evidence of one frame for the two sides of one axis. */
export interface AxisEvidence {
  readonly near: SideEvidence;
  readonly far: SideEvidence;
}

/** The evidence of one frame for bars at the left and right, and at the top and bottom. */
export interface FrameEvidence {
  readonly across: AxisEvidence;
  readonly down: AxisEvidence;
}

/** Share of the picture's extent that must meet something before flat bars can be told from a dark scene. */
const ALIVE = 0.5;

/** Less than this share, and not even the extent can be told. */
const BARELY_ALIVE = 0.3;

/** Collects what a frame says about the bars on its four sides. */
export function gatherFrameEvidence(frame: LumaFrame, [left, right, top, bottom]: readonly [Side, Side, Side, Side]): FrameEvidence {
  const across = { near: gatherEvidence(frame, left), far: gatherEvidence(frame, right) };
  const down = { near: gatherEvidence(frame, top), far: gatherEvidence(frame, bottom) };
  // In a window box a side meets the picture only between the bars of the other axis. A title on black also meets the sides in part
  // only, but no straight edge ends it there.
  return { across: hush(across, extent(down, left.length)), down: hush(down, extent(across, top.length)) };
}

function extent({ near, far }: AxisEvidence, lines: number): number {
  const bars: BarPair = { near: proposal(near), far: proposal(far) };
  if (near.alive < BARELY_ALIVE || far.alive < BARELY_ALIVE) return 1;
  return 1 - (flatDepth(bars.near) + flatDepth(bars.far)) / lines;
}

function flatDepth(bar: Bar | undefined): number {
  return bar?.flat ? bar.depth : 0;
}

function hush({ near, far }: AxisEvidence, extent: number): AxisEvidence {
  return { near: near.alive < ALIVE * extent ? silent(near) : near, far: far.alive < ALIVE * extent ? silent(far) : far };
}

function silent(side: SideEvidence): SideEvidence {
  const nothing = new Float32Array(side.edge.length);
  return { ...side, edge: nothing, beyond: nothing, open: 0 };
}

import { blackProposal } from './bar.ts';
import type { LumaFrame } from './luma-frame.ts';
import { bendsOf, type SideBends } from './side-bends.ts';
import { type BarEvidence, blackEvidence, blackLevel, type Side, type Stretch, smoothEvidence } from './side-evidence.ts';

/** What one frame says about one of its sides. */
export interface SideEvidence {
  /** For a black bar; undefined where the outermost line is not black. */
  readonly black: BarEvidence | undefined;
  /** For a smooth bar: a blurred picture or a plain colour. */
  readonly smooth: BarEvidence;
}

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

/** Collects what a frame says about the bars on its four sides. */
export function gatherFrameEvidence(frame: LumaFrame, [left, right, top, bottom]: readonly [Side, Side, Side, Side]): FrameEvidence {
  // In a window box a side meets the picture only between the bars of the other axis. So each axis takes a rough look first, which tells
  // the other axis where the picture ends; what then does not reach out to there is a title.
  const black = (side: Side, stretch: Stretch, strict: boolean) => {
    const level = blackLevel(frame, side);
    return level === undefined ? undefined : blackEvidence(frame, side, level, stretch, strict);
  };
  const depth = (side: Side) => {
    const rough = black(side, { from: 0, to: side.length }, false);
    return (rough && blackProposal(rough)?.depth) ?? 0;
  };
  const [leftBends, rightBends, topBends, bottomBends] = bendsOf(frame);
  const both = (side: Side, stretch: Stretch, bends: SideBends) => ({
    black: black(side, stretch, true),
    smooth: smoothEvidence(bends, side),
  });
  const rows = { from: depth(top), to: left.length - depth(bottom) };
  const columns = { from: depth(left), to: top.length - depth(right) };
  return {
    across: { near: both(left, rows, leftBends), far: both(right, rows, rightBends) },
    down: { near: both(top, columns, topBends), far: both(bottom, columns, bottomBends) },
  };
}

import { proposal } from './bar.ts';
import type { LumaFrame } from './luma-frame.ts';
import { blackEvidence, blackLevel, type Side, type SideEvidence, type Stretch, smoothEvidence } from './side-evidence.ts';

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
  const rough = (side: Side) => {
    const level = blackLevel(frame, side);
    return level === undefined ? undefined : blackEvidence(frame, side, level, { from: 0, to: side.length }, false);
  };
  const acrossStretch = between(rough(top), rough(bottom), left.length);
  const downStretch = between(rough(left), rough(right), top.length);
  const strict = (side: Side, stretch: Stretch) => {
    const level = blackLevel(frame, side);
    return level === undefined ? smoothEvidence(frame, side) : blackEvidence(frame, side, level, stretch, true);
  };
  return {
    across: { near: strict(left, acrossStretch), far: strict(right, acrossStretch) },
    down: { near: strict(top, downStretch), far: strict(bottom, downStretch) },
  };
}

function between(near: SideEvidence | undefined, far: SideEvidence | undefined, length: number): Stretch {
  return { from: (near && proposal(near)?.depth) ?? 0, to: length - ((far && proposal(far)?.depth) ?? 0) };
}

import type { LumaFrame } from '../luma-frame.ts';
import { type Bar, blackProposal, smoothProposal } from './bar.ts';
import type { Side } from './side.ts';
import { bendsOf, type SideBends } from './side-bends.ts';
import { type BarEvidence, type BlackReach, blackEvidence, blackReach, type SideInterval, smoothEvidence } from './side-evidence.ts';

/** The evidence of one frame for one of its sides. */
export interface SideEvidence {
  /** For a black bar; undefined when the outermost line is not black. */
  readonly black: BarEvidence | undefined;
  /** For a smooth bar: a blurred picture or a plain colour. */
  readonly smooth: BarEvidence;
  /** The bar that the frame by itself supports most clearly on this side; undefined for none. */
  readonly proposal: Bar | undefined;
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

/** Collects a frame's evidence for bars on its four sides. */
export function gatherFrameEvidence(frame: LumaFrame, [left, right, top, bottom]: readonly [Side, Side, Side, Side]): FrameEvidence {
  // In a windowboxed picture a side meets the picture only between the bars of the other axis. So each axis first makes a rough
  // measurement, which shows the other axis where the picture ends. What does not reach out to there is a title.
  const black = (side: Side, reach: BlackReach | undefined, interval: SideInterval, strict: boolean) =>
    reach && blackEvidence(frame, side, reach, interval, strict);
  const depth = (side: Side, reach: BlackReach | undefined) => {
    const rough = black(side, reach, { from: 0, to: side.length }, false);
    return (rough && blackProposal(rough)?.depth) ?? 0;
  };
  const [leftReach, rightReach, topReach, bottomReach] = [left, right, top, bottom].map((side) => blackReach(frame, side));
  const [leftBends, rightBends, topBends, bottomBends] = bendsOf(frame);
  const both = (side: Side, reach: BlackReach | undefined, interval: SideInterval, bends: SideBends): SideEvidence => {
    const evidence = { black: black(side, reach, interval, true), smooth: smoothEvidence(frame, bends, side) };
    // Computed once: each path through the frame needs it, and so do those of all frames that it stands for.
    return { ...evidence, proposal: evidence.black === undefined ? smoothProposal(evidence.smooth) : blackProposal(evidence.black) };
  };
  const rows = { from: depth(top, topReach), to: left.length - depth(bottom, bottomReach) };
  const columns = { from: depth(left, leftReach), to: top.length - depth(right, rightReach) };
  return {
    across: { near: both(left, leftReach, rows, leftBends), far: both(right, rightReach, rows, rightBends) },
    down: { near: both(top, topReach, columns, topBends), far: both(bottom, bottomReach, columns, bottomBends) },
  };
}

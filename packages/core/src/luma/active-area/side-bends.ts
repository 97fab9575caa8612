import { BEND_PARTS, type BendKernel } from '../../kernels/bends/bend-kernel.ts';
import { plainBends } from '../../kernels/bends/plain-bends.ts';
import { createWasmBends } from '../../kernels/bends/wasm-bends.ts';
import type { LumaFrame } from '../luma-frame.ts';

/** Cap on the bend (second difference) of one pixel, grey levels: one bright contour must not outweigh a whole line. */
const BEND_CAP = 16;

/** The bends of the lines of one side, seen from outside as {@link Side}. */
export interface SideBends {
  /** Sums of bends. */
  readonly sums: Uint16Array;
  /** Index of the first ninth of the outermost line. */
  readonly start: number;
  /** Step to the next line inwards. */
  readonly inwards: number;
  /** Step to the next ninth of a line. */
  readonly along: number;
}

/** This thread's kernel, after the first picture. */
let kernel: BendKernel | undefined;

/** Measures the bends of a picture's left, right, top and bottom side. They are valid until the next picture is measured. */
export function bendsOf({ pixels, width, height }: LumaFrame): readonly [SideBends, SideBends, SideBends, SideBends] {
  kernel ??= createWasmBends() ?? plainBends;
  const { across, down } = kernel.measure(pixels, width, height, BEND_CAP);
  return [
    { sums: across, start: 0, inwards: 1, along: width },
    { sums: across, start: width - 1, inwards: -1, along: width },
    { sums: down, start: 0, inwards: BEND_PARTS, along: 1 },
    { sums: down, start: (height - 1) * BEND_PARTS, inwards: -BEND_PARTS, along: 1 },
  ];
}

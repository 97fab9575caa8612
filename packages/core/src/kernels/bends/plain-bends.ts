import { cutsOf } from '../cuts.ts';
import { BEND_PARTS, type BendKernel } from './bend-kernel.ts';

/** The largest bend that bytes can have. */
const MOST_BENT = 510;

let across = new Uint16Array(0);
let down = new Uint16Array(0);
/** What each bend from -510 to 510 counts. A table, because branches of a minimum and a sign are unpredictable in a picture with grain. */
const capped = new Uint8Array(2 * MOST_BENT + 1);
let cappedAt = 0;

/** The kernel in plain JavaScript. */
export const plainBends: BendKernel = {
  kind: 'plain',
  measure(pixels, width, height, cap) {
    if (cappedAt !== cap) for (let at = 0; at < capped.length; at++) capped[at] = Math.min(Math.abs(at - MOST_BENT), cap);
    cappedAt = cap;
    if (across.length !== BEND_PARTS * width) across = new Uint16Array(BEND_PARTS * width);
    if (down.length !== BEND_PARTS * height) down = new Uint16Array(BEND_PARTS * height);
    sumAcross(pixels, width, cutsOf(height, BEND_PARTS), across);
    sumDown(pixels, width, height, cutsOf(width, BEND_PARTS), down);
    return { across, down };
  },
};

function sumAcross(pixels: Uint8Array, width: number, cuts: Uint32Array, across: Uint16Array): void {
  across.fill(0);
  for (let part = 0; part < BEND_PARTS; part++) {
    for (let y = cuts[part]!; y < cuts[part + 1]!; y++) {
      for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
        across[part * width + x]! += capped[pixels[at - 1]! - 2 * pixels[at]! + pixels[at + 1]! + MOST_BENT]!;
      }
    }
  }
}

function sumDown(pixels: Uint8Array, width: number, height: number, cuts: Uint32Array, down: Uint16Array): void {
  for (let y = 1; y < height - 1; y++) {
    for (let part = 0; part < BEND_PARTS; part++) {
      let sum = 0;
      const end = y * width + cuts[part + 1]!;
      for (let at = y * width + cuts[part]!; at < end; at++) {
        sum += capped[pixels[at - width]! - 2 * pixels[at]! + pixels[at + width]! + MOST_BENT]!;
      }
      down[BEND_PARTS * y + part] = sum;
    }
  }
}

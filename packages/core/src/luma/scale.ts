import { checkInteger } from '../check.ts';
import type { AreaKernel, Cover } from '../kernels/area/area-kernel.ts';
import { plainArea } from '../kernels/area/plain-area.ts';
import { createWasmArea } from '../kernels/area/wasm-area.ts';
import type { LumaFrame, PictureArea } from './luma-frame.ts';

/**
 * Cuts an area out of a picture and scales it by area averaging: each output pixel is the mean of the luma that it covers, with partial
 * pixels weighted by their share. The area's edges may lie inside a pixel. Enlarging repeats pixels, with mixtures at their seams.
 * @param frame - The picture; only read.
 * @param area - The area, in fractions of the picture.
 * @param width - Pixels in a row of the result, from 1.
 * @param height - Rows of the result, from 1.
 * @param pixels - Receives the `width * height` bytes of the result. @defaultValue new bytes
 * @returns A frame with the same time; the caller owns its bytes.
 * @throws RangeError when a size is not whole and positive, the area is empty or reaches outside the picture, or `pixels` has another
 * length.
 */
export function scaleArea(frame: LumaFrame, area: PictureArea, width: number, height: number, pixels?: Uint8Array): LumaFrame {
  checkInteger('width', width, 1, 65_536);
  checkInteger('height', height, 1, 65_536);
  const scaled = pixels ?? new Uint8Array(width * height);
  if (scaled.length !== width * height) throw new RangeError(`pixels must have ${width * height} bytes, got ${scaled.length}`);
  checkArea(area);
  const columns = cover(frame.width, area.left, area.right, width);
  const rows = cover(frame.height, area.top, area.bottom, height);
  kernel ??= createWasmArea() ?? plainArea;
  kernel.scale(frame.pixels, frame.width, columns, rows, scaled);
  return { width, height, pixels: scaled, time: frame.time };
}

/** This thread's kernel, after the first scaling. */
let kernel: AreaKernel | undefined;

function checkArea({ left, top, right, bottom }: PictureArea): void {
  if (!(left >= 0 && left < right && right <= 1 && top >= 0 && top < bottom && bottom <= 1)) {
    throw new RangeError(`area must lie inside the picture and not be empty, got ${JSON.stringify({ left, top, right, bottom })}`);
  }
}

/** The covers made last: an area stays for thousands of frames. */
const covers: (Cover & { readonly of: readonly number[] })[] = [];
/** A frame has an area and its middles, along two axes. */
const COVERS_KEPT = 8;

function cover(samples: number, from: number, to: number, outputs: number): Cover {
  for (const known of covers) {
    const { of } = known;
    if (of[0] === samples && of[1] === from && of[2] === to && of[3] === outputs) return known;
  }
  const made = { of: [samples, from, to, outputs], ...makeCover(samples, from, to, outputs) };
  covers.unshift(made);
  covers.length = Math.min(covers.length, COVERS_KEPT);
  return made;
}

/**
 * Which samples of an interval of a line each output sample covers.
 * @param samples - Samples of the line.
 * @param from - Start of the interval, as a share of the line.
 * @param to - End of the interval, as a share of the line.
 * @param outputs - Samples that it is scaled to.
 */
export function makeCover(samples: number, from: number, to: number, outputs: number): Cover {
  const start = from * samples;
  const step = ((to - from) * samples) / outputs;
  const entries = new ArrayBuffer(16 * outputs);
  const covered = new Uint32Array(entries);
  const weights = new Float32Array(entries);
  for (let i = 0; i < outputs; i++) {
    const begin = start + i * step;
    const end = Math.min(samples, start + (i + 1) * step);
    const head = Math.min(samples - 1, Math.floor(begin));
    const tail = Math.max(head, Math.ceil(end) - 1);
    covered.set([head, tail], 4 * i);
    weights.set(head === tail ? [1, 0] : [(head + 1 - begin) / (end - begin), (end - tail) / (end - begin)], 4 * i + 2);
  }
  return { samples: covered, weights, innerWeight: 1 / step };
}

import type { LumaFrame, PictureArea } from './luma-frame.ts';
import { WHOLE_PICTURE } from './luma-frame.ts';

/** Brightest luma that still counts as a black bar. */
const BLACK = 24;

/**
 * Finds the part of a single picture that is not black bars.
 * @param frame - The picture; only read.
 * @returns The area, or the whole picture where it is all black.
 */
export function activeAreaOfStill(frame: LumaFrame): PictureArea {
  const { width, height, pixels } = frame;
  let top = height;
  let bottom = 0;
  let left = width;
  let right = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x]! <= BLACK) continue;
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
    }
  }
  if (top >= bottom) return WHOLE_PICTURE;
  return { left: left / width, top: top / height, right: right / width, bottom: bottom / height };
}

/**
 * Yields each frame once, in order, with its active picture area.
 * @param frames - The film's pictures, all of one size.
 */
export async function* trackActiveArea(frames: AsyncIterable<LumaFrame>): AsyncGenerator<{ frame: LumaFrame; area: PictureArea }> {
  for await (const frame of frames) yield { frame, area: activeAreaOfStill(frame) };
}

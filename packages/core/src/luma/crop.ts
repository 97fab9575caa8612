import { checkRange } from '../check.ts';
import type { PictureArea } from './luma-frame.ts';

/** A crop of a coded picture in whole pixels. */
export interface Crop {
  /** Columns left of it, even. */
  readonly x: number;
  /** Rows above it, even. */
  readonly y: number;
  /** Pixels in a row, even, 2 at least. */
  readonly width: number;
  /** Rows, even, 2 at least. */
  readonly height: number;
  /** The same crop in fractions of the coded picture. */
  readonly area: PictureArea;
}

/**
 * The whole pixels of a crop: its edges move to the nearest even ones inside the picture.
 * @param video - Size of the coded picture in pixels.
 * @param crop - Fractions of the coded picture's width and height, before rotation for display.
 * @throws RangeError when `crop` is no area inside the picture.
 */
export function cropOf({ width, height }: { readonly width: number; readonly height: number }, crop: PictureArea): Crop {
  checkCrop(crop);
  const across = evenSpan(width, crop.left, crop.right);
  const down = evenSpan(height, crop.top, crop.bottom);
  return {
    x: across.start,
    y: down.start,
    width: across.end - across.start,
    height: down.end - down.start,
    area: {
      left: across.start / width,
      top: down.start / height,
      right: Math.min(1, across.end / width),
      bottom: Math.min(1, down.end / height),
    },
  };
}

/** @throws RangeError when `crop` is no area inside the picture. */
export function checkCrop({ left, top, right, bottom }: PictureArea): void {
  for (const [name, edge] of Object.entries({ left, top, right, bottom })) checkRange(`crop.${name}`, edge, 0, 1);
  if (left < right && top < bottom) return;
  throw new RangeError(`crop must end after it begins, got ${left} to ${right} across and ${top} to ${bottom} down`);
}

function evenSpan(pixels: number, from: number, to: number): { readonly start: number; readonly end: number } {
  const even = Math.max(2, 2 * Math.floor(pixels / 2));
  const start = Math.min(2 * Math.round((from * pixels) / 2), even - 2);
  return { start, end: Math.max(start + 2, Math.min(2 * Math.round((to * pixels) / 2), even)) };
}

import type { PictureArea } from '@streetdate/core/portable';

/** The view of a query's track with the middle of its picture in one aspect ratio: `framed-1.33`. */
export function pillarboxView(shape: number): string {
  return `framed-${shape.toFixed(2)}`;
}

/**
 * The area of a film in a frame of another aspect ratio, centred and as wide or as high as the frame.
 * @param active - The known picture area, in fractions of the frame. A bar detected on one side counts for both.
 * @param frameShape - Aspect ratio of the frame.
 * @param shape - Aspect ratio of the film's picture.
 * @returns An area in fractions of the frame.
 */
export function pillarboxArea(active: PictureArea, frameShape: number, shape: number): PictureArea {
  const across = 1 - 2 * Math.min(active.left, 1 - active.right);
  const down = 1 - 2 * Math.min(active.top, 1 - active.bottom);
  const share = (shape * down) / (frameShape * across);
  const [width, height] = share < 1 ? [across * share, down] : [across, down / share];
  return { left: (1 - width) / 2, top: (1 - height) / 2, right: (1 + width) / 2, bottom: (1 + height) / 2 };
}

/** Share of a picture's axis by which an area may exceed it, because measured edges fluctuate. */
const EDGE = 0.02;

/**
 * Converts an area of the frame to fractions of another area.
 * @returns Fractions of that area; undefined if the first is not inside it.
 */
export function partOfArea(part: PictureArea, area: PictureArea): PictureArea | undefined {
  const [width, height] = [area.right - area.left, area.bottom - area.top];
  const [left, right] = [(part.left - area.left) / width, (part.right - area.left) / width];
  const [top, bottom] = [(part.top - area.top) / height, (part.bottom - area.top) / height];
  if (Math.min(left, top) < -EDGE || Math.max(right, bottom) > 1 + EDGE) return undefined;
  return { left: Math.max(0, left), top: Math.max(0, top), right: Math.min(1, right), bottom: Math.min(1, bottom) };
}

import type { PictureArea } from '@streetdate/core/portable';

/** What the view of a query's track begins with when the middle of its picture was cut out in a reference's shape. */
const FRAMED = 'framed-';

/** The view of a query's track that has the middle of its picture in one shape, width by height: `framed-1.33`. */
export function pillarboxView(shape: number): string {
  return `${FRAMED}${shape.toFixed(2)}`;
}

/** Whether a view is one of {@link pillarboxView}. */
export function isPillarboxView(view: string): boolean {
  return view.startsWith(FRAMED);
}

/**
 * Where a film of one shape lies in a frame of another when it stands in the middle of it, as wide or as high as it.
 * @param active - What is known of the frame's picture, in fractions of the frame. Bars that were found on one side alone are those of both.
 * @param frameShape - Width of the frame by its height.
 * @param shape - Width of the film's picture by its height.
 * @returns An area in fractions of the frame.
 */
export function pillarboxArea(active: PictureArea, frameShape: number, shape: number): PictureArea {
  const across = 1 - 2 * Math.min(active.left, 1 - active.right);
  const down = 1 - 2 * Math.min(active.top, 1 - active.bottom);
  const share = (shape * down) / (frameShape * across);
  const [width, height] = share < 1 ? [across * share, down] : [across, down / share];
  return { left: (1 - width) / 2, top: (1 - height) / 2, right: (1 + width) / 2, bottom: (1 + height) / 2 };
}

/** Share of a picture's axis by which a part may reach out of it, as measured edges tremble. */
const EDGE = 0.02;

/**
 * A part of the frame as a part of an area of it.
 * @returns Fractions of the area; undefined where the part does not lie inside it.
 */
export function partOfArea(part: PictureArea, area: PictureArea): PictureArea | undefined {
  const [width, height] = [area.right - area.left, area.bottom - area.top];
  const [left, right] = [(part.left - area.left) / width, (part.right - area.left) / width];
  const [top, bottom] = [(part.top - area.top) / height, (part.bottom - area.top) / height];
  if (Math.min(left, top) < -EDGE || Math.max(right, bottom) > 1 + EDGE) return undefined;
  return { left: Math.max(0, left), top: Math.max(0, top), right: Math.min(1, right), bottom: Math.min(1, bottom) };
}

import { type Area, cornersOf, type Moment } from '../facts/moments.ts';

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Draws the copy's picture where the found geometry puts it in the reference's frame: cut out of the copy's frame, turned and mirrored back.
 * An inset that is seen at an angle is drawn as a parallelogram.
 * @param part - The part of the reference's frame that the copy shows, in fractions of it.
 */
export function drawRegistered(
  context: CanvasRenderingContext2D,
  copy: ImageBitmap,
  { segment }: Moment,
  part: Area,
  { width, height }: Size,
): void {
  const { mirrored, rotation, tilt = 0, inverted = false } = segment;
  const [partWidth, partHeight] = [(part.right - part.left) * width, (part.bottom - part.top) * height];
  const isAcross = rotation === 90 || rotation === 270;
  const [w, h] = isAcross ? [partHeight, partWidth] : [partWidth, partHeight];
  const [topLeft, topRight, , bottomLeft] = cornersOf(segment).map(({ x, y }) => ({ x: x * copy.width, y: y * copy.height })) as [
    Point,
    Point,
    Point,
    Point,
  ];
  context.save();
  context.beginPath();
  context.rect(part.left * width, part.top * height, partWidth, partHeight);
  context.clip();
  context.translate(part.left * width + partWidth / 2, part.top * height + partHeight / 2);
  if (mirrored) context.scale(-1, 1);
  context.rotate((-(rotation + tilt) * Math.PI) / 180);
  context.translate(-w / 2, -h / 2);
  if (inverted) context.filter = 'invert(1)';
  // From the corners in the copy's frame to those of the picture: the inverse of what takes the unit square to them.
  const [ax, ay, bx, by] = [topRight.x - topLeft.x, topRight.y - topLeft.y, bottomLeft.x - topLeft.x, bottomLeft.y - topLeft.y];
  const area = ax * by - ay * bx;
  context.transform((w * by) / area, (-h * ay) / area, (-w * bx) / area, (h * ax) / area, 0, 0);
  context.translate(-topLeft.x, -topLeft.y);
  context.drawImage(copy, 0, 0);
  context.restore();
}

interface Point {
  readonly x: number;
  readonly y: number;
}

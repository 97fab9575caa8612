import type { PictureArea } from './luma-frame.ts';
import type { PictureQuad } from './scale-quad.ts';

/**
 * Rotates an area clockwise about its middle. {@link scaleQuad} then cuts it out rotated the other way.
 * @param area - In fractions of the picture.
 * @param degrees - Negative ones rotate counter-clockwise.
 * @param shape - Width of the picture divided by its height, since fractions of both are not equally long.
 * @param middle - The centre of rotation, in fractions of the picture. @defaultValue the middle of the area
 * @returns Its corners, which may lie outside the picture.
 */
export function rotateArea(area: PictureArea, degrees: number, shape: number, middle = middleOf(area)): PictureQuad {
  const { left, top, right, bottom } = area;
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const turn = (x: number, y: number) => {
    const [across, down] = [(x - middle.x) * shape, y - middle.y];
    return { x: middle.x + (across * cosine - down * sine) / shape, y: middle.y + across * sine + down * cosine };
  };
  return [turn(left, top), turn(right, top), turn(right, bottom), turn(left, bottom)];
}

function middleOf({ left, top, right, bottom }: PictureArea): { readonly x: number; readonly y: number } {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

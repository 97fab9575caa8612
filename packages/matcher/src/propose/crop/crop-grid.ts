import { rotateArea } from '@streetdate/core/internal';
import { type PictureArea, type PicturePoint, type PictureQuad, WHOLE_PICTURE } from '@streetdate/core/portable';
import type { AxisSpan } from '../../geometry/coarse-bits.ts';

/** What a copy shows along one axis of the reference's picture: `share` of it, from `from` on. Both in fractions of the reference's axis. */
export interface AxisCrop {
  readonly from: number;
  readonly share: number;
}

/** The part of the reference's picture that a copy shows, once the copy's picture is turned back about its middle. */
export interface Crop {
  readonly across: AxisCrop;
  readonly down: AxisCrop;
  /** Degrees clockwise by which the copy shows the picture turned. */
  readonly tilt: number;
}

/** What a picture is turned about. */
const MIDDLE_POINT = { x: 0.5, y: 0.5 } as const;

/** The reference's middle half along one axis, which every crop copy shows. */
const MIDDLE = { from: 0.25, to: 0.75 } as const;

/** Where the reference's middle half lies along an axis of the copy's picture, fractions of that. */
export function middleOfAxis({ from, share }: AxisCrop): AxisSpan {
  return { start: (MIDDLE.from - from) / share, end: (MIDDLE.to - from) / share };
}

/**
 * Where the reference's middle half lies in the copy's picture; undefined where it does not lie inside.
 * @param shape - Width of the copy's picture by its height.
 */
export function middleInCopy({ across, down, tilt }: Crop, shape: number): PictureArea | PictureQuad | undefined {
  const [{ start: left, end: right }, { start: top, end: bottom }] = [middleOfAxis(across), middleOfAxis(down)];
  if (tilt !== 0) {
    const quad = rotateArea({ left, top, right, bottom }, tilt, shape, MIDDLE_POINT);
    return quad.every((corner) => isNear(corner, TURNED_EDGE)) ? quad : undefined;
  }
  if (!isNear({ x: left, y: top }, EDGE) || !isNear({ x: right, y: bottom }, EDGE)) return undefined;
  return { left: Math.max(0, left), top: Math.max(0, top), right: Math.min(1, right), bottom: Math.min(1, bottom) };
}

/**
 * Share of the copy's picture by which the middle half may reach out of it: rounding, and copies that lost just over a quarter. Where it is turned
 * only its corners reach out, which are a small part of it.
 */
const EDGE = 0.02;
const TURNED_EDGE = 0.06;

function isNear({ x, y }: PicturePoint, edge: number): boolean {
  return Math.min(x, y) >= -edge && Math.max(x, y) <= 1 + edge;
}

/** The part shown, as an area of the reference's picture: of a turned copy the area around all that it shows. */
export function areaOfCrop({ across, down, tilt }: Crop, shape: number): PictureArea {
  const corners = rotateArea(WHOLE_PICTURE, -tilt, shape);
  const [xs, ys] = [corners.map(({ x }) => across.from + across.share * x), corners.map(({ y }) => down.from + down.share * y)];
  return {
    left: Math.max(0, Math.min(...xs)),
    top: Math.max(0, Math.min(...ys)),
    right: Math.min(1, Math.max(...xs)),
    bottom: Math.min(1, Math.max(...ys)),
  };
}

/** What a copy shows of the reference when, as it lies, it would show `cutOut` of a mirrored one. */
export function mirrorCrop({ across, down, tilt }: Crop): Crop {
  return { across: { from: 1 - across.share - across.from, share: across.share }, down, tilt: -tilt };
}

/**
 * Shares of an axis that are tried, down to the middle half itself. One in ten from each other: coarse bits bear a scale that is wrong by a
 * twentieth (0.09 of 64 bits differ).
 */
const SHARES = [0.97, 0.88, 0.8, 0.73, 0.66, 0.6, 0.545, 0.5] as const;

/** Step between the places tried, as a share of the reference's axis: 3.5 % of the middle half on both sides (0.2 of 64 bits differ). */
const PLACE_STEP = 0.035;

/** The cuts of one axis that are tried. */
export const AXIS_CROPS: readonly AxisCrop[] = SHARES.flatMap((share) => {
  const first = Math.max(0, MIDDLE.to - share);
  const last = Math.min(MIDDLE.from, 1 - share);
  const steps = Math.ceil((last - first) / PLACE_STEP - 1e-9);
  return Array.from({ length: steps + 1 }, (_, step) => ({ from: steps === 0 ? first : first + ((last - first) * step) / steps, share }));
});

/** Largest difference between the shares of the two axes that is tried where neither axis is nearly whole. */
const MOST_UNEQUAL = 0.02;

/**
 * Pairs of cuts that are tried, by their numbers in {@link AXIS_CROPS}: the picture's shape kept, or one axis nearly whole, as in a wide film cut to
 * an old television's shape. What shows nearly the whole picture on both axes is left out: the active areas find it.
 */
export const CROP_GRID: readonly { readonly across: number; readonly down: number }[] = AXIS_CROPS.flatMap((across, acrossAt) =>
  AXIS_CROPS.flatMap((down, downAt) => {
    const whole = [across, down].filter(({ share }) => share === SHARES[0]).length;
    const alike = Math.abs(across.share - down.share) <= MOST_UNEQUAL;
    return whole < 2 && (alike || whole === 1) ? [{ across: acrossAt, down: downAt }] : [];
  }),
);

/** Degrees by which copies are taken to be turned, to both sides: half a step is what a solved geometry begins with. Less than 2° the hash bears. */
export const TILTS: readonly number[] = [3.5, 6.5, 9.5, 12.5, 15.5].flatMap((degrees) => [-degrees, degrees]);

/** Shares and places of a turned picture that are tried: all of it, its corners cut off, or a little more, from near the middle. */
const TURNED_SHARES = [1, 0.91, 0.83, 0.755, 0.69, 0.625, 0.57] as const;

/** The cuts of one axis that are tried of a turned copy. */
export const ROTATED_AXIS_CROPS: readonly AxisCrop[] = TURNED_SHARES.flatMap((share) => {
  const middle = (1 - share) / 2;
  return (share === 1 ? [0] : [-PLACE_STEP, 0, PLACE_STEP]).map((shift) => ({ from: middle + shift, share }));
});

/** Pairs of cuts that are tried of a turned copy, by their numbers in {@link ROTATED_AXIS_CROPS}: its shape was kept. */
export const ROTATED_GRID: readonly { readonly across: number; readonly down: number }[] = ROTATED_AXIS_CROPS.flatMap((one, across) =>
  ROTATED_AXIS_CROPS.flatMap((other, down) => (one.share === other.share ? [{ across, down }] : [])),
);

import { rotateArea } from '@streetdate/core/internal';
import { type PictureArea, type PicturePoint, type PictureQuad, WHOLE_PICTURE } from '@streetdate/core/portable';
import type { AxisSpan } from '../../geometry/coarse-bits.ts';

/** A copy's crop of one axis of the reference's picture: a `share` of it, starting at `from`. Both in fractions of the reference's axis. */
export interface AxisCrop {
  readonly from: number;
  readonly share: number;
}

/** The crop of the reference's picture in a copy, after rotating the copy's picture back about its centre. */
export interface Crop {
  readonly across: AxisCrop;
  readonly down: AxisCrop;
  /** Clockwise tilt of the copy's picture, degrees. */
  readonly tilt: number;
}

/** The centre of rotation. */
const MIDDLE_POINT = { x: 0.5, y: 0.5 } as const;

/** The reference's middle half along one axis, which every cropped copy shows. */
const MIDDLE = { from: 0.25, to: 0.75 } as const;

/** Position of the reference's middle half along an axis of the copy's picture, in fractions of that. */
export function middleOfAxis({ from, share }: AxisCrop): AxisSpan {
  return { start: (MIDDLE.from - from) / share, end: (MIDDLE.to - from) / share };
}

/**
 * Position of the reference's middle half in the copy's picture; undefined if it is not inside.
 * @param shape - Aspect ratio of the copy's picture.
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
 * Share of the copy's picture by which the middle half may exceed it: rounding, and copies that lost just over a quarter. With a tilt only
 * its corners exceed it, which are a small part.
 */
const EDGE = 0.02;
const TURNED_EDGE = 0.06;

function isNear({ x, y }: PicturePoint, edge: number): boolean {
  return Math.min(x, y) >= -edge && Math.max(x, y) <= 1 + edge;
}

/** The crop as an area of the reference's picture; with a tilt its bounding area. */
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

/** The crop of the unmirrored reference that equals `cutOut` of the mirrored one. */
export function mirrorCrop({ across, down, tilt }: Crop): Crop {
  return { across: { from: 1 - across.share - across.from, share: across.share }, down, tilt: -tilt };
}

/**
 * Tested shares of an axis, down to the middle half itself, in steps of one tenth. Coarse bits tolerate a scale error of a twentieth (0.09
 * of 64 bits differ).
 */
const SHARES = [0.97, 0.88, 0.8, 0.73, 0.66, 0.6, 0.545, 0.5] as const;

/** Step between tested positions, as a share of the reference's axis: 3.5 % of the middle half on both sides (0.2 of 64 bits differ). */
const PLACE_STEP = 0.035;

/** The tested crops of one axis. */
export const AXIS_CROPS: readonly AxisCrop[] = SHARES.flatMap((share) => {
  const first = Math.max(0, MIDDLE.to - share);
  const last = Math.min(MIDDLE.from, 1 - share);
  const steps = Math.ceil((last - first) / PLACE_STEP - 1e-9);
  return Array.from({ length: steps + 1 }, (_, step) => ({ from: steps === 0 ? first : first + ((last - first) * step) / steps, share }));
});

/** Largest tested difference between the shares of both axes, if neither is nearly whole. */
const MOST_UNEQUAL = 0.02;

/**
 * Tested pairs of axis crops, by their indexes in {@link AXIS_CROPS}: with the picture's aspect ratio, or one axis nearly whole, as in a
 * wide film cropped for television. Crops with nearly the whole picture are left out, because the active areas find them.
 */
export const CROP_GRID: readonly { readonly across: number; readonly down: number }[] = AXIS_CROPS.flatMap((across, acrossAt) =>
  AXIS_CROPS.flatMap((down, downAt) => {
    const whole = [across, down].filter(({ share }) => share === SHARES[0]).length;
    const alike = Math.abs(across.share - down.share) <= MOST_UNEQUAL;
    return whole < 2 && (alike || whole === 1) ? [{ across: acrossAt, down: downAt }] : [];
  }),
);

/** Tested tilts in degrees to both sides. Refinement starts within half a step. Hashes tolerate less than 2°. */
export const TILTS: readonly number[] = [3.5, 6.5, 9.5, 12.5, 15.5].flatMap((degrees) => [-degrees, degrees]);

/** Tested shares and positions of a tilted picture: the whole of it, without its corners, or slightly more, near the middle. */
const TURNED_SHARES = [1, 0.91, 0.83, 0.755, 0.69, 0.625, 0.57] as const;

/** The tested crops of one axis of a tilted copy. */
export const ROTATED_AXIS_CROPS: readonly AxisCrop[] = TURNED_SHARES.flatMap((share) => {
  const middle = (1 - share) / 2;
  return (share === 1 ? [0] : [-PLACE_STEP, 0, PLACE_STEP]).map((shift) => ({ from: middle + shift, share }));
});

/** Tested pairs of axis crops of a tilted copy, by their indexes in {@link ROTATED_AXIS_CROPS}. Tilted copies keep the aspect ratio. */
export const ROTATED_GRID: readonly { readonly across: number; readonly down: number }[] = ROTATED_AXIS_CROPS.flatMap((one, across) =>
  ROTATED_AXIS_CROPS.flatMap((other, down) => (one.share === other.share ? [{ across, down }] : [])),
);

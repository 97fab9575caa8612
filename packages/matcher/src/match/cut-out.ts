import type { PictureArea } from '@streetdate/core/portable';

/** The view that a query's track has when its thumbnails were cut anew, and that a segment found so says it was found in. */
export const CUT_OUT_VIEW = 'cut-out';

/** What a copy shows along one axis of the reference's picture: `share` of it, from `from` on. Both in fractions of the reference's axis. */
export interface AxisCut {
  readonly from: number;
  readonly share: number;
}

/** The part of the reference's picture that a copy shows. */
export interface CutOut {
  readonly across: AxisCut;
  readonly down: AxisCut;
}

/** The reference's middle half along one axis, which every cut-out copy shows. */
const MIDDLE = { from: 0.25, to: 0.75 } as const;

/** Where the reference's middle half lies along an axis of the copy's picture, fractions of that. */
export function middleOfAxis({ from, share }: AxisCut): { readonly start: number; readonly end: number } {
  return { start: (MIDDLE.from - from) / share, end: (MIDDLE.to - from) / share };
}

/** Where the reference's middle half lies in the copy's picture; undefined where it does not lie inside. */
export function middleInCopy({ across, down }: CutOut): PictureArea | undefined {
  const horizontal = middleOfAxis(across);
  const vertical = middleOfAxis(down);
  const area = { left: horizontal.start, right: horizontal.end, top: vertical.start, bottom: vertical.end };
  if (area.left < -EDGE || area.top < -EDGE || area.right > 1 + EDGE || area.bottom > 1 + EDGE) return undefined;
  return { left: Math.max(0, area.left), top: Math.max(0, area.top), right: Math.min(1, area.right), bottom: Math.min(1, area.bottom) };
}

/** Share of the copy's picture by which the middle half may reach out of it: rounding, and copies that lost just over a quarter. */
const EDGE = 0.02;

/** The part shown, as an area of the reference's picture. */
export function areaOfCutOut({ across, down }: CutOut): PictureArea {
  return {
    left: Math.max(0, across.from),
    top: Math.max(0, down.from),
    right: Math.min(1, across.from + across.share),
    bottom: Math.min(1, down.from + down.share),
  };
}

/** What a copy shows of the reference when, as it lies, it would show `cutOut` of a mirrored one. */
export function mirrorCutOut({ across, down }: CutOut): CutOut {
  return { across: { from: 1 - across.share - across.from, share: across.share }, down };
}

/**
 * Shares of an axis that are tried, down to the middle half itself. One in ten from each other: coarse bits bear a scale that is wrong by a
 * twentieth (0.09 of 64 bits differ).
 */
const SHARES = [0.97, 0.88, 0.8, 0.73, 0.66, 0.6, 0.545, 0.5] as const;

/** Step between the places tried, as a share of the reference's axis: 3.5 % of the middle half on both sides (0.2 of 64 bits differ). */
const PLACE_STEP = 0.035;

/** The cuts of one axis that are tried. */
export const AXIS_CUTS: readonly AxisCut[] = SHARES.flatMap((share) => {
  const first = Math.max(0, MIDDLE.to - share);
  const last = Math.min(MIDDLE.from, 1 - share);
  const steps = Math.ceil((last - first) / PLACE_STEP - 1e-9);
  return Array.from({ length: steps + 1 }, (_, step) => ({ from: steps === 0 ? first : first + ((last - first) * step) / steps, share }));
});

/** Largest difference between the shares of the two axes that is tried where neither axis is nearly whole. */
const MOST_UNEQUAL = 0.02;

/**
 * Pairs of cuts that are tried, by their numbers in {@link AXIS_CUTS}: the picture's shape kept, or one axis nearly whole, as in a wide film cut to
 * an old television's shape. What shows nearly the whole picture on both axes is left out: the active areas find it.
 */
export const CUT_OUT_GRID: readonly { readonly across: number; readonly down: number }[] = AXIS_CUTS.flatMap((across, acrossAt) =>
  AXIS_CUTS.flatMap((down, downAt) => {
    const whole = [across, down].filter(({ share }) => share === SHARES[0]).length;
    const alike = Math.abs(across.share - down.share) <= MOST_UNEQUAL;
    return whole < 2 && (alike || whole === 1) ? [{ across: acrossAt, down: downAt }] : [];
  }),
);

import {
  type AreaSpan,
  type Fingerprint,
  type InsetSpan,
  type MediaFacts,
  type PictureArea,
  type PictureQuad,
  type TimeSpan,
  WHOLE_PICTURE,
} from '@streetdate/core/portable';

/** All of a film. */
const ALWAYS: TimeSpan = { start: 0, end: Number.POSITIVE_INFINITY };

/** Aspect ratio for an unknown picture. */
const COMMON_SHAPE = 16 / 9;

/** Aspect ratio of the query's picture without bars. */
export function shapeOf({ areas, media }: Fingerprint): number {
  const { left, top, right, bottom } = mainArea(areas) ?? WHOLE_PICTURE;
  return (frameShapeOf(media) * (right - left)) / (bottom - top);
}

/** Display aspect ratio of the frame, including bars. */
export function frameShapeOf({ width, height, displayAspect }: MediaFacts): number {
  return displayAspect ?? (width === undefined || height === undefined ? COMMON_SHAPE : width / height);
}

/** The area during most of a film, or of an interval of it; undefined if unknown. */
export function mainArea(areas: readonly AreaSpan[], within?: TimeSpan): PictureArea | undefined {
  // Measured edges fluctuate. Areas that agree within a hundredth are one.
  const nameOf = ({ area: { left, top, right, bottom } }: AreaSpan) => [left, top, right, bottom].map((edge) => edge.toFixed(2)).join();
  return longest(areas, within, nameOf)?.area;
}

/** Where an inset is during most of an interval. Positions are measured every half a minute, and similar enough that one represents all. */
export function mainCorners(spans: readonly InsetSpan[], within?: TimeSpan): PictureQuad | undefined {
  return longest(spans, within, ({ corners }) => corners.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join())?.corners;
}

/** Among spans grouped by name, the first span of the group that fills most of an interval; undefined if no span overlaps it. */
function longest<T extends TimeSpan>(spans: readonly T[], within: TimeSpan = ALWAYS, nameOf: (span: T) => string): T | undefined {
  const totals = new Map<string, { readonly span: T; seconds: number }>();
  for (const span of spans) {
    const seconds = Math.min(span.end, within.end) - Math.max(span.start, within.start);
    // A still has no duration and a single span.
    if (seconds < 0 || (seconds === 0 && span.end > span.start)) continue;
    const total = totals.get(nameOf(span)) ?? { span, seconds: 0 };
    total.seconds += seconds;
    totals.set(nameOf(span), total);
  }
  return [...totals.values()].reduce<{ span: T; seconds: number } | undefined>(
    (best, total) => (best && best.seconds >= total.seconds ? best : total),
    undefined,
  )?.span;
}

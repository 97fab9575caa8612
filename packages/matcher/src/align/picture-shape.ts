import {
  type AreaSpan,
  type Fingerprint,
  type MediaFacts,
  type PictureArea,
  type TimeSpan,
  WHOLE_PICTURE,
} from '@streetdate/core/portable';

/** Shape of a picture of which nothing is known. */
const COMMON_SHAPE = 16 / 9;

/** Width of the query's picture by its height, bars left out. */
export function shapeOf({ areas, media }: Fingerprint): number {
  const { left, top, right, bottom } = mainArea(areas) ?? WHOLE_PICTURE;
  return (frameShapeOf(media) * (right - left)) / (bottom - top);
}

/** Width of the frame as it is shown by its height, bars and all. */
export function frameShapeOf({ width, height, displayAspect }: MediaFacts): number {
  return displayAspect ?? (width === undefined || height === undefined ? COMMON_SHAPE : width / height);
}

/** The area that holds for most of a film, or of an interval of it; undefined where none is known. */
export function mainArea(
  areas: readonly AreaSpan[],
  within: TimeSpan = { start: 0, end: Number.POSITIVE_INFINITY },
): PictureArea | undefined {
  // Measured edges tremble: areas that are equal to a hundredth are one.
  const nameOf = ({ area: { left, top, right, bottom } }: AreaSpan) => [left, top, right, bottom].map((edge) => edge.toFixed(2)).join();
  return longest(areas, within, nameOf)?.area;
}

/** Of spans that mean the same by their name, the first of those that fill most of an interval; undefined where none lies in it. */
export function longest<T extends TimeSpan>(spans: readonly T[], within: TimeSpan, nameOf: (span: T) => string): T | undefined {
  const totals = new Map<string, { readonly span: T; seconds: number }>();
  for (const span of spans) {
    const seconds = Math.min(span.end, within.end) - Math.max(span.start, within.start);
    // A still lasts no time, and its one span is all there is.
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

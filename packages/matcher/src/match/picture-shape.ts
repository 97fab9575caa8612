import { type AreaSpan, type Fingerprint, WHOLE_PICTURE } from '@streetdate/core/portable';

/** Shape of a picture of which nothing is known. */
const COMMON_SHAPE = 16 / 9;

/** Width of the query's picture by its height, bars left out. */
export function shapeOf({ areas, media }: Fingerprint): number {
  const area = areas.reduce<AreaSpan | undefined>(
    (longest, span) => (longest && lengthOf(longest) >= lengthOf(span) ? longest : span),
    undefined,
  );
  if (media.width === undefined || media.height === undefined) return COMMON_SHAPE;
  const { left, top, right, bottom } = area?.area ?? WHOLE_PICTURE;
  return (media.width * (right - left)) / (media.height * (bottom - top));
}

function lengthOf({ start, end }: AreaSpan): number {
  return end - start;
}

import { INSET_VIEWS, scaleQuad } from '@streetdate/core/internal';
import {
  type Fingerprint,
  type InsetSpan,
  type PictureArea,
  type PicturePoint,
  type PictureQuad,
  type Thumbnails,
  WHOLE_PICTURE,
} from '@streetdate/core/portable';
import { frameShapeOf, mainArea, mainCorners, shapeOf } from './picture-shape.ts';

/** A picture that may show a crop of a film: all of the query's picture, or a picture inside it. */
export interface QueryPicture {
  /** Its thumbnails. Those of a picture inside are cut from the query's own, so they are less sharp. */
  readonly thumbnails: Thumbnails;
  /** Aspect ratio. */
  readonly shape: number;
  /** Corners of a picture inside, in fractions of the frame; undefined for all of the query's picture. */
  readonly inset?: PictureQuad;
}

/** Least share of the picture's width and height of an inset: 20 of 64 pixels. A crop of less is too small to compare. */
const LEAST_SIDE = 0.3;

/** All of a query's picture; undefined without thumbnails. */
export function wholePicture(query: Fingerprint): QueryPicture | undefined {
  return query.thumbnails && { thumbnails: query.thumbnails, shape: shapeOf(query) };
}

/** Inset pictures by query: a search asks for them several times, and cutting them out takes a tenth of it. */
const known = new WeakMap<Fingerprint, readonly QueryPicture[]>();

/** The insets and parts of a split screen that are large enough to show a crop of a film, the most certain first; none without thumbnails. */
export function insetPictures(query: Fingerprint): readonly QueryPicture[] {
  const made = known.get(query) ?? cutInsetPictures(query);
  known.set(query, made);
  return made;
}

function cutInsetPictures(query: Fingerprint): QueryPicture[] {
  const { thumbnails, insets = [] } = query;
  if (thumbnails === undefined) return [];
  return INSET_VIEWS.flatMap(
    (view) =>
      insetPicture(
        query,
        thumbnails,
        insets.filter((span) => span.view === view),
      ) ?? [],
  );
}

function insetPicture(query: Fingerprint, thumbnails: Thumbnails, places: readonly InsetSpan[]): QueryPicture | undefined {
  const inset = mainCorners(places);
  if (inset === undefined) return undefined;
  const { side } = thumbnails;
  const shown: { readonly timeMs: number; readonly pixels: Uint8Array }[] = [];
  for (const [at, timeMs] of thumbnails.timesMs.entries()) {
    const place = places.find(({ start, end }) => start <= timeMs / 1000 && timeMs / 1000 < end);
    const corners = place && cornersWithin(place.corners, mainArea(query.areas, place) ?? WHOLE_PICTURE);
    if (corners === undefined || Math.min(...sidesOf(corners)) < LEAST_SIDE) continue;
    const frame = { width: side, height: side, pixels: thumbnails.pixels.subarray(at * side * side, (at + 1) * side * side), time: 0 };
    shown.push({ timeMs, pixels: scaleQuad(frame, corners, side, side).pixels });
  }
  if (shown.length === 0) return undefined;
  const pixels = new Uint8Array(shown.length * side * side);
  for (const [at, picture] of shown.entries()) pixels.set(picture.pixels, at * side * side);
  const [width, height] = sidesOf(inset);
  return {
    thumbnails: { side, timesMs: Uint32Array.from(shown, ({ timeMs }) => timeMs), pixels },
    shape: (frameShapeOf(query.media) * width) / height,
    inset,
  };
}

/** Corners in fractions of the frame, as fractions of an area of it, which thumbnails show. */
function cornersWithin(corners: PictureQuad, { left, top, right, bottom }: PictureArea): PictureQuad {
  const within = ({ x, y }: PicturePoint) => ({ x: clamp((x - left) / (right - left)), y: clamp((y - top) / (bottom - top)) });
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  return [within(topLeft), within(topRight), within(bottomRight), within(bottomLeft)];
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));

/** Mean width and height of a quadrilateral, in the units of its corners. */
function sidesOf([topLeft, topRight, bottomRight, bottomLeft]: PictureQuad): readonly [width: number, height: number] {
  return [(topRight.x - topLeft.x + bottomRight.x - bottomLeft.x) / 2, (bottomLeft.y - topLeft.y + bottomRight.y - topRight.y) / 2];
}

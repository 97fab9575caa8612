import { FINE_LUMA_GRID } from '@streetdate/core/internal';
import { type Fingerprint, WHOLE_PICTURE } from '@streetdate/core/portable';
import { frameShapeOf, mainArea } from '../../align/picture-shape.ts';
import type { Look } from './described-pictures.ts';
import type { AffineMap } from './register-pictures.ts';

/** Fewest cells of a reference that a copy shows. */
const FEWEST_CELLS = 8;
/** Pixels of the longer side of a frame, as local features count them. */
export const LONG_SIDE = 256;

/**
 * A query whose luma cells lie where those of the reference are, under an affine map of their frames. Cells that the query does not show
 * change as the mean of the others, so they count nothing.
 * @param map - From the query's frame, as it is mirrored, to the reference's.
 * @returns Undefined where luma is unknown, or too few cells are shown.
 */
export function lumaUnder(
  query: Fingerprint,
  reference: Fingerprint,
  map: AffineMap,
  { mirrored, inverted }: Look,
): Fingerprint | undefined {
  const { luma } = query;
  if (luma?.fineGrid === undefined) return undefined;
  const sources = sourcesOf(query, reference, map, mirrored);
  const shown = sources.filter((source) => source !== undefined);
  if (shown.length < FEWEST_CELLS) return undefined;
  const cells = FINE_LUMA_GRID ** 2;
  const fineGrid = new Uint8Array(luma.fineGrid.length);
  const own = new Float64Array(cells);
  const levels = new Float64Array(cells);
  for (let entry = 1; entry < luma.timesMs.length; entry++) {
    const [before, at] = [(entry - 1) * cells, entry * cells];
    // Levels are known modulo 256; a change is the nearest one.
    for (let cell = 0; cell < cells; cell++) own[cell] = ((luma.fineGrid[at + cell]! - luma.fineGrid[before + cell]! + 128) & 255) - 128;
    const changes = sources.map((source) => source && valueAt(own, source) * (inverted ? -1 : 1));
    const mean = changes.reduce<number>((sum, change) => sum + (change ?? 0), 0) / shown.length;
    for (let cell = 0; cell < cells; cell++) {
      levels[cell]! += changes[cell] ?? mean;
      fineGrid[at + cell] = Math.round(levels[cell]!) & 255;
    }
  }
  return { ...query, luma: { ...luma, fineGrid } };
}

/** A place in the query's grid, in cells from the centre of the first one. */
interface Source {
  readonly column: number;
  readonly row: number;
}

/** For each cell of the reference where in the query's grid it is shown; undefined where it is not. */
function sourcesOf(query: Fingerprint, reference: Fingerprint, { a, b, c, d, e, f }: AffineMap, mirrored: boolean): (Source | undefined)[] {
  const [ofQuery, ofReference] = [frameOf(query), frameOf(reference)];
  const determinant = a * d - b * c;
  return Array.from({ length: FINE_LUMA_GRID ** 2 }, (_, cell) => {
    const x = ofReference.left + (((cell % FINE_LUMA_GRID) + 0.5) / FINE_LUMA_GRID) * ofReference.width - e;
    const y = ofReference.top + ((Math.floor(cell / FINE_LUMA_GRID) + 0.5) / FINE_LUMA_GRID) * ofReference.height - f;
    const across = (d * x - b * y) / determinant;
    const left = (mirrored ? LONG_SIDE - across : across) - ofQuery.left;
    const top = (a * y - c * x) / determinant - ofQuery.top;
    const column = (left / ofQuery.width) * FINE_LUMA_GRID - 0.5;
    const row = (top / ofQuery.height) * FINE_LUMA_GRID - 0.5;
    const isShown = column >= -0.5 && column <= FINE_LUMA_GRID - 0.5 && row >= -0.5 && row <= FINE_LUMA_GRID - 0.5;
    return isShown ? { column, row } : undefined;
  });
}

/** A rectangle in pixels of a frame, whose longer side has 256. */
export interface PixelArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The active area of a film in its frame. */
export function frameOf({ areas, media }: Pick<Fingerprint, 'areas' | 'media'>): PixelArea {
  const shape = frameShapeOf(media);
  const [width, height] = shape >= 1 ? [LONG_SIDE, LONG_SIDE / shape] : [LONG_SIDE * shape, LONG_SIDE];
  const { left, top, right, bottom } = mainArea(areas) ?? WHOLE_PICTURE;
  return { left: left * width, top: top * height, width: (right - left) * width, height: (bottom - top) * height };
}

/** The value between cells, bilinear. */
function valueAt(cells: Float64Array, { column, row }: Source): number {
  const last = FINE_LUMA_GRID - 1;
  const [x, y] = [Math.min(last, Math.max(0, column)), Math.min(last, Math.max(0, row))];
  const [x0, y0] = [Math.min(last - 1, Math.floor(x)), Math.min(last - 1, Math.floor(y))];
  const [fx, fy] = [x - x0, y - y0];
  const at = y0 * FINE_LUMA_GRID + x0;
  const upper = cells[at]! * (1 - fx) + cells[at + 1]! * fx;
  const lower = cells[at + FINE_LUMA_GRID]! * (1 - fx) + cells[at + FINE_LUMA_GRID + 1]! * fx;
  return upper * (1 - fy) + lower * fy;
}

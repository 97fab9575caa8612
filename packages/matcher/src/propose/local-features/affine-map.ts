/** Maps pixels of the query to pixels of the reference: `x' = a x + b y + e`, `y' = c x + d y + f`. */
export interface AffineMap {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** The place of the reference at which a map shows a place of the query, by default the middle of its picture, pixels of 256. */
export function placeUnder({ a, b, c, d, e, f }: AffineMap, x = 128, y = 72): { readonly x: number; readonly y: number } {
  return { x: a * x + b * y + e, y: c * x + d * y + f };
}

/** Pixels between the places at which two maps show the middle of the query's picture, or half of that at its corners if that is more. */
export function apart(one: AffineMap, other: AffineMap): number {
  const at = (x: number, y: number) => {
    const [from, to] = [placeUnder(one, x, y), placeUnder(other, x, y)];
    return Math.hypot(from.x - to.x, from.y - to.y);
  };
  return Math.max(at(128, 72), at(0, 0) / 2, at(256, 0) / 2, at(0, 144) / 2, at(256, 144) / 2);
}

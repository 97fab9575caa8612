/** One side of a rectangle of seams, seen from inside the rectangle. */
export interface SeamSide {
  /** Pixels of the frame across the side: its width for an upright side. */
  readonly lines: number;
  /** Line that the seam runs through. */
  readonly line: number;
  /** Step to the next line, in pixels of memory. */
  readonly step: number;
  /** +1 where lines with higher numbers lie inside the rectangle, −1 where lower ones do. */
  readonly inwards: 1 | -1;
  /** First pixel along the side that is looked at, and the end, exclusive. */
  readonly from: number;
  readonly to: number;
  /** Step to the next pixel along the side, in pixels of memory. */
  readonly along: number;
}

/** Lines on either side of the seam that may belong to a thin border: looked through first. */
const WIDE = 3;

/** Lines on either side of the edge that may be mixtures. */
const NARROW = 1;

/**
 * Measures where the inner film begins, to a fraction of a line. Each line near the seam changes as a mixture of what changes inside and what
 * changes outside: its part of the inside is found by regression on a line of each, over all pixels of all changes; neighbours inside
 * one film are not quite alike, so the part is set against that of a pair as far apart inside. A border that does not change counts as outside.
 * @param changes - Changes from frame to frame, one picture of `size` pixels after the other.
 * @returns The edge, in lines from the frame's border: 0 is the outer edge of line 0.
 */
export function measureSeam(changes: Int16Array, size: number, side: SeamSide): number {
  const { lines, line, inwards } = side;
  // Lines and edges are counted inwards from the frame's border on this side.
  const middle = inwards === 1 ? line : lines - 1 - line;
  const rough = innerEdge(changes, size, side, middle - WIDE - 1, middle + WIDE + 1);
  const edge = Math.floor(rough + 0.5);
  const fine = innerEdge(changes, size, side, edge - NARROW - 1, edge + NARROW);
  if (process.env.V) console.log(middle, rough.toFixed(2), fine.toFixed(2));
  return inwards === 1 ? fine : lines - fine;
}

/** The edge between two lines of which one is certainly outside, the other certainly inside. */
function innerEdge(changes: Int16Array, size: number, side: SeamSide, outer: number, inner: number): number {
  const { lines, step, inwards, from, to, along } = side;
  const first = Math.max(0, outer);
  const last = Math.min(lines - 1, inner);
  const span = last - first;
  const further = Math.min(span, lines - 1 - last);
  if (span < 2) return last;
  let inIn = 0;
  let outOut = 0;
  let inOut = 0;
  const withIn = new Float64Array(span);
  const withOut = new Float64Array(span);
  const fall = new Float64Array(span + 1);
  const inwardStep = inwards * step;
  const border = inwards === 1 ? 0 : (lines - 1) * step;
  for (let base = border; base < changes.length; base += size) {
    for (let i = from; i < to; i++) {
      const at = base + i * along;
      const inside = changes[at + last * inwardStep]!;
      const outside = changes[at + first * inwardStep]!;
      inIn += inside * inside;
      outOut += outside * outside;
      inOut += inside * outside;
      for (let k = 1; k < span; k++) {
        const change = changes[at + (first + k) * inwardStep]!;
        withIn[k]! += change * inside;
        withOut[k]! += change * outside;
        if (k <= further) fall[k]! += inside * changes[at + (last + k) * inwardStep]!;
      }
    }
  }
  const ridge = 0.001 * (inIn + outOut) + 1;
  const determinant = (inIn + ridge) * (outOut + ridge) - inOut * inOut;
  let covered = 0;
  for (let k = 1; k < span; k++) {
    const part = ((outOut + ridge) * withIn[k]! - inOut * withOut[k]!) / determinant;
    const alike = fall[Math.min(further, span - k)]! / (inIn + 1);
    covered += Math.min(1, Math.max(0, part / Math.max(0.2, alike)));
  }
  return last - covered;
}

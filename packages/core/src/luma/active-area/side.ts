/** One side of a picture, seen from outside: lines at depth 0, 1, 2 … run along the side. */
export interface Side {
  /** Index of the first pixel of the outermost line. */
  readonly start: number;
  /** Step to the next line inwards. */
  readonly inwards: number;
  /** Step to the next pixel of a line. */
  readonly along: number;
  /** Pixels in a line. */
  readonly length: number;
  /** Lines from this side to the other. */
  readonly lines: number;
}

/** The sides of a picture: left, right, top, bottom. */
export function sidesOf(width: number, height: number): readonly [Side, Side, Side, Side] {
  return [
    { start: 0, inwards: 1, along: width, length: height, lines: width },
    { start: width - 1, inwards: -1, along: width, length: height, lines: width },
    { start: 0, inwards: width, along: 1, length: width, lines: height },
    { start: (height - 1) * width, inwards: -width, along: 1, length: width, lines: height },
  ];
}

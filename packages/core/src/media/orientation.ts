/** How a decoded picture is rotated and mirrored for display. */
export interface Orientation {
  /** True when the displayed width is the decoded height. */
  readonly swapsSides: boolean;
  /** ffmpeg filters that rotate the picture; none for an upright one. */
  readonly filters: readonly string[];
}

/** The decoded picture is displayed as it is. */
export const UPRIGHT: Orientation = { swapsSides: false, filters: [] };

/**
 * Reads a display matrix (ISO/IEC 14496-12, 6.2.2) as one of the eight rotations and mirrorings. A skewed one counts as the nearest. It
 * shows a picture's point (x, y) at (a·x + c·y, b·x + d·y), y downwards.
 * @param matrix - Its nine numbers, row after row: a b u, c d v, x y w.
 */
export function orientationOf(matrix: readonly number[]): Orientation {
  const [a = 1, b = 0, , c = 0, d = 1] = matrix;
  if (Math.abs(a) + Math.abs(d) >= Math.abs(b) + Math.abs(c)) {
    return { swapsSides: false, filters: [...(a < 0 ? ['hflip'] : []), ...(d < 0 ? ['vflip'] : [])] };
  }
  // x goes down where b > 0, and y goes left where c < 0: together a clockwise quarter turn.
  const turn = b > 0 ? (c < 0 ? 'clock' : 'cclock_flip') : c < 0 ? 'clock_flip' : 'cclock';
  return { swapsSides: true, filters: [`transpose=${turn}`] };
}

/**
 * The orientation of a stream that states only a rotation.
 * @param degrees - Clockwise rotation that makes it upright, a multiple of 90 up to rounding. Other angles are left alone, as players do.
 */
export function orientationOfTurn(degrees: number): Orientation {
  const quarters = ((Math.round(degrees / 90) % 4) + 4) % 4;
  const matrices = [
    [1, 0, 0, 0, 1],
    [0, 1, 0, -1, 0],
    [-1, 0, 0, 0, -1],
    [0, -1, 0, 1, 0],
  ];
  return orientationOf(matrices[quarters]!);
}

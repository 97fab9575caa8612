import type { Segment } from '@streetdate/matcher';
import { solve } from './solve.ts';

/**
 * A projective map of a picture's point (x, y), each from -1 to 1, to a point of another in fractions of it: eight numbers, row after row,
 * and 1 as the ninth.
 */
export type Homography = Float64Array;

/** A point in fractions of a picture, or from -1 to 1. */
export type Point = readonly [x: number, y: number];

/** Where a map takes a point. */
export function project(map: Homography, x: number, y: number): Point {
  const depth = map[6]! * x + map[7]! * y + 1;
  return [(map[0]! * x + map[1]! * y + map[2]!) / depth, (map[3]! * x + map[4]! * y + map[5]!) / depth];
}

/** The map that takes the corners of a picture to four points: top left, top right, bottom right, bottom left. */
export function homographyOf(corners: readonly Point[]): Homography | undefined {
  const from: readonly Point[] = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ];
  const matrix = new Float64Array(64);
  const right = new Float64Array(8);
  for (const [at, [x, y]] of from.entries()) {
    const [u, v] = corners[at]!;
    for (const row of [
      { values: [x, y, 1, 0, 0, 0, -x * u, -y * u], value: u },
      { values: [0, 0, 0, x, y, 1, -x * v, -y * v], value: v },
    ]) {
      for (let i = 0; i < 8; i++) {
        right[i]! += row.values[i]! * row.value;
        for (let j = 0; j < 8; j++) matrix[i * 8 + j]! += row.values[i]! * row.values[j]!;
      }
    }
  }
  return solve(matrix, right, 8) ? right : undefined;
}

/** A rectangle in fractions of a picture. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const WHOLE: Area = { left: 0, top: 0, right: 1, bottom: 1 };

/**
 * Where the original's picture may lie in the copy's, as the match saw it: the first is the likeliest. Registration chooses and refines.
 * @param original - The original's active picture area.
 */
export function firstGuesses(segment: Segment, original: Area): Homography[] {
  const { activeArea = WHOLE, cutOut, inset, mirrored, rotation, tilt = 0 } = segment;
  const middle = /^middle-([\d.]+)$/.exec(segment.referenceView);
  const share = middle === null ? 1 : Number(middle[1]);
  const ofMiddle: Area = { left: (1 - share) / 2, top: (1 - share) / 2, right: (1 + share) / 2, bottom: (1 + share) / 2 };
  const place = (shown: Area, active: Area, quad?: readonly Point[]) =>
    homographyOf(
      CORNERS.map(([cx, cy]) => {
        // From the original's picture to its active area, then to the part that the copy shows.
        let x = ((cx - original.left) / (original.right - original.left) - shown.left) / (shown.right - shown.left);
        let y = ((cy - original.top) / (original.bottom - original.top) - shown.top) / (shown.bottom - shown.top);
        if (mirrored) x = 1 - x;
        for (let turn = 0; turn < rotation; turn += 90) [x, y] = [1 - y, x];
        if (tilt !== 0) {
          const angle = (tilt * Math.PI) / 180;
          const [dx, dy] = [x - 0.5, y - 0.5];
          [x, y] = [0.5 + dx * Math.cos(angle) - dy * Math.sin(angle), 0.5 + dx * Math.sin(angle) + dy * Math.cos(angle)];
        }
        if (quad !== undefined) {
          const map = homographyOf(quad);
          return map === undefined ? [x, y] : project(map, 2 * x - 1, 2 * y - 1);
        }
        return [active.left + x * (active.right - active.left), active.top + y * (active.bottom - active.top)];
      }),
    );
  const quad = inset?.map(({ x, y }): Point => [x, y]);
  const guesses = [
    ...(quad === undefined ? [] : [place(cutOut ?? WHOLE, WHOLE, quad)]),
    ...(cutOut === undefined ? [] : [place(cutOut, activeArea), place(cutOut, WHOLE)]),
    place(ofMiddle, activeArea),
    place(WHOLE, activeArea),
    place(WHOLE, WHOLE),
    // A screen within the frame, as of a camera that stands further off.
    place(WHOLE, { left: 0.06, top: 0.06, right: 0.94, bottom: 0.94 }),
    place({ left: 0.05, top: 0.05, right: 0.95, bottom: 0.95 }, activeArea),
  ];
  return guesses.flatMap((guess) => guess ?? []);
}

const CORNERS: readonly Point[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

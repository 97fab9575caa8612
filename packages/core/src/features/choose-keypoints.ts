import type { Keypoint } from './find-keypoints.ts';

/** Cells of the grid that keypoints are spread over, along the longer side. */
const CELLS = 8;

/**
 * Chooses keypoints so that they spread over the picture: the strongest of each cell, then the second strongest, and so on. Otherwise a
 * caption's letters would take all places.
 * @param side - Longer side of the picture, pixels.
 * @param most - Most keypoints.
 */
export function chooseKeypoints(keypoints: readonly Keypoint[], side: number, most: number): Keypoint[] {
  const cells = new Map<number, Keypoint[]>();
  for (const keypoint of keypoints) {
    const cell = Math.floor((keypoint.x * CELLS) / side) + CELLS * Math.floor((keypoint.y * CELLS) / side);
    cells.set(cell, [...(cells.get(cell) ?? []), keypoint]);
  }
  const ranked = [...cells.values()].flatMap((some) =>
    some.sort((one, other) => other.response - one.response).map((keypoint, rank) => ({ keypoint, rank })),
  );
  ranked.sort((one, other) => one.rank - other.rank || other.keypoint.response - one.keypoint.response);
  return ranked.slice(0, most).map(({ keypoint }) => keypoint);
}

import { keypointsOf } from '@streetdate/core/internal';
import type { LocalFeatures } from '@streetdate/core/portable';
import { type Keypoints, keypointsUnder } from './register-pictures.ts';

/** How a query shows the pictures. */
export interface Look {
  readonly mirrored: boolean;
  readonly inverted: boolean;
}

/** How a query may show the pictures, in the order of its codes. */
export const QUERY_LOOKS: readonly Look[] = [
  { mirrored: false, inverted: false },
  { mirrored: true, inverted: false },
  { mirrored: false, inverted: true },
  { mirrored: true, inverted: true },
];

/** The keypoints of a query's picture under a look. @param stays - As `findOverlays` gives it. */
export function queryPicture(features: LocalFeatures, picture: number, look: number, stays: Uint8Array): Keypoints {
  const start = picture === 0 ? 0 : features.ends[picture - 1]!;
  const keypoints = keypointsUnder(keypointsOf(features, picture), features.looks, look, QUERY_LOOKS[look]!);
  return { ...keypoints, stays: stays.subarray(start, start + keypoints.count) };
}

/** The keypoints of a reference's picture. */
export function referencePicture(features: LocalFeatures, picture: number): Keypoints {
  return keypointsUnder(keypointsOf(features, picture), 1, 0, QUERY_LOOKS[0]!);
}

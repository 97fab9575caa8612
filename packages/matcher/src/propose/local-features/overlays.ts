import { keypointsOf, popcount32 } from '@streetdate/core/internal';
import type { LocalFeatures } from '@streetdate/core/portable';

/** Pictures of a query that are compared with each one, counted from it: half a second is between two. */
const COMPARED = [4, 8, 16] as const;
/** Pixels by which a place that stays may move. */
const STAYS = 2;
/** Most bits by which its code may change. */
const FARTHEST = 8;
/** Share of the keypoints of two pictures that stay, below which the picture has changed. */
const CHANGED = 0.35;

/**
 * Keypoints that stay where they are while the rest of the picture changes: captions, logos, frames around the film. They prove nothing of it.
 * @returns One byte for each keypoint of the film: 1 if it stays.
 */
export function findOverlays(features: LocalFeatures): Uint8Array {
  const { timesMs, ends, looks } = features;
  const stays = new Uint8Array(ends.at(-1) ?? 0);
  for (let picture = 0; picture < timesMs.length; picture++) {
    const one = keypointsOf(features, picture);
    const start = picture === 0 ? 0 : ends[picture - 1]!;
    const count = one.places.length / 4;
    for (const step of COMPARED) {
      if (picture + step >= timesMs.length) break;
      const other = keypointsOf(features, picture + step);
      const otherStart = ends[picture + step - 1]!;
      const staying: (readonly [number, number])[] = [];
      for (let at = 0; at < count; at++) {
        const same = sameKeypoint(one, at, other, looks);
        if (same >= 0) staying.push([at, same]);
      }
      if (staying.length >= CHANGED * Math.min(count, other.places.length / 4)) continue;
      for (const [at, same] of staying) {
        stays[start + at] = 1;
        stays[otherStart + same] = 1;
      }
    }
  }
  return stays;
}

interface Described {
  readonly places: Uint8Array;
  readonly codes: Uint32Array;
}

function sameKeypoint(one: Described, at: number, other: Described, looks: number): number {
  const [x, y] = [one.places[4 * at]!, one.places[4 * at + 1]!];
  for (let near = 0; near < other.places.length / 4; near++) {
    if (Math.abs(other.places[4 * near]! - x) > STAYS || Math.abs(other.places[4 * near + 1]! - y) > STAYS) continue;
    const distance =
      popcount32((one.codes[2 * looks * at]! ^ other.codes[2 * looks * near]!) >>> 0) +
      popcount32((one.codes[2 * looks * at + 1]! ^ other.codes[2 * looks * near + 1]!) >>> 0);
    if (distance <= FARTHEST) return near;
  }
  return -1;
}

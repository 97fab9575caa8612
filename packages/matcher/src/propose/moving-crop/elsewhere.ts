import type { CropPath, FollowedPicture, Follower } from './follower.ts';

/** Seconds to other moments of the reference, where the pictures of a place are fitted as well: the nearest first, where they fit most often. */
export const ELSEWHERE = [-3, 3, -4, 4, -5.5, 5.5, -8, 8, -13, 13, -21, 21] as const;
/** Fewest of them that the reference must show. A shorter one cannot tell. */
const FEWEST_ELSEWHERE = 2;
/** Pictures that are fitted there. */
const PICTURES_ELSEWHERE = 8;
/**
 * Share of bits by which a place is nearer than all of them. In a static scene every moment fits under some crop, also those of another
 * take: there places led by -0.15 to 0.04, right and wrong ones, and only motion tells. Elsewhere copies led by 0.19 to 0.35.
 */
const LEAST_LEAD = 0.15;
/** Mean share of differing bits that unrelated pictures do not exceed. */
const FARTHEST_ELSEWHERE = 0.55;

/** Whether followed pictures are nearer to their moments than to others of the reference, fitted in the same way. */
export function isDistinct(follower: Follower, path: CropPath, followed: readonly FollowedPicture[]): boolean {
  const stride = Math.max(1, Math.ceil(followed.length / PICTURES_ELSEWHERE));
  const chosen = followed.filter((_, at) => at % stride === 0);
  const distance = chosen.reduce((sum, picture) => sum + picture.distance, 0) / chosen.length / path.clock.track.bits;
  const least = Math.max(follower.leastElsewhere, distance + LEAST_LEAD);
  if (least > FARTHEST_ELSEWHERE) return false;
  let shown = 0;
  for (const shift of ELSEWHERE) {
    const elsewhere = follower.distanceElsewhere(path, chosen, shift);
    if (elsewhere === undefined) continue;
    if (elsewhere < least) return false;
    shown++;
  }
  return shown >= FEWEST_ELSEWHERE;
}

/** Whether some pictures are at least so far from enough other moments, share of bits. */
export function isNearerThan(distance: number, elsewhere: readonly number[]): boolean {
  return elsewhere.length >= FEWEST_ELSEWHERE && Math.min(...elsewhere) >= distance;
}

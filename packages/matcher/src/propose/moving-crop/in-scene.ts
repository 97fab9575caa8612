import { logTrialsAnHour } from '../../evidence/hash-bits.ts';
import type { Segment } from '../../match.ts';
import { mayMove } from '../../verify/place-by-motion.ts';
import type { SearchSize } from '../../verify/segment.ts';
import { describeFollowed, type Films, thumbnailsBefore, thumbnailsFrom, timesOf } from './followed-pictures.ts';
import type { FollowedPath } from './followed-place.ts';
import type { CropPath } from './follower.ts';
import type { RegisteredFollower, RegisteredPicture } from './registered-follower.ts';

/** Fewest pictures that were followed: a static scene is followed to its end, and unrelated pictures are soon lost. */
const FEWEST_FOLLOWED = 8;
/** Evidence from which a moment is looked at again, in powers of ten: one alignment in some hundreds has as much by chance. */
const WORTH_LOOKING = 3;
/** Seconds within which it must be found again. */
const FOUND_AGAIN = 1;

/**
 * Places followed pictures in a static scene, of which every moment resembles them. They are followed anew where they seem to play, because
 * pictures of the right moment give better crops, and the moment is then searched once more. The crops were chosen by the pictures, so only
 * the moments of the library count as trials.
 * @returns Undefined if the scene was searched before, or if no moment is better than chance.
 */
export function segmentInScene(
  films: Films,
  follower: RegisteredFollower,
  { path, pictures }: FollowedPath<RegisteredPicture>,
  { libraryHours, trials }: SearchSize,
): Segment | undefined {
  const middle = pictures[pictures.length >> 1];
  if (middle === undefined || pictures.length < FEWEST_FOLLOWED) return undefined;
  const time = timesOf(films)[middle.thumbnail]! / 1000;
  if (!follower.isNewScene(path, time)) return undefined;
  const first = follower.momentInScene(path, pictures);
  if (first === undefined || first.evidence.logChance > -WORTH_LOOKING) return undefined;
  const placed = at(path, first.offset);
  const outwards = [thumbnailsBefore(films, time), thumbnailsFrom(films, time)];
  const again = outwards.flatMap((outward) => follower.follow(placed, middle.crop, outward));
  const moment = follower.momentInScene(placed, again);
  if (moment === undefined || Math.abs(moment.offset - first.offset) > FOUND_AGAIN) return undefined;
  const segment = describeFollowed(films, follower, at(path, moment.offset), again, { libraryHours, trials });
  if (segment === undefined || !mayMove(segment)) return undefined;
  const { evidence } = moment;
  const score = -evidence.logChance - logTrialsAnHour(1, segment.queryEnd - segment.queryStart) - Math.log10(libraryHours);
  return score > 0 ? { ...segment, score, motion: evidence } : undefined;
}

function at(path: CropPath, offset: number): CropPath {
  return { ...path, map: { offset, speed: 1 } };
}

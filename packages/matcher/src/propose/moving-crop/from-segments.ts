import { shareOfMiddle } from '@streetdate/core/internal';
import type { PictureAlignment } from '../../align/alignment.ts';
import { LEVELS_APART } from '../../align/distances.ts';
import { CROP_VIEW, REGISTERED_VIEW } from '../../align/views.ts';
import type { Segment } from '../../match.ts';
import type { Crop } from '../crop/crop-grid.ts';
import { isDistinct } from './elsewhere.ts';
import { alignmentOf, FEWEST_FOLLOWED, type Films, segmentOf, thumbnailsBefore, thumbnailsFrom } from './followed-pictures.ts';
import type { CropPath, FollowedPicture, Follower } from './follower.ts';

/**
 * Hours of film that are searched beside a found segment. An hour has 28,800 places and orientations at 3 speeds, and an interval has 32
 * starts. All are known there.
 */
const NO_CHOICE_HOURS = 1 / (28_800 * 3 * 32);
/** Seconds between two alignments that lead to the same pictures. */
const SAME_PATH = 0.3;

/** Follows the crops of found segments outwards, the strongest first. Segments that explain nothing are no ground to follow from. */
export function* followSegments(films: Films, segments: readonly Segment[]): Generator<PictureAlignment, void, Segment | undefined> {
  const followed = new Set<string>();
  for (const segment of [...segments].sort((one, other) => other.score - one.score)) {
    const { queryStart, queryEnd, referenceStart, referenceEnd } = segment;
    if (!films.search.isExplained((queryStart + queryEnd) / 2)) continue;
    for (const [outward, offset, cutOut] of [
      [thumbnailsBefore(films, queryStart), referenceStart - queryStart, segment.cutOut],
      [thumbnailsFrom(films, queryEnd), referenceEnd - queryEnd, segment.cutOutAtEnd ?? segment.cutOut],
    ] as const) {
      const path = `${outward[0]} ${Math.round(offset / SAME_PATH)}`;
      if (followed.has(path)) continue;
      followed.add(path);
      const alignment = besideAlignment(films, { ...segment, ...(cutOut && { cutOut }) }, outward);
      if (alignment !== undefined) yield alignment;
    }
  }
}

/** Follows the crop of a found segment outwards; undefined if there is nothing to follow. @param segment - With the crop beside them. */
function besideAlignment(films: Films, segment: Segment, outward: readonly number[]): PictureAlignment | undefined {
  const crop = cropOf(segment);
  if (crop === undefined || outward.length < FEWEST_FOLLOWED) return undefined;
  const { speed, mirrored, queryStart, referenceStart } = segment;
  const path = { clock: films.clock, map: { speed, offset: referenceStart - speed * queryStart }, mirrored };
  const verify = (): Segment | undefined => {
    // The first follower that gets anywhere: both know the place, and hashes have more moments than thumbnails.
    for (const follower of films.followers) {
      const found = segmentBeside(films, follower, path, segment, follower.follow(path, crop, outward));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return alignmentOf(films, path, outward, verify);
}

/** What was followed from a segment, if it goes on there. */
function segmentBeside(
  films: Films,
  follower: Follower,
  path: CropPath,
  segment: Segment,
  pictures: readonly FollowedPicture[],
): Segment | undefined {
  const followed = segmentOf(films, follower, path, pictures, { libraryHours: NO_CHOICE_HOURS, trials: 1 });
  if (followed === undefined) return undefined;
  // It holds only if the segment does, so it proves no more than that.
  if (isDistinct(follower, path, pictures)) return { ...followed, score: Math.min(followed.score, segment.score) };
  // In a static scene crops fit every moment, also of another take. Pictures as alike as the segment's say where the copy goes on, and
  // prove nothing.
  return followed.meanDistance - follower.fittingGain <= segment.meanDistance + LEVELS_APART ? { ...followed, score: 0 } : undefined;
}

/** The crop that a segment shows of its reference; undefined for tilted, rotated and inverted pictures, and for pictures in the picture. */
function cropOf({ queryView, referenceView, cutOut, tilt = 0, rotation, inverted, foundBy }: Segment): Crop | undefined {
  const isWhole = queryView === 'active' || queryView === CROP_VIEW || queryView === REGISTERED_VIEW;
  if (!isWhole || tilt !== 0 || rotation !== 0 || inverted || foundBy === 'sound') return undefined;
  if (cutOut !== undefined) {
    const { left, top, right, bottom } = cutOut;
    return { across: { from: left, share: right - left }, down: { from: top, share: bottom - top }, tilt: 0 };
  }
  const share = referenceView === 'active' ? 1 : shareOfMiddle(referenceView);
  if (share === undefined) return undefined;
  const axis = { from: (1 - share) / 2, share };
  return { across: axis, down: axis, tilt: 0 };
}
